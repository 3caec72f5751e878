import ApplicationModel
import SourceText

/// Reads `Gemfile.lock`: sections of indented lines.
///
/// Source: <https://bundler.io/man/bundle-lock.1.html>, <https://guides.rubygems.org/> for versions with a platform.
struct GemfileLockReader: ListReader {
    private var draft: ListDraft
    private var names = NameIndex()
    private var section = ""
    /// Where the gems of the section come from.
    private var remote: String?
    private var revision: String?
    /// The gem whose requirements follow.
    private var current: Int?
    private var importer = Importer()

    private init(_ input: ListInput) { draft = ListDraft(input) }

    static func read(_ input: ListInput) -> PackageList {
        var reader = GemfileLockReader(input)
        for line in TextLines(input.file) where !line.trimmed.isEmpty { reader.read(line) }
        let names = reader.names
        reader.draft.resolveRequirements { _, requirement in names.find(requirement.name) }
        reader.draft.importers = reader.importer.requirements.isEmpty ? [] : [reader.importer]
        reader.draft.resolveImporters { _, requirement in names.find(requirement.name) }
        reader.draft.inferImporter()
        return reader.draft.finished()
    }

    private mutating func read(_ line: TextLine) {
        let content = line.trimmed
        guard line.indentation > 0 else { return startSection(content) }
        switch section {
        case "GEM", "GIT", "PATH", "PLUGIN SOURCE": readSource(content, indentation: line.indentation)
        case "DEPENDENCIES": readDirect(content)
        case "CHECKSUMS": readChecksum(content)
        default: break
        }
    }

    private mutating func startSection(_ line: TextLine) {
        section = line.text
        (remote, revision, current) = (nil, nil, nil)
        let isMarker = ["<<<<<<<", "=======", ">>>>>>>"].contains { section.hasPrefix($0) }
        if isMarker {
            draft.report(
                .syntax, "a merge left its markers here", help: "resolve the conflict and run `bundle lock`",
                at: draft.place(line.span))
        }
    }

    private mutating func readSource(_ line: TextLine, indentation: Int) {
        if indentation < 4 {
            if let value = line.text.after("remote: ") { remote = value }
            if let value = line.text.after("revision: ") { revision = value }
        } else if indentation < 6 {
            addGem(line)
        } else if let current {
            let (name, range) = Self.parts(line)
            draft.update(current) { $0.requirements.append(Requirement(name, range: range)) }
        }
    }

    /// `name (version)` or `name (version-platform)`.
    private mutating func addGem(_ line: TextLine) {
        let (name, inner) = Self.parts(line)
        current = nil
        guard let inner else {
            return draft.report(.syntax, "this gem has no version", at: draft.place(line.span))
        }
        let dash = inner.firstIndex(of: "-")
        var package = Package(
            .rubyGems, name: name, version: String(inner[..<(dash ?? inner.endIndex)]), place: draft.place(line.span),
            source: source)
        if let dash { package.condition = String(inner[inner.index(after: dash)...]) }
        current = draft.add(package)
        if let current { names.add(name, current) }
    }

    private var source: PackageSource {
        switch section {
        case "GIT": .git([remote, revision].compactMap(\.self).joined(separator: "#"))
        case "PATH": .path(remote ?? "")
        default: .registry(remote)
        }
    }

    private mutating func readDirect(_ line: TextLine) {
        var (name, range) = Self.parts(line)
        // `!` marks what does not come from the default source.
        if name.hasSuffix("!") { name.removeLast() }
        importer.requirements.append(Requirement(name, range: range, place: draft.place(line.span)))
    }

    private mutating func readChecksum(_ line: TextLine) {
        guard line.text.hasSuffix(")") == false, let index = names.find(Self.parts(line).0) else { return }
        // Behind the name stands one for each platform's line.
        let hashes = line.words.map(\.text).filter { $0.hasPrefix("sha") }
        draft.update(index) {
            $0.addHashes(hashes)
            $0.hasIntegrity = true
        }
    }

    /// The parts of `name (inner)`, where something may follow.
    private static func parts(_ line: TextLine) -> (String, String?) {
        let text = line.text
        guard let start = text.firstRange(of: " (") else { return (text, nil) }
        let inner = text[start.upperBound...].prefix { $0 != ")" }
        return (String(text[..<start.lowerBound]), String(inner))
    }
}
