import Foundation
import RuleDocumentation
import Rules
import Testing

/// `ringfence-dev generate` was run after the last change.
@Suite struct GeneratedFilesTests {
    private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func areCurrent() throws {
        let wanted = GeneratedFiles.make(ruleFiles: try files(under: "Sources/Rules"), rules: RuleRegistry.all)
        for (path, text) in wanted.sorted(by: { $0.key < $1.key }) {
            let present = try? String(contentsOf: root.appending(path: path), encoding: .utf8)
            #expect(present == text, "\(path) is not current: run `swift run ringfence-dev generate`")
        }
        for path in try files(under: GeneratedFiles.pagesFolder) {
            #expect(wanted[path] != nil, "\(path) belongs to no rule")
        }
    }

    private func files(under folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
            .filter { $0.contains(".") }.map { folder + "/" + $0 }
    }
}
