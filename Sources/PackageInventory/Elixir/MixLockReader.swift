import ApplicationModel
import SourceText

/// Reads `mix.lock`: a map of Elixir from names to tuples.
///
/// Source: <https://github.com/hexpm/hex/blob/main/lib/hex/utils.ex> for the tuple of a package of Hex.
struct MixLockReader: ListReader {
    private var draft: ListDraft
    private var scanner: ElixirScanner
    private var names = NameIndex()

    private init(_ input: ListInput) {
        draft = ListDraft(input)
        scanner = ElixirScanner(input.file.bytes)
    }

    static func read(_ input: ListInput) -> PackageList {
        var reader = MixLockReader(input)
        reader.read()
        let names = reader.names
        reader.draft.resolveRequirements { _, requirement in names.find(requirement.name) }
        reader.draft.inferImporter()
        return reader.draft.finished()
    }

    private mutating func read() {
        scanner.skipSpace()
        guard scanner.take("%{") else {
            guard !scanner.isAtEnd else { return }
            return draft.report(.syntax, "the file holds no map of Elixir", at: draft.place(ByteSpan(0, 0)))
        }
        while true {
            scanner.skipSpace()
            let start = scanner.position
            if scanner.take("}") { return }
            guard !scanner.isAtEnd else {
                return draft.report(.syntax, "the map is not closed", at: draft.place(ByteSpan(start, start)))
            }
            guard case .pair(let key, let value)? = scanner.term(), let name = key.text else {
                draft.report(
                    .syntax, "this is no entry of a `mix.lock`", at: draft.place(ByteSpan(start, scanner.position)))
                skipLine()
                continue
            }
            add(name, value, ByteSpan(start, scanner.position))
        }
    }

    private mutating func skipLine() {
        while !scanner.isAtEnd, scanner.current != 0x0A { scanner.skipByte() }
    }

    private mutating func add(_ name: String, _ value: ElixirTerm, _ span: ByteSpan) {
        let parts = value.elements
        guard let manager = parts.first?.text, parts.count > 2 else {
            return draft.report(
                .unexpectedShape, "the entry of `\(name)` is no tuple of a package", at: draft.place(span))
        }
        var package = Package(.hex, name: name, version: "", place: draft.place(span), source: .registry(nil))
        switch manager {
        case "hex": describe(&package, parts)
        case "git": package.source = .git("\(parts[1].text ?? "")#\(parts[2].text ?? "")")
        default: package.source = .path(parts[1].text ?? "")
        }
        if let index = draft.add(package) { names.add(name, index) }
    }

    /// `{:hex, :package, "version", "checksum", [managers], [requirements], "repository", "outer checksum"}`.
    private func describe(_ package: inout Package, _ parts: [ElixirTerm]) {
        if let name = parts[1].text, name != package.name {
            package.alias = package.name
            package.name = name
        }
        package.version = parts[2].text ?? ""
        package.hasIntegrity = parts.count > 3 && parts[3].text != nil
        // The inner checksum is of the contents, the outer one of the file.
        if parts.count > 7 { package.addHash(.sha256, parts[7].text) }
        if parts.count > 6 { package.source = .registry(parts[6].text) }
        guard parts.count > 5 else { return }
        package.requirements = parts[5].elements.compactMap { element in
            guard let name = element.elements.first?.text else { return nil }
            let isOptional = element.elements.last?["optional"]?.text == "true"
            return Requirement(
                name, range: element.elements.dropFirst().first?.text, scope: isOptional ? .optional : .runtime)
        }
    }
}
