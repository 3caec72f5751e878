package import Findings
import Reporting

/// Everything a command may know of the world around it: handed in by the executable, replaced in tests.
package struct Surroundings: Sendable {
    /// The environment; commands read `NO_COLOR`, `TERM`, `COLUMNS`, `LC_ALL`, `LC_CTYPE`, `LANG` and what
    /// `--allow-env` names, `XDG_DATA_HOME` and `HOME` for the store, `SOURCE_DATE_EPOCH`, and, where the network is asked,
    /// `HTTPS_PROXY` and `NO_PROXY`; git, which `--diff` runs, inherits all of it, and so does `ringfenced`.
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
    /// The absolute path of the program that runs, links followed; `nil` when it is not known.
    package var program: String?
    /// Runs the program at an absolute path, with its arguments, in the place of this one; returns only when it cannot be
    /// run.
    package var handOver: @Sendable (_ program: String, _ arguments: [String]) -> HandOverError

    /// Makes surroundings.
    package init(
        environment: [String: String], workingDirectory: String, write: @escaping @Sendable (String) -> Void,
        writeError: @escaping @Sendable (String) -> Void, readInput: @escaping @Sendable (Int) -> [UInt8],
        isOutputTerminal: Bool, isErrorTerminal: Bool, width: Int?, today: CalendarDate, program: String? = nil,
        handOver: @escaping @Sendable (_ program: String, _ arguments: [String]) -> HandOverError = { _, _ in .missing }
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
        self.program = program
        self.handOver = handOver
    }

    /// Writes a line to standard error; what the tree or the command line holds cannot move the cursor, start a line or
    /// speak to a build log.
    package func complain(_ line: String) {
        let shown = line.visible
        writeError((shown.hasPrefix("::") || shown.hasPrefix("##[") ? " " : "") + shown + "\n")
    }

    /// The surroundings of the command that runs in this task; set by `CommandRun`.
    @TaskLocal package static var current: Surroundings?
}

/// Why a program cannot take the place of this one.
package enum HandOverError: Error, Hashable, Sendable {
    /// It is not there.
    case missing
    /// The system refuses; the payload is why.
    case refused(String)
}
