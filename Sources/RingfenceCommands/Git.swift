import Subprocess
import SystemPackage

/// How git is asked: no hook runs, nothing is fetched, and nothing in the repository decides what a path means.
enum Git {
    /// The longest answer of git that is taken, in bytes.
    static let answerLimit = 512 << 20

    /// In a partial clone git would fetch what is missing, and a scan opens no connection; a question changes no index.
    private static let environment = Environment.inherit.updating(["GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"])

    /// What git answers in a directory; `nil` when it fails.
    /// - Throws: what `Subprocess` throws when git cannot be run.
    static func answer(_ arguments: [String], _ directory: String, input: [UInt8] = []) async throws -> [UInt8]? {
        let settings = ["-c", "core.fsmonitor=false", "--no-replace-objects", "--literal-pathspecs"]
        let result = try await Subprocess.run(
            .name("git"), arguments: Arguments(settings + arguments), environment: environment,
            workingDirectory: FilePath(directory),
            input: .array(input), output: .bytes(limit: answerLimit), error: .discarded)
        return result.terminationStatus.isSuccess ? result.standardOutput : nil
    }

    /// Whether git is not there, rather than failing.
    static func isMissing(_ error: any Error) -> Bool {
        if case .executableNotFound? = (error as? SubprocessError)?.code { true } else { false }
    }
}
