import ApplicationModel
import SourceText

/// Reads the `yarn.lock` of Yarn 1: blocks of indented lines.
///
/// Source: <https://classic.yarnpkg.com/en/docs/yarn-lock/>
struct YarnClassicReader: ListReader {
    private var draft: ListDraft
    private var patterns = YarnPatterns()
    private var block: Block?

    /// An entry while it is read.
    private struct Block {
        let header: TextLine
        var end: Int
        var fields: [String: String] = [:]
        var requirements: [Requirement] = []
        /// The scope of the section that the deepest lines belong to.
        var section: Requirement.Scope?
    }

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = YarnClassicReader(input)
        for line in TextLines(input.file) { reader.read(line) }
        reader.endBlock()
        return reader.connected()
    }

    private mutating func connected() -> PackageList {
        let patterns = patterns
        draft.resolveRequirements { _, requirement in patterns.resolve(requirement) }
        draft.importers = NodeWorkspace.importers(of: draft.input)
        draft.resolveImporters { _, requirement in patterns.resolve(requirement) }
        draft.inferImporter()
        draft.markDevelopment()
        return draft.finished()
    }

    private mutating func read(_ line: TextLine) {
        let content = line.trimmed
        guard !content.isEmpty, content.bytes.first != UInt8(ascii: "#") else { return }
        switch line.indentation {
        case 0:
            endBlock()
            startBlock(content)
        case 1...3: readField(content)
        default: readRequirement(content)
        }
    }

    private mutating func startBlock(_ line: TextLine) {
        let isClosed = line.bytes.last == UInt8(ascii: ":")
        if !isClosed { reportStray(line) }
        // An entry whose colon slipped into the quotes is one all the same.
        guard isClosed || line.bytes.suffix(2).elementsEqual(":\"".utf8) else { return }
        block = Block(header: line, end: line.span.upperBound)
    }

    private mutating func reportStray(_ line: TextLine) {
        draft.report(
            .syntax, "this line starts no entry of a `yarn.lock`", help: "let yarn write the file anew",
            at: draft.place(line.span))
    }

    private mutating func readField(_ line: TextLine) {
        guard block != nil else { return reportStray(line) }
        block?.end = line.span.upperBound
        let (key, value) = Self.pair(line)
        switch key {
        case "dependencies:": block?.section = .runtime
        case "optionalDependencies:": block?.section = .optional
        default:
            block?.section = nil
            block?.fields[key] = value
        }
    }

    private mutating func readRequirement(_ line: TextLine) {
        guard block != nil else { return reportStray(line) }
        block?.end = line.span.upperBound
        guard let section = block?.section else { return }
        let (name, range) = Self.pair(line)
        block?.requirements.append(Requirement(name, range: range, scope: section))
    }

    private mutating func endBlock() {
        guard let block else { return }
        self.block = nil
        let written = Self.patterns(block.header)
        guard let first = written.first else { return }
        var (name, range) = NPMSpecifier.split(first)
        if name.isEmpty { (name, range) = (first, "") }
        var package = Package(
            .npm, name: name, version: block.fields["version"] ?? "",
            place: draft.place(ByteSpan(block.header.span.lowerBound, block.end)),
            source: Self.source(written, block.fields["resolved"]))
        if case .alias(let real, _) = NPMSpecifier(range) { (package.name, package.alias) = (real, name) }
        package.addIntegrity(block.fields["integrity"])
        if !package.hasIntegrity { package.addHash(.sha1, Self.hash(in: block.fields["resolved"])) }
        package.requirements = block.requirements
        guard let index = draft.add(package) else { return }
        for pattern in written { patterns.add(pattern, index) }
    }

    /// Where an entry comes from: patterns share one when they led to the same place, and one of them says where.
    private static func source(_ patterns: [String], _ resolved: String?) -> PackageSource {
        for pattern in patterns {
            switch NPMSpecifier(NPMSpecifier.split(pattern).range) {
            case .registry, .alias: continue
            case .git(let text): return .git(resolved ?? text)
            case .url(let text): return .url(resolved ?? text)
            case .path(let text): return .path(text)
            case .workspace(let text): return .workspace(text)
            }
        }
        return .registry(resolved)
    }

    /// An archive's URL ends with `#` and its SHA-1.
    private static func hash(in resolved: String?) -> String? {
        guard let hash = resolved?.split(separator: "#").dropFirst().last, hash.utf8.count == 40 else { return nil }
        return String(hash)
    }
}

extension YarnClassicReader {
    /// The parts of `key value`, both perhaps in quotes.
    private static func pair(_ line: TextLine) -> (String, String) {
        let (key, rest) = token(line.bytes[...])
        return (key, token(rest.drop { $0.isBlank }, isWhole: true).0)
    }

    /// The text up to a blank, or in quotes; the rest follows it.
    private static func token(_ bytes: ArraySlice<UInt8>, isWhole: Bool = false) -> (String, ArraySlice<UInt8>) {
        guard bytes.first == UInt8(ascii: "\"") else {
            let word = isWhole ? bytes : bytes.prefix { !$0.isBlank }
            return (String(decoding: word, as: UTF8.self), bytes[word.endIndex...])
        }
        var text: [UInt8] = []
        var offset = bytes.startIndex + 1
        while offset < bytes.endIndex, bytes[offset] != UInt8(ascii: "\"") {
            if bytes[offset] == UInt8(ascii: "\\"), offset + 1 < bytes.endIndex { offset += 1 }
            text.append(bytes[offset])
            offset += 1
        }
        return (String(decoding: text, as: UTF8.self), bytes[min(offset + 1, bytes.endIndex)...])
    }

    /// The patterns of a header, `a@^1, "b@npm:c@2":`.
    private static func patterns(_ header: TextLine) -> [String] {
        var rest = header.bytes
        if rest.last == UInt8(ascii: ":") { rest = rest.dropLast() }
        var patterns: [String] = []
        while !rest.isEmpty {
            rest = rest.drop { $0.isBlank || $0 == UInt8(ascii: ",") }
            guard !rest.isEmpty else { break }
            if rest.first == UInt8(ascii: "\"") {
                let (text, after) = token(rest)
                patterns.append(text.hasSuffix(":") ? String(text.dropLast()) : text)
                rest = after
            } else {
                let word = rest.prefix { $0 != UInt8(ascii: ",") }
                patterns.append(String(decoding: word, as: UTF8.self))
                rest = rest[word.endIndex...]
            }
        }
        return patterns
    }
}
