package import ArgumentParser

/// How a command line becomes an exit code, in the same way for both programs.
package enum CommandRun {
    /// Parses and runs a command line of a root command; returns the process's exit code.
    package static func run<Root: ParsableCommand>(
        _ root: Root.Type, _ arguments: [String], in surroundings: Surroundings
    ) async -> Int32 {
        await Surroundings.$current.withValue(surroundings) {
            do {
                var command = try root.parseAsRoot(arguments)
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
                return ExitStatus.clean.rawValue
            } catch let status as ExitStatus {
                return status.rawValue
            } catch let failure as CommandFailure {
                surroundings.complain("error: \(failure.message)")
                if let help = failure.help { surroundings.complain("help: \(help)") }
                return failure.status.rawValue
            } catch {
                return report(error, of: root, in: surroundings)
            }
        }
    }

    private static func report<Root: ParsableCommand>(
        _ error: any Error, of root: Root.Type, in surroundings: Surroundings
    ) -> Int32 {
        let text = root.fullMessage(for: error)
        // Help, version and completion scripts reach us as errors that are not failures.
        if root.exitCode(for: error) == .success {
            surroundings.write(text + "\n")
            return ExitStatus.clean.rawValue
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { surroundings.complain(String(line)) }
        return ExitStatus.usage.rawValue
    }
}
