import AdvisoryMatching
import ApplicationModel
import Foundation
import PackageInventory
import Scanning
import SourceText
import Testing

/// Real lockfiles, read and held against real advisories: what an independent implementation finds, and nothing else.
@Suite("Lockfiles against shared expectations")
struct LockfileMatchTests {
    private struct Triple: Hashable {
        let lockfile: String
        let package: PackageName
        let version: String
        let advisory: String
    }

    @Test func everyTripleIsFoundAndNoOther() throws {
        guard let folder = SharedData.folder("conformance/lockfiles", for: "matches of lockfiles"),
            let lines = try ExpectedLine.all("expected-extra.jsonl"), let packages = SharedAdvisories.byPackage,
            let files = DiskFileSource(root: folder.path)
        else { return }
        var expected: Set<Triple> = []
        for line in lines {
            for id in line.advisories ?? [] {
                expected.insert(Triple(lockfile: "\(line.corpus)/\(line.lockfile)", package: try line.name, version: line.version, advisory: id))
            }
        }
        var found: Set<Triple> = []
        var paths: Set<String> = []
        for path in try Self.lockfiles(folder) {
            guard let list = Self.list(path, files) else { continue }
            paths.insert(path)
            found.formUnion(Self.triples(list, path, packages))
        }
        #expect(paths.count > 400)
        let present = expected.filter { paths.contains($0.lockfile) }
        #expect(present.count > 3000)
        #expect(present.subtracting(found).isEmpty, "missing: \(Self.shown(present.subtracting(found)))")
        #expect(found.subtracting(present).isEmpty, "surplus: \(Self.shown(found.subtracting(present)))")
    }

    private static func lockfiles(_ folder: URL) throws -> [String] {
        try String(contentsOf: folder.appending(path: "lockfiles-extra.tsv"), encoding: .utf8).split(separator: "\n").dropFirst().map { row in
            let fields = row.split(separator: "\t", omittingEmptySubsequences: false)
            return "\(fields[0])/\(fields[1])"
        }
    }

    private static func list(_ path: String, _ files: any FileSource) -> PackageList? {
        guard let relative = RelativePath(path), let kind = PackageListKind(path: relative),
            let bytes = try? files.contents(of: relative, limit: InventoryLimits.bytes)
        else { return nil }
        return PackageList.read(ListInput(SourceFile(path: relative, bytes: bytes), kind: kind, files: files))
    }

    /// What parents and included lists say is expected of these alone.
    private static func triples(_ list: PackageList, _ path: String, _ packages: [PackageName: [Advisory]]) -> Set<Triple> {
        var triples: Set<Triple> = []
        for package in list.packages where package.isFromRegistry && !package.version.isEmpty && package.place.path == list.path {
            let name = PackageName(package.name, in: package.ecosystem)
            guard let known = packages[name] else { continue }
            for match in VersionVerdict(package.version, in: package.ecosystem, advisories: known).matches {
                triples.insert(Triple(lockfile: path, package: name, version: package.version, advisory: match.advisory.id))
            }
        }
        return triples
    }

    private static func shown(_ triples: Set<Triple>) -> String {
        triples.map { "\($0.lockfile) \($0.package.name) \($0.version) \($0.advisory)" }.sorted().prefix(20).joined(separator: "\n")
    }
}
