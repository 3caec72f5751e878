import CommandDoors

/// The other program, with the commands that need the network; this one links none.
enum RuntimeHalf {
    /// Runs a command of `ringfenced` in the place of this process, so that its exit code and signals are its own.
    ///
    /// The program is looked for beside this one alone: what the `PATH` or the working directory offers may come from a
    /// tree that is scanned.
    /// - Throws: `CommandFailure` when it is not there.
    static func run(_ command: [String], _ arguments: [String], in surroundings: Surroundings) throws -> Never {
        let words = command.joined(separator: " ")
        guard let own = surroundings.program, let slash = own.lastIndex(of: "/") else {
            throw CommandFailure(.partial, "`\(words)` is a command of `ringfenced`, and where this program lies is not known")
        }
        let program = own[..<slash] + "/ringfenced"
        switch surroundings.handOver(String(program), command + arguments) {
        case .missing:
            throw CommandFailure(
                .usage, "`\(words)` needs the network and so is a command of `ringfenced`, which is not at `\(program)`",
                help: "build it with `Scripts/build-runtime`, or put it there from where this program came from")
        case .refused(let reason):
            throw CommandFailure(.partial, "`\(program)` cannot be run: \(reason)")
        }
    }
}
