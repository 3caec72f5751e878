internal import CPermissionTables

/// A set of actions with which whoever holds all of them gets more permissions than they were given.
/// Source: the lists that NOTICE names.
package struct EscalationMethod: Sendable, Hashable {
    /// A name for it, such as `PassRole+CreateFunction+InvokeFunction`.
    package let name: String
    /// The actions that it takes, all of them.
    package let actions: [Action]

    /// Every method that is known, sorted by name; none holds another one.
    package static let bundled: [EscalationMethod] = table.lines.compactMap { line in
        let names = line.value.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        let actions = names.compactMap(ActionCatalogue.bundled.action)
        guard !actions.isEmpty, actions.count == names.count else { return nil }
        return EscalationMethod(name: String(decoding: line.key, as: UTF8.self), actions: actions)
    }

    /// Those of the methods' actions that one of AWS's managed policies allows on every resource, by its name with path.
    package static func actions(ofManagedPolicy name: String) -> [String] {
        (managed.value(of: Array(name.utf8)) ?? []).split(separator: UInt8(ascii: " "))
            .map { String(decoding: $0, as: UTF8.self) }
    }

    private static let table = SortedLines(
        Array(UnsafeBufferPointer(start: ringfence_escalations(), count: ringfence_escalations_length())))
    private static let managed = SortedLines(
        Array(
            UnsafeBufferPointer(
                start: ringfence_managed_escalations(), count: ringfence_managed_escalations_length())))
}
