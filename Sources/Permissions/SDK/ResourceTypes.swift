internal import CPermissionTables

/// A type of resource that statements can name, by AWS's reference of actions.
package struct ResourceType: Sendable, Hashable {
    /// The type's name within its service, such as `table`.
    package let name: String
    /// The ARN with variables, such as `arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}`.
    package let arn: String

    /// The variables of the ARN beside the partition, region and account, in order.
    package var variables: [String] {
        var names: [String] = []
        var rest = arn[...]
        while let start = rest.firstRange(of: "${"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            let name = String(rest[start.upperBound..<end])
            if !Self.common.contains(name) { names.append(name) }
            rest = rest[end...].dropFirst()
        }
        return names
    }

    private static let common: Set<String> = ["Partition", "Region", "Account"]
}

/// Which types of resources each action works on; looked up in one embedded table.
package struct ResourceTypes: Sendable {
    /// The table that ships with the program.
    package static let bundled = ResourceTypes(
        Array(UnsafeBufferPointer(start: ringfence_resource_types(), count: ringfence_resource_types_length())))

    private let table: SortedLines

    init(_ bytes: [UInt8]) { table = SortedLines(bytes) }

    /// The types of resources of a service, by its prefix.
    package func types(of prefix: String) -> [ResourceType] {
        fields(of: prefix).map { Self.types($0.types) } ?? []
    }

    /// The types that an action takes, needed ones first; empty when only `*` has an effect.
    package func types(for action: Action) -> [(type: ResourceType, isRequired: Bool)] {
        guard let fields = fields(of: action.service), let text = NamedFields.value(of: action.name, in: fields.actions) else { return [] }
        let types = Self.types(fields.types)
        let found = String(decoding: text, as: UTF8.self).split(separator: ",").compactMap { entry -> (type: ResourceType, isRequired: Bool)? in
            let isRequired = entry.hasSuffix("!")
            guard let number = Int(isRequired ? entry.dropLast() : entry), types.indices.contains(number) else { return nil }
            return (types[number], isRequired)
        }
        return found.filter(\.isRequired) + found.filter { !$0.isRequired }
    }

    private func fields(of prefix: String) -> (types: ArraySlice<UInt8>, actions: ArraySlice<UInt8>)? {
        guard let line = table.value(of: Array(prefix.lowercased().utf8)) else { return nil }
        let tab = line.firstIndex(of: UInt8(ascii: "\t")) ?? line.endIndex
        return (line[..<tab], line[tab...].dropFirst())
    }

    private static func types(_ text: ArraySlice<UInt8>) -> [ResourceType] {
        NamedFields.pairs(in: text).map { ResourceType(name: $0.name, arn: $0.value) }
    }
}
