internal import CPermissionTables

/// Which keys of conditions the requests of each action have, beside those that every service shares (`aws:…`); looked up in
/// one embedded table.
/// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
package struct ConditionKeys: Sendable {
    /// The table that ships with the program.
    package static let bundled = ConditionKeys(
        Array(UnsafeBufferPointer(start: ringfence_condition_keys(), count: ringfence_condition_keys_length())))

    private let table: SortedLines

    init(_ bytes: [UInt8]) { table = SortedLines(bytes) }

    /// The keys of a service's own, by the prefix of its actions; `*` at an end stands for what users choose.
    package func keys(of prefix: String) -> [String] { fields(of: prefix).map { Self.keys($0.keys) } ?? [] }

    /// The keys of the service's own that an action's requests have.
    package func keys(of action: Action) -> [String] {
        guard let fields = fields(of: action.service), let text = NamedFields.value(of: action.name, in: fields.actions) else { return [] }
        let keys = Self.keys(fields.keys)
        return String(decoding: text, as: UTF8.self).split(separator: ",").compactMap { number in
            Int(number).flatMap { keys.indices.contains($0) ? keys[$0] : nil }
        }
    }

    /// Whether a key is one of some, whatever its letters' case.
    package static func isKey(_ key: String, among keys: [String]) -> Bool {
        let key = key.lowercased()
        return keys.contains { known in
            known.hasSuffix("*") ? key.hasPrefix(known.dropLast().lowercased()) : key == known.lowercased()
        }
    }

    private func fields(of prefix: String) -> (keys: ArraySlice<UInt8>, actions: ArraySlice<UInt8>)? {
        guard let line = table.value(of: Array(prefix.lowercased().utf8)) else { return nil }
        let tab = line.firstIndex(of: UInt8(ascii: "\t")) ?? line.endIndex
        return (line[..<tab], line[tab...].dropFirst())
    }

    private static func keys(_ text: ArraySlice<UInt8>) -> [String] {
        text.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
    }
}
