import AdvisoryMatching
import ArgumentParser
import CommandDoors
import Findings
import Scanning
import SourceText

/// `ringfence advisories import`.
struct AdvisoriesImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make the store anew from files in the layout of OSV's export.",
        discussion: """
            A path is a folder of ecosystems, one ecosystem's folder, an `all.zip` or a single record. The old store stays in \
            use until the new one is whole, and stays when anything fails. Records that cannot be read are named; the others \
            are imported, and the exit code is 4.

            EXAMPLES
              ringfence advisories import ~/osv
              ringfence advisories import ~/osv/npm/all.zip ~/osv/PyPI/all.zip
            """)

    @Argument(help: ArgumentHelp("Folders, zip files or records.", valueName: "path"), completion: .file())
    var paths: [String]

    @OptionGroup(title: "Store")
    var options: AdvisoryStoreOptions

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        let store = try options.path(in: surroundings)
        let places = try paths.map { try ImportPlace($0, workingDirectory: surroundings.workingDirectory) }
        let progress = ImportProgress(surroundings)
        var issues: [String] = []
        var count = 0
        let inventory = try AdvisoryStoreFile.replace(store, on: surroundings.today.description) { take in
            var known = AdvisoryFeed.Known()
            for place in places {
                var feed = AdvisoryFeed(place.files, known: known)
                try feed.read(place.path) { record in
                    count += 1
                    progress.show(count)
                    try take(record)
                }
                issues += feed.issues.map { "\(place.name(of: $0.place.path)): \($0.message)" }
                known = feed.known
            }
            progress.clear()
            guard count > 0 else { throw Self.nothingFound(issues) }
        }
        for issue in issues { surroundings.complain("warning: \(issue)") }
        surroundings.write("imported \(inventory.total), the newest of \(inventory.newest), into \(store)\n")
        if !issues.isEmpty { throw ExitStatus.partial }
    }

    private static func nothingFound(_ issues: [String]) -> CommandFailure {
        CommandFailure(
            .usage, "no advisories were found" + (issues.first.map { ": " + $0 } ?? ""),
            help: "name a folder that holds `npm/all.zip` or `npm/*.json` and the like; see https://google.github.io/osv.dev/data/")
    }
}

/// A path of the command line as a place below a folder that may be read.
struct ImportPlace {
    let files: DiskFileSource
    let path: RelativePath
    private let folder: String

    /// - Throws: `CommandFailure` when nothing stands there.
    init(_ argument: String, workingDirectory: String) throws {
        let absolute = argument.hasPrefix("/") ? argument : workingDirectory + "/" + argument
        if let files = DiskFileSource(root: absolute) {
            self.files = files
            self.path = .root
            folder = argument
            return
        }
        let parts = absolute.split(separator: "/", omittingEmptySubsequences: false)
        let parent = parts.dropLast().joined(separator: "/")
        guard DiskFileSource.exists(absolute), let name = parts.last, let path = RelativePath(String(name)),
            let files = DiskFileSource(root: parent.isEmpty ? "/" : parent)
        else { throw CommandFailure(.usage, "`\(argument)` does not exist") }
        self.files = files
        self.path = path
        folder = argument.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }

    /// What a file below it is called on the command line.
    func name(of file: RelativePath) -> String {
        folder.isEmpty || file == .root ? folder + file.description : folder + "/" + file.description
    }
}

/// One line on a terminal that says how many records were read; nothing in a pipe.
struct ImportProgress: Sendable {
    private let write: (@Sendable (String) -> Void)?

    init(_ surroundings: Surroundings) { write = surroundings.isErrorTerminal ? surroundings.writeError : nil }

    /// Shows a count, once every thousand.
    func show(_ count: Int) {
        guard count % 1000 == 0 else { return }
        write?("\r\u{1B}[2Kreading advisories: \(count)")
    }

    /// Removes the line.
    func clear() { write?("\r\u{1B}[2K") }
}
