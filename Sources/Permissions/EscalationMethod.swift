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
        let actions = names.map { ActionCatalogue.bundled.action($0) ?? undocumented($0) }
        guard !actions.isEmpty else { return nil }
        return EscalationMethod(name: String(decoding: line.key, as: UTF8.self), actions: actions)
    }

    /// IAM still takes actions that AWS never documented, or does no more.
    private static func undocumented(_ text: String) -> Action {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        return Action(
            service: parts.first ?? "", name: parts.count > 1 ? parts[1] : "", accessLevel: .retired,
            supportsResources: false)
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
