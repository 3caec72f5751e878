import ApplicationModel
import ManifestReading
import ManifestSyntax
import ServerlessFrameworkReader
import SourceText
import Testing

/// A service in memory, its manifest resolved.
struct VariableScene {
    let resolution: VariableResolution
    let loader: ManifestLoader
    let file: SourceFile

    /// Resolves `manifest`, which stands at `path` among `files`.
    init(
        _ manifest: String, at path: String = "serverless.yml", files: [String: String] = [:],
        options: VariableOptions = VariableOptions(), limits: VariableLimits = .standard
    ) throws {
        let path = try #require(RelativePath(path))
        var all = files
        all[path.description] = manifest
        var loader = ManifestLoader(InMemoryFileSource(all))
        let found = loader.load(path, askedAt: SourcePlace(wholeOf: path))
        let loaded = try #require(found)
        let root = try #require(loaded.root)
        resolution = VariableResolver.resolve(root, in: path, options: options, loader: &loader, limits: limits)
        self.loader = loader
        file = loaded.file
    }

    var document: Value { resolution.document }

    /// The value at a dotted path of keys and indexes.
    subscript(_ path: String) -> Value? {
        var value: Value? = document
        for key in path.split(separator: ".") {
            if let index = Int(key), let elements = value?.elements, elements.indices.contains(index) {
                value = elements[index]
            } else {
                value = value?[String(key)]
            }
        }
        return value
    }

    var issueKinds: [SourceIssue.Kind] { resolution.issues.map(\.kind) }

    /// The text at a place of the manifest.
    func text(at place: SourcePlace) -> String { file.text(in: place.span) }
}

extension Value {
    /// A short text for tests: scalars as JSON-like words, undetermined values by what they name.
    var summary: String {
        switch content {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .number(_, let text): text
        case .string(let text): "'\(text)'"
        case .list(let elements): "[" + elements.map(\.summary).joined(separator: ", ") + "]"
        case .map(let members): "{" + members.map { "\($0.key): \($0.value.summary)" }.joined(separator: ", ") + "}"
        case .symbolic(let symbol): "<" + symbol.summary + ">"
        case .composed(let parts):
            "'" + parts.map(\.summary).joined() + "'"
        case .unknown(let reason): "?(\(reason))"
        }
    }

    /// The value, and its stand-ins behind a bar.
    var fullSummary: String { ([summary] + alternatives.map(\.summary)).joined(separator: " | ") }
}

extension Value.Part {
    fileprivate var summary: String {
        switch self {
        case .literal(let text): text
        case .symbol(let symbol): "<" + symbol.summary + ">"
        case .unknown: "?"
        }
    }
}

extension Symbol {
    fileprivate var summary: String {
        switch self {
        case .resource(let id, let attribute): "resource \(id) \(attribute ?? "")"
        case .parameter(let name): "parameter \(name)"
        case .pseudoParameter(let name): name
        case .secret(let reference):
            "\(reference.store.rawValue) \(reference.name)"
                + (reference.isDecrypted.map { $0 ? " decrypted" : " encrypted" } ?? "")
        case .environment(let name): "env \(name)"
        case .imported(let name): "imported \(name)"
        case .intrinsic(let name, _): name
        case .variable(let text, let reason): "\(text): \(reason)"
        }
    }
}
