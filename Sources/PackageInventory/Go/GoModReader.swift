import ApplicationModel
import SourceText

/// Reads `go.mod`: what is required, after what is replaced.
///
/// Source: <https://go.dev/ref/mod#go-mod-file>
struct GoModReader: ListReader {
    private var draft: ListDraft
    /// The directive whose block the lines are in.
    private var block: String?
    private var required: [Required] = []
    private var replaced: [Replacement] = []
    private var language: (version: String, place: SourcePlace)?
    private var toolchain: (version: String, place: SourcePlace)?
    private var module: String?

    private struct Required {
        let path: String
        let version: String
        let place: SourcePlace
        let isIndirect: Bool
    }

    private struct Replacement {
        let path: String
        /// The version that is replaced; `nil` for all.
        let version: String?
        let newPath: String
        /// `nil` for a folder.
        let newVersion: String?
    }

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = GoModReader(input)
        for line in TextLines(input.file) { reader.read(line) }
        reader.add()
        return reader.draft.finished()
    }

    private mutating func read(_ line: TextLine) {
        let (code, comment) = Self.parts(line)
        var words = Self.words(code)
        guard let first = words.first else { return }
        if first == ")" {
            block = nil
            return
        }
        if words.count == 2, words[1] == "(" {
            block = first
            return
        }
        if block == nil { words.removeFirst() }
        let isIndirect = comment == "indirect" || comment.hasPrefix("indirect;")
        take(block ?? first, words, draft.place(code.span), isIndirect)
    }

    private mutating func take(_ directive: String, _ words: [String], _ place: SourcePlace, _ isIndirect: Bool) {
        switch (directive, words.count) {
        case ("require", 2):
            required.append(Required(path: words[0], version: words[1], place: place, isIndirect: isIndirect))
        case ("replace", 3...5): takeReplacement(words, place)
        case ("module", 1): module = words[0]
        case ("go", 1): language = (words[0], place)
        case ("toolchain", 1): toolchain = words[0].after("go").map { ($0, place) }
        case ("require", _), ("replace", _):
            draft.report(.syntax, "this `\(directive)` is not written as go reads it", at: place)
        default: break
        }
    }

    /// `old [version] => new [version]`.
    private mutating func takeReplacement(_ words: [String], _ place: SourcePlace) {
        guard let arrow = words.firstIndex(of: "=>"), (1...2).contains(arrow), words.count > arrow + 1 else {
            return draft.report(.syntax, "this `replace` is not written as go reads it", at: place)
        }
        replaced.append(
            Replacement(
                path: words[0], version: arrow == 2 ? words[1] : nil, newPath: words[arrow + 1],
                newVersion: words.count > arrow + 2 ? words[arrow + 2] : nil))
    }
}

extension GoModReader {
    private mutating func add() {
        var importer = Importer(name: module)
        addStandardLibrary()
        var anyVersion: [String: Replacement] = [:]
        var oneVersion: [[String?]: Replacement] = [:]
        for replacement in replaced {
            if replacement.version == nil { anyVersion[replacement.path] = replacement }
            oneVersion[[replacement.path, replacement.version]] = replacement
        }
        let sums = GoSumReader.checked(in: draft.input)
        for require in required {
            let replacement = oneVersion[[require.path, require.version]] ?? anyVersion[require.path]
            var package = Self.package(require, replacement)
            package.hasIntegrity = sums.contains("\(package.name) \(package.version)")
            if require.isIndirect { package.scopes.insert(.indirect) }
            if replacement == nil { package.versionPlace = draft.input.file.place(ofVersion: require.version, in: require.place) }
            guard let index = draft.add(package), !require.isIndirect else { continue }
            importer.requirements.append(
                Requirement(require.path, range: require.version, target: index, place: require.place))
        }
        draft.importers = [importer]
    }

    private static func package(_ require: Required, _ replacement: Replacement?) -> Package {
        var package = Package(
            .go, name: require.path, version: require.version, place: require.place, source: .registry(nil))
        guard let replacement else { return package }
        if let version = replacement.newVersion {
            (package.name, package.version) = (replacement.newPath, version)
            if replacement.newPath != require.path { package.alias = require.path }
        } else {
            package.source = .path(replacement.newPath)
        }
        return package
    }

    /// A toolchain comes with a standard library of its version: the oldest one that may build the module, and the one
    /// that it suggests.
    private mutating func addStandardLibrary() {
        for (found, directive) in [(language, "go"), (toolchain, "toolchain")] {
            guard let found else { continue }
            var package = Package(.go, name: "stdlib", version: found.version, place: found.place, source: .toolchain)
            package.groups = [directive]
            draft.add(package)
        }
    }

    /// A line without its comment, and the comment.
    private static func parts(_ line: TextLine) -> (TextLine, String) {
        let bytes = line.bytes
        var start = bytes.endIndex
        for offset in bytes.indices.dropLast()
        where bytes[offset] == UInt8(ascii: "/") && bytes[offset + 1] == UInt8(ascii: "/") {
            // A comment stands by itself; in `https://` the slashes are part of a word.
            guard offset == bytes.startIndex || bytes[offset - 1].isBlank else { continue }
            start = offset
            break
        }
        let comment = line.part(min(start + 2, bytes.endIndex), bytes.endIndex).trimmed.text
        return (line.part(bytes.startIndex, start).trimmed, comment)
    }

    private static func words(_ line: TextLine) -> [String] {
        line.words.map { word in
            let text = word.text
            guard text.count > 1, let quote = text.first, quote == "\"" || quote == "`", text.last == quote else {
                return text
            }
            return String(text.dropFirst().dropLast())
        }
    }
}
