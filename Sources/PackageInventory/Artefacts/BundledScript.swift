import ApplicationModel
import ManifestSyntax
package import SourceText

/// Finds the packages in a script that a bundler made of many: what esbuild and webpack write over each module, what
/// licences say, and the sources of its source map.
///
/// Source: <https://esbuild.github.io/api/#legal-comments>, <https://tc39.es/ecma426/>
package struct BundledScript {
    private let file: SourceFile
    /// The places of the packages by name, in the order in which they are met.
    private var found: [String: Package] = [:]
    private var order: [String] = []
    private var isBundle = false

    /// Reads a script and the source map beside it.
    package static func read(_ file: SourceFile, files: any FileSource) -> Artefact {
        var reader = BundledScript(file: file)
        for line in TextLines(file) { reader.read(line.trimmed) }
        reader.readMap(files)
        let packages = reader.order.compactMap { reader.found[$0] }
        let isSilent = packages.isEmpty && reader.isBundle
        return Artefact(
            path: file.path, packages: packages,
            unscannable: isSilent ? "the bundle does not say which packages it is made of" : nil)
    }

    private init(file: SourceFile) { self.file = file }

    /// What bundlers put into what they make.
    private static let marks = ["__webpack_require__", "__commonJS", "__toESM", "__rollup", "webpackBootstrap"]

    private mutating func read(_ line: TextLine) {
        // Minified code is one long line; its head is enough to know the bundler by.
        let head = line.part(line.span.lowerBound, min(line.span.upperBound, line.span.lowerBound + 4096))
        let text = head.text
        if !isBundle { isBundle = line.span.count > 20_000 || Self.marks.contains { text.contains($0) } }
        if line.hasPrefix("//") || line.hasPrefix("!*** ") || line.hasPrefix("/***/ \"") || line.hasPrefix("\"./") {
            add(path: text, line.span)
        } else if line.hasPrefix("/*") || line.hasPrefix("*") {
            readLicence(text, line.span)
        }
    }

    /// The innermost package in a path of a module.
    private mutating func add(path: String, _ span: ByteSpan) {
        guard let (name, version) = ModulePath.package(in: path) else { return }
        add(name, version, span)
    }

    private mutating func add(_ name: String, _ version: String, _ span: ByteSpan) {
        if let known = found[name] {
            if known.version.isEmpty, !version.isEmpty { found[name]?.version = version }
            return
        }
        found[name] = Package(
            .npm, name: name, version: version, place: SourcePlace(path: file.path, span: span), source: .registry(nil))
        order.append(name)
    }

    /// `name v1.2.3` behind the start of a comment.
    private mutating func readLicence(_ text: String, _ span: ByteSpan) {
        let words = text.split { $0 == " " || $0 == "*" || $0 == "/" || $0 == "!" || $0 == "|" || $0 == "," }
            .filter { $0 != "@license" && $0 != "@preserve" && $0 != "-" }
        guard words.count >= 2, words[1].hasPrefix("v") || words[1].utf8.first?.isDigit == true else { return }
        let version = String(words[1].drop { $0 == "v" })
        let name = words[0].lowercased()
        guard PinnedVersion.numbers(version, atLeast: 3, prefixes: []) != nil, ModulePath.isName(name) else { return }
        add(name, version, span)
    }

    private mutating func readMap(_ files: any FileSource) {
        guard let path = file.path.directory.appending(file.path.name + ".map"),
            let bytes = try? files.contents(of: path, limit: InventoryLimits.bytes)
        else { return }
        let document = ManifestDocument.parse(
            SourceFile(path: path, bytes: bytes), language: .json, limits: InventoryLimits.text)
        for source in document.roots.first?["sources"]?.strings ?? [] { add(path: source, ByteSpan(0, 0)) }
    }
}

/// The paths of modules in packages.
enum ModulePath {
    /// The package that a module in `node_modules` belongs to, with the version where pnpm's folder says it.
    static func package(in path: String) -> (name: String, version: String)? {
        let parts = path.split { $0 == "/" || $0 == "\"" || $0 == " " || $0 == "\\" || $0 == "'" }.map(String.init)
        guard let last = parts.lastIndex(of: "node_modules"), parts.count > last + 2 else { return nil }
        var name = parts[last + 1]
        if name.hasPrefix("@") { name += "/" + parts[last + 2] }
        guard isName(name) else { return nil }
        return (name, version(of: name, in: parts))
    }

    /// `.pnpm/name@1.0.0_peers`, scopes written with `+`.
    private static func version(of name: String, in parts: [String]) -> String {
        guard let store = parts.firstIndex(of: ".pnpm"), parts.count > store + 1 else { return "" }
        let folder = parts[store + 1]
        let prefix = name.replacing("/", with: "+") + "@"
        guard let rest = folder.after(prefix) else { return "" }
        return String(rest.prefix { $0 != "_" && $0 != "(" })
    }

    /// Whether npm allows a text as a name.
    static func isName(_ name: String) -> Bool {
        let plain = name.hasPrefix("@") ? String(name.dropFirst()).replacing("/", with: "-") : name
        return !plain.isEmpty && plain.utf8.count < longestName && !plain.hasPrefix(".")
            && plain.utf8.allSatisfy(isNameByte)
    }

    /// The longest name that npm allows, in bytes.
    private static let longestName = 214

    private static func isNameByte(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        if byte.isDigit || (lower >= 0x61 && lower <= 0x7A) { return true }
        return byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }
}
