import FoundationEssentials
import Subprocess
import SystemPackage
import Testing

/// Programs that tests run beside the commands.
enum Repository {
    /// Makes a repository of the directory and commits what is in it.
    static func commit(_ directory: String) async throws {
        let identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
        for arguments in [["init", "-q"], ["add", "-A"], identity + ["commit", "-qm", "first"]] {
            #expect(try await run(["git"] + arguments, in: directory, input: ""))
        }
    }

    /// The files of a fresh directory after a patch was applied to them.
    static func apply(_ patch: String, to files: [String: String], with program: [String]) async throws -> [String: String] {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ringfence-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        for (name, text) in files { try CommandLineRun.write(text, to: directory + "/" + name) }
        #expect(try await run(program, in: directory, input: patch), "\(program) refuses:\n\(patch)")
        return CommandLineRun.contents(of: directory)
    }

    private static func run(_ program: [String], in directory: String, input: String) async throws -> Bool {
        let result = try await Subprocess.run(
            .name(program[0]), arguments: Arguments(Array(program.dropFirst())), workingDirectory: FilePath(directory),
            input: .array(Array(input.utf8)), output: .discarded, error: .discarded)
        return result.terminationStatus.isSuccess
    }
}
