internal import ApplicationModel
internal import CPermissionTables
internal import ManifestReading
internal import ManifestSyntax
internal import SourceText

/// What SAM knows by heart, each table read when something first asks for it.
enum SAMTables {
    /// The path of each of AWS's managed policies, by name.
    static let managedPolicies = TextTable(
        UnsafeBufferPointer(start: ringfence_sam_managed_policies(), count: ringfence_sam_managed_policies_length()))
    /// Parameters and statements of each policy template, by name.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
    static let policyTemplates = TextTable(
        UnsafeBufferPointer(start: ringfence_sam_policy_templates(), count: ringfence_sam_policy_templates_length()))
    /// What connects two types of resource, by both of their names with a space between.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
    static let connectors = TextTable(
        UnsafeBufferPointer(start: ringfence_sam_connectors(), count: ringfence_sam_connectors_length()))

    /// The ARN of a managed policy by its name; `nil` for one that AWS does not have.
    static func managedPolicyARN(_ name: String) -> String? {
        managedPolicies[name].map { "arn:aws:iam::aws:policy/" + $0 + name }
    }

    /// A text of a table as a value; a place in it leads nowhere.
    static func value(_ json: Substring) -> Value? {
        guard let path = RelativePath("sam-table.json") else { return nil }
        let file = SourceFile(path: path, text: String(json))
        return ManifestDocument.parse(file, language: .json).roots.first.map { Value($0) }
    }
}

/// Lines of key, tab, content.
struct TextTable: Sendable {
    private let lines: [Substring: Substring]

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var lines: [Substring: Substring] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let tab = line.firstIndex(of: "\t") else { continue }
            lines[line[..<tab]] = line[line.index(after: tab)...]
        }
        self.lines = lines
    }

    subscript(key: String) -> Substring? { lines[key[...]] }
}

extension ValueMaker {
    /// A value of a table, every text in it a template whose variables are filled in, standing at the maker's place.
    func filled(_ template: Value, _ variables: [String: Value]) -> Value {
        switch template.content {
        case .string(let text): substitution(text, variables)
        case .list(let elements): list(elements.map { filled($0, variables) })
        case .map(let members):
            Value(
                .map(
                    members.map { member in
                        Value.Member(key: member.key, keyPlace: place, value: filled(member.value, variables))
                    }), place: place)
        default: Value(template.content, place: place)
        }
    }
}
