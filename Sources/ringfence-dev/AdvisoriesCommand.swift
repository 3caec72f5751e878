import AdvisoryMatching
import ArgumentParser
import Foundation
import Scanning
import SourceText

/// Rebuilds the snapshot of known vulnerabilities that the binary holds.
struct AdvisoriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advisories", abstract: "Rebuilds the snapshot of advisories from records in OSV's format.")

    @Option(help: "A folder in the layout of OSV's export.")
    var from: String

    @Option(help: "The package's root.")
    var root = "."

    func run() throws {
        guard let files = DiskFileSource(root: from) else { throw ValidationError("`\(from)` is no folder") }
        var feed = AdvisoryFeed(files)
        var records: [String: AdvisoryRecord] = [:]
        try feed.read(.root) { records[$0.id] = $0 }
        for issue in feed.issues { print("\(issue.place.path): \(issue.message)") }
        let allowed = records.values.filter { SnapshotLicenses.allow($0.license) }
        let text = AdvisorySnapshot.text(of: allowed)
        try SourceTree(root: root).write(text, to: "Sources/CAdvisorySnapshot/advisories.txt")
        print("\(allowed.count) of \(records.count) records, \(text.utf8.count) bytes")
        guard feed.issues.isEmpty else { throw ExitCode.failure }
    }
}
