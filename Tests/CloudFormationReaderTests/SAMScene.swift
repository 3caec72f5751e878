import ApplicationModel
import CloudFormationReader
import ManifestReading
import ManifestSyntax
import SourceText
import Testing

/// A SAM template and what the transform makes of it.
struct SAMScene {
    private let text: String
    let transform: SAMTransform
    let resources: [Resource]

    /// Expands a template; `files` are the local files that it may name, as YAML by their paths.
    init(_ text: String, files: [String: String] = [:]) throws {
        self.text = text
        let written = try Self.value(text, "template.yaml")
        let root = IntrinsicFunctions(parameters: Set((written["Parameters"]?.members ?? []).map(\.key))).resolve(
            written)
        let section = ResourceReader(section: root["Resources"] ?? Value(.null, place: root.place))
        transform = SAMTransform(resources: section.resources, globals: root["Globals"]) { location in
            location.string.flatMap { files[$0] }.flatMap { try? Self.value($0, "file.yaml") }
                .map { IntrinsicFunctions().resolve($0) }
        }
        resources = transform.resources
    }

    private static func value(_ text: String, _ name: String) throws -> Value {
        let path = try #require(RelativePath(name))
        let document = ManifestDocument.parse(SourceFile(path: path, text: text), language: .yaml)
        return Value(try #require(document.roots.first))
    }

    /// The resource with a logical id.
    subscript(id: String) -> Resource? { resources.first { $0.logicalID == id } }

    /// What a logical id has at a path of keys.
    func value(_ id: String, _ keys: String...) -> Value? {
        var value = self[id]?.properties
        for key in keys { value = value?[key] }
        return value
    }

    /// The author's text at a place.
    func text(at place: SourcePlace?) -> String? {
        guard let place, place.path.description == "template.yaml" else { return nil }
        let bytes = Array(text.utf8)
        guard place.span.upperBound <= bytes.count else { return nil }
        return String(decoding: bytes[place.span.lowerBound..<place.span.upperBound], as: UTF8.self)
    }
}
