import AdvisoryMatching
import ApplicationModel
import Foundation
import Testing

/// Pairs of versions that others have compared.
@Suite("Orders of versions against shared vectors")
struct VersionVectorTests {
    @Test(arguments: [
        ("npm-semver", Ecosystem.npm, 150), ("pep440", .pypi, 150), ("maven", .maven, 150), ("rubygems", .rubyGems, 150),
        ("nuget", .nuGet, 150), ("packagist", .packagist, 150), ("go", .go, 150),
    ])
    func everyPairIsOrdered(file: String, ecosystem: Ecosystem, least: Int) throws {
        guard let folder = SharedData.folder("version-vectors", for: "version vectors") else { return }
        let text = try String(contentsOf: folder.appending(path: file + ".tsv"), encoding: .utf8)
        let pairs = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(pairs.count >= least)
        for pair in pairs {
            #expect(VersionPair.relation(pair[0], pair[1], in: ecosystem) == pair[2], "\(pair)")
            let mirrored = ["<": ">", ">": "<"][pair[2]] ?? pair[2]
            #expect(VersionPair.relation(pair[1], pair[0], in: ecosystem) == mirrored, "\(pair) mirrored")
        }
    }
}

/// How two texts compare.
enum VersionPair {
    /// `<`, `=`, `>`, or which of the two is no version.
    static func relation(_ left: String, _ right: String, in ecosystem: Ecosystem) -> String {
        guard let first = PackageVersion(left, in: ecosystem) else { return "`\(left)` is no version" }
        guard let second = PackageVersion(right, in: ecosystem) else { return "`\(right)` is no version" }
        if first == second { return !(first < second) && !(second < first) ? "=" : "inconsistent" }
        return first < second ? "<" : ">"
    }
}
