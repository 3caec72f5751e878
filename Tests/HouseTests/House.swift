import Foundation

/// The repository as text.
enum House {
    /// The folder that holds `Package.swift`.
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folders that people write in.
    static let folders = [".ci", "Benchmarks", "Documentation", "Examples", "Scripts", "Sources", "Tests"]

    /// Every file below a folder by its path from the root, sorted; empty when there is no such folder.
    ///
    /// Hidden files and what a build leaves behind are not the house's.
    static func files(below folder: String, endingIn suffix: String = "") -> [String] {
        let start = root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: start.path) else { return [] }
        return walk.compactMap { $0 as? String }
            .filter { path in !path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__pycache__" } }
            .filter { $0.hasSuffix(suffix) && isFile(folder + "/" + $0) }
            .map { folder + "/" + $0 }
            .sorted()
    }

    /// The files that stand in the root itself, sorted; hidden ones are not among them.
    static var rootFiles: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return names.filter { !$0.hasPrefix(".") && isFile($0) && $0 != "Package.resolved" }.sorted()
    }

    /// Every Swift file of the sources.
    static let sources = files(below: "Sources", endingIn: ".swift").map(SwiftFile.init)

    /// The text of a file; empty when it cannot be read as UTF-8.
    static func text(_ path: String) -> String {
        (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
    }

    /// Whether a file or folder stands at a path from the root.
    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// Whether a file that may be started stands at a path from the root.
    static func isExecutable(_ path: String) -> Bool {
        isFile(path) && FileManager.default.isExecutableFile(atPath: root.appending(path: path).path)
    }

    private static func isFile(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isDirectory)
        return exists && !isDirectory.boolValue
    }
}

/// One Swift file, as it is and without what is not code.
struct SwiftFile: Sendable {
    /// The path from the root.
    let path: String
    /// The lines as they are.
    let lines: [Substring]
    /// The same lines with comments and the text of strings blanked; interpolated code stays.
    let code: [Substring]

    init(_ path: String) {
        let text = House.text(path)
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        code = blankingComments(in: text).split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.allSatisfy { $0 == " " } ? "" : line
        }
    }

    /// The folder under `Sources` or `Tests`: the target.
    var target: String { String(path.split(separator: "/").dropFirst().first ?? "") }

    /// The last part of the path without `.swift`.
    var name: String { String(path.split(separator: "/").last ?? "").replacing(".swift", with: "") }

    /// The modules it imports, with the line of each, 1-based.
    var imports: [(module: String, line: Int)] {
        code.enumerated().compactMap { index, line in
            let words = line.split(separator: " ")
            guard let position = words.firstIndex(of: "import"), position < 3,
                words[..<position].allSatisfy({ accessWords.contains(String($0)) || $0.hasPrefix("@") })
            else { return nil }
            let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = words[(position + 1)...].first { !kinds.contains(String($0)) } ?? ""
            return (String(name.split(separator: ".").first ?? ""), index + 1)
        }
    }

    private var accessWords: Set<String> { ["public", "package", "internal", "fileprivate", "private"] }
}

/// `path:line: what` for a list that a failing test prints.
func entry(_ path: String, _ line: Int, _ what: some StringProtocol) -> String {
    "\(path):\(line): \(what.trimmingCharacters(in: .whitespaces))"
}

/// The text of a failing test: a word on what to do and the places.
func list(_ advice: String, _ places: [String]) -> String {
    ([advice] + places.prefix(60)).joined(separator: "\n  ")
}
