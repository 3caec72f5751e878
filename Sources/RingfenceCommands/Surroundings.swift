package import Findings
import Reporting

/// Everything a command may know of the world around it: handed in by the executable, replaced in tests.
package struct Surroundings: Sendable {
    /// The environment; commands read `NO_COLOR`, `TERM`, `COLUMNS`, `LC_ALL`, `LC_CTYPE`, `LANG`, `HOME`,
    /// `XDG_DATA_HOME`, `SOURCE_DATE_EPOCH` and what `--allow-env` names; git, which `--diff` runs, inherits all of it.
    package var environment: [String: String]
    /// The absolute path of the working directory.
    package var workingDirectory: String
    /// Writes to standard output.
    package var write: @Sendable (String) -> Void
    /// Writes to standard error.
    package var writeError: @Sendable (String) -> Void
    /// Reads all of standard input, at most the given number of bytes and one more.
    package var readInput: @Sendable (Int) -> [UInt8]
    /// Whether standard output is a terminal.
    package var isOutputTerminal: Bool
    /// Whether standard error is a terminal.
    package var isErrorTerminal: Bool
    /// The terminal's width in columns; `nil` when it is not known.
    package var width: Int?
    /// The day that counts as today.
    package var today: CalendarDate

    /// Makes surroundings.
    package init(
        environment: [String: String], workingDirectory: String, write: @escaping @Sendable (String) -> Void,
        writeError: @escaping @Sendable (String) -> Void, readInput: @escaping @Sendable (Int) -> [UInt8],
        isOutputTerminal: Bool, isErrorTerminal: Bool, width: Int?, today: CalendarDate
    ) {
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.write = write
        self.writeError = writeError
        self.readInput = readInput
        self.isOutputTerminal = isOutputTerminal
        self.isErrorTerminal = isErrorTerminal
        self.width = width
        self.today = today
    }

    /// Writes a line to standard error; what the tree or the command line holds cannot move the cursor, start a line or
    /// speak to a build log.
    func complain(_ line: String) {
        let shown = line.visible
        writeError((shown.hasPrefix("::") || shown.hasPrefix("##[") ? " " : "") + shown + "\n")
    }

    /// The surroundings of the command that runs in this task; set by `RingfenceCommand.run(_:in:)`.
    @TaskLocal static var current: Surroundings?
}
