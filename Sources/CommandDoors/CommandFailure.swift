/// How a command ends: the exit codes of both programs.
package enum ExitStatus: Int32, Error {
    /// Nothing to report.
    case clean = 0
    /// Findings at or above `--fail-on`.
    case findings = 1
    /// A usage or configuration error.
    case usage = 2
    /// Nothing to scan.
    case nothingToScan = 3
    /// Something could not be read, or an internal error.
    case partial = 4
}

/// A command that cannot go on, and why.
package struct CommandFailure: Error {
    /// The exit code.
    package let status: ExitStatus
    /// What is wrong: lower case, no full stop.
    package let message: String
    /// What to do about it; `nil` when the message says it.
    package let help: String?

    /// Makes a failure.
    package init(_ status: ExitStatus, _ message: String, help: String? = nil) {
        self.status = status
        self.message = message
        self.help = help
    }
}
