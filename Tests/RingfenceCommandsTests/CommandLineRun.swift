import CommandDoors
import Findings
import FoundationEssentials
import RingfenceCommands
import Synchronization

/// Runs a command line in this process against a fresh directory and keeps what it printed.
struct CommandLineRun {
    let code: Int32
    let output: String
    let errors: String
    /// The files of the directory after the run, by path below it.
    let files: [String: String]

    init(
        _ arguments: [String], files: [String: String] = [:], input: String = "", environment: [String: String] = [:],
        today: String = "2026-06-01", prepare: (String) async throws -> Void = { _ in },
        inspect: (String) throws -> Void = { _ in }
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "ringfence-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for (name, text) in files { try CommandLineRun.write(text, to: directory + "/" + name) }
        try await prepare(directory)
        let written = Recorder()
        let complained = Recorder()
        let surroundings = Surroundings(
            environment: environment, workingDirectory: directory, write: written.append,
            writeError: complained.append, readInput: { _ in Array(input.utf8) }, isOutputTerminal: false,
            isErrorTerminal: false, width: nil, today: CalendarDate(today) ?? .distantPast)
        code = await RingfenceCommand.run(arguments, in: surroundings)
        try inspect(directory)
        output = written.text
        errors = complained.text
        self.files = CommandLineRun.contents(of: directory)
    }

    /// Writes a file and makes the directories it stands in.
    static func write(_ text: String, to path: String) throws {
        let url = URL(filePath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// The files of a directory, by path below it; what git keeps is left out.
    static func contents(of directory: String) -> [String: String] {
        var files: [String: String] = [:]
        for name in (try? FileManager.default.subpathsOfDirectory(atPath: directory)) ?? [] where !name.hasPrefix(".git/") {
            if let data = FileManager.default.contents(atPath: directory + "/" + name) {
                files[name] = String(decoding: data, as: UTF8.self)
            }
        }
        return files
    }
}

extension CommandLineRun {
    /// What a quiet scan found in a file, as `line:column rule`, in the order of the output.
    func findings(in path: String) -> [String] {
        output.split(separator: "\n").compactMap { line in
            guard line.hasPrefix(path + ":"), line.hasSuffix("]"), let rule = line.split(separator: "[").last else { return nil }
            let place = line.dropFirst(path.count + 1).split(separator: ":", maxSplits: 2)
            return place.count == 3 ? "\(place[0]):\(place[1]) \(rule.dropLast())" : nil
        }
    }
}

/// Text that several tasks may write.
final class Recorder: Sendable {
    private let pieces = Mutex<[String]>([])
    var text: String { pieces.withLock { $0.joined() } }
    func append(_ piece: String) { pieces.withLock { $0.append(piece) } }
}

/// Manifests that several tests scan.
enum Manifest {
    /// One public function under an administrator's role.
    static let open = """
        service: shop
        frameworkVersion: '3'
        provider:
          name: aws
          runtime: nodejs22.x
          iam:
            role:
              statements:
                - Effect: Allow
                  Action: '*'
                  Resource: '*'
        functions:
          hello:
            handler: hello.handler
            url: true

        """
}
