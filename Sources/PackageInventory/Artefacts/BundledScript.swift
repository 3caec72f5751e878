import ApplicationModel
import ManifestSyntax
package import SourceText

/// Finds the packages in a script that a bundler made of many: what esbuild, webpack and Bun write over each module, the
/// sources of its source map, the bundler's own report beside it, and what licences say.
///
/// Source: <https://esbuild.github.io/api/#legal-comments>, <https://tc39.es/ecma426/>
package struct BundledScript {
    private let file: SourceFile
    /// The places of the packages by name, in the order in which they are met.
    private var found: [String: Package] = [:]
    private var order: [String] = []
    private var isBundle = false
    /// Whether modules are named rather than a few licences.
    private var namesModules = false
    private var isInLicences = false
    private var longestLine = 0

    /// Reads a script and what lies beside it.
    package static func read(_ file: SourceFile, files: any FileSource) -> Artefact {
        var reader = BundledScript(file: file)
        for line in TextLines(file) { reader.read(line.trimmed) }
        reader.readNeighbours(files)
        return Artefact(path: file.path, packages: reader.order.compactMap { reader.found[$0] }, unscannable: reader.silence)
    }

    private init(file: SourceFile) { self.file = file }

    /// Why not all of its packages are known; `nil` when they are, or when the script is no bundle.
    private var silence: String? {
        let isMinified = longestLine > Self.longLine && file.bytes.count / file.lineCount > Self.averageLine
        guard isBundle || isMinified || !order.isEmpty, !namesModules else { return nil }
        return order.isEmpty
            ? "the bundle does not say which packages it is made of"
            : "the bundle names only the packages whose licences it repeats"
    }

    /// What bundlers put into what they make.
    private static let marks = ["__webpack_require__", "__commonJS", "__toESM", "__rollup", "webpackBootstrap", "// @bun"]
    /// Longer lines than people write, in bytes, and a longer average.
    private static let (longLine, averageLine) = (5_000, 500)
    /// How much of a line is looked at: the head of minified code is enough to know the bundler by.
    private static let headLength = 4_096
    private static let mapMark = "//# sourceMappingURL=data:application/json;"

    private mutating func read(_ line: TextLine) {
        longestLine = max(longestLine, line.span.count)
        let text = line.part(line.span.lowerBound, min(line.span.upperBound, line.span.lowerBound + Self.headLength)).text
        if !isBundle { isBundle = Self.marks.contains { text.contains($0) } }
        if text.hasPrefix(Self.mapMark) { return readInlineMap(line) }
        if text.hasPrefix("/*! Bundled license information") { isInLicences = true }
        if line.hasPrefix("//") || line.hasPrefix("!*** ") || line.hasPrefix("/***/ \"") || line.hasPrefix("\"./") {
            add(path: text, line.span)
        } else if line.hasPrefix("/*") || line.hasPrefix("*") {
            readLicence(text, line.span)
        } else if isInLicences, [".js:", ".cjs:", ".mjs:"].contains(where: text.hasSuffix) {
            add(path: "node_modules/" + text, line.span, isModule: false)
        }
    }

    /// The innermost package in a path of a module.
    private mutating func add(path: String, _ span: ByteSpan, isModule: Bool = true) {
        guard let (name, version) = ModulePath.package(in: path) else { return }
        add(name, version, span)
        if isModule { namesModules = true }
    }

    private mutating func add(_ name: String, _ version: String, _ span: ByteSpan) {
        if let known = found[name] {
            if known.version.isEmpty, !version.isEmpty { found[name]?.version = version }
            return
        }
        var package = Package(.npm, name: name, version: version, place: SourcePlace(path: file.path, span: span), source: .registry(nil))
        package.scopes = .bundled
        found[name] = package
        order.append(name)
    }

    /// `name v1.2.3` behind the start of a comment.
    private mutating func readLicence(_ text: String, _ span: ByteSpan) {
        let words = text.prefix(300).split { $0 == " " || $0 == "*" || $0 == "/" || $0 == "!" || $0 == "|" || $0 == "," }
            .filter { $0 != "@license" && $0 != "@preserve" && $0 != "-" }
        guard words.count >= 2, words[1].hasPrefix("v") || words[1].utf8.first?.isDigit == true else { return }
        let version = String(words[1].drop { $0 == "v" })
        let name = words[0].lowercased()
        guard PinnedVersion.numbers(version, atLeast: 3, prefixes: []) != nil, ModulePath.isName(name) else { return }
        add(name, version, span)
    }

    // MARK: What lies beside it

    private mutating func readNeighbours(_ files: any FileSource) {
        if let map = document(file.path.name + ".map", files) { readMap(map) }
        for name in BundleReport.names(for: file.path) {
            guard let report = document(name, files) else { continue }
            let modules = BundleReport.modules(in: report, of: file.path.name)
            for module in modules { add(path: module, ByteSpan(0, 0)) }
            if !modules.isEmpty { (isBundle, namesModules) = (true, true) }
        }
        for ending in [".LICENSE.txt", ".LEGAL.txt"] {
            guard let licences = neighbour(file.path.name + ending, limit: InventoryLimits.metadataBytes, files) else { continue }
            for line in TextLines(licences) { readLicence(line.trimmed.text, ByteSpan(0, 0)) }
        }
    }

    private func neighbour(_ name: String, limit: Int, _ files: any FileSource) -> SourceFile? {
        guard let path = file.path.directory.appending(name), let bytes = try? files.contents(of: path, limit: limit) else { return nil }
        return SourceFile(path: path, bytes: bytes)
    }

    private func document(_ name: String, _ files: any FileSource) -> ManifestNode? {
        neighbour(name, limit: InventoryLimits.bytes, files).flatMap(Self.root)
    }

    private static func root(_ file: SourceFile) -> ManifestNode? {
        ManifestDocument.parse(file, language: .json, limits: InventoryLimits.text).roots.first
    }

    private mutating func readMap(_ map: ManifestNode) {
        let parts = [map] + (map["sections"]?.elements.compactMap { $0["map"] } ?? [])
        let sources = parts.flatMap { $0["sources"]?.strings ?? [] }
        for source in sources { add(path: source, ByteSpan(0, 0)) }
        // A map that leads to the project's own files alone says that there are no others.
        if !sources.isEmpty { namesModules = true }
    }

    private mutating func readInlineMap(_ line: TextLine) {
        guard let comma = line.bytes.firstIndex(of: UInt8(ascii: ",")), let bytes = Base64Text.decoded(line.bytes[(comma + 1)...]),
            let map = Self.root(SourceFile(path: file.path, bytes: bytes))
        else { return }
        readMap(map)
    }
}
