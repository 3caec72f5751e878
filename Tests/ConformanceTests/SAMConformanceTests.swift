import CloudFormationReader
import Foundation
import Testing

/// The SAM translator's own cases: what it makes of a template, we make too.
@Suite("What SAM makes of a template")
struct SAMConformanceTests {
    /// Cases of the translator that fail, need a service or a switch of its own, or come from elsewhere.
    private static let prefixes = ["error_", "translate_", "feature_toggle_"]

    @Test func everyCaseOfTheTranslatorIsMet() throws {
        guard let folder = Folder.translatorCases else {
            print("SAM conformance skipped: no cases in \(Folder.variable) or shared/conformance/sam-translator")
            return
        }
        let names = try folder.names(of: "input").filter { name in !Self.prefixes.contains { name.hasPrefix($0) } }
        #expect(names.count > 400, "the cases are not all there")
        try compare(names, of: folder, exceptions: Folder.exceptions)
    }

    @Test func ourOwnCasesAreMet() throws {
        guard let folder = Folder.ownCases else {
            print("own SAM cases skipped: Scripts/sam_expected.py has not made .build/sam-expected yet")
            return
        }
        let names = try folder.names(of: "input")
        #expect(names.count >= 12)
        try compare(names, of: folder, exceptions: [:])
    }

    private func compare(_ names: [String], of folder: Folder, exceptions: [String: String]) throws {
        var report: [String] = []
        var passed = 0
        for name in names {
            guard let input = folder.template("input", name, "yaml"),
                let output = folder.template("output", name, "json")
            else { continue }
            let expanded = input.expanded
            let lines = ResourceDifference(ours: expanded.resources, theirs: output.resources).lines
            switch (lines.isEmpty, exceptions[name]) {
            case (true, nil): passed += 1
            case (false, nil): report.append("\(name):\n    " + lines.joined(separator: "\n    "))
            case (true, .some): report.append("\(name): passes, so take it out of sam-exceptions.txt")
            case (false, .some): break
            }
        }
        if let path = ProcessInfo.processInfo.environment["RINGFENCE_SAM_REPORT"] {
            try Data((report.joined(separator: "\n") + "\n\(passed) of \(names.count)\n").utf8).write(
                to: URL(filePath: path))
        }
        let unknown = Set(exceptions.keys).subtracting(names).sorted()
        #expect(unknown.isEmpty, "sam-exceptions.txt names cases that are not there: \(unknown)")
        #expect(report.isEmpty, "\(report.count) cases differ:\n\(report.prefix(20).joined(separator: "\n"))")
    }
}

/// A folder with `input` and `output`.
private struct Folder {
    static let variable = "RINGFENCE_SAM_CASES"
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    let url: URL

    static var translatorCases: Folder? {
        let named = ProcessInfo.processInfo.environment[variable].map { URL(filePath: $0) }
        return existing(named ?? root.deletingLastPathComponent().appending(path: "shared/conformance/sam-translator"))
    }

    static var ownCases: Folder? { existing(root.appending(path: ".build/sam-expected")) }

    private static func existing(_ url: URL) -> Folder? {
        FileManager.default.fileExists(atPath: url.appending(path: "input").path) ? Folder(url: url) : nil
    }

    /// The cases that are known to differ, each with the reason.
    static var exceptions: [String: String] {
        let file = root.appending(path: "Tests/ConformanceTests/sam-exceptions.txt")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        var exceptions: [String: String] = [:]
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { exceptions[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        return exceptions
    }

    func names(of folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: url.appending(path: folder).path)
            .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }.sorted()
    }

    func template(_ folder: String, _ name: String, _ language: String) -> SAMTemplate? {
        let file = url.appending(path: "\(folder)/\(name).\(language)")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        return SAMTemplate(text, name: "\(folder)-\(name).\(language)")
    }
}
