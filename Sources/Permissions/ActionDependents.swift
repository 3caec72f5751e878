internal import CPermissionTables

extension Action {
    /// The actions that a call of this one may be asked for as well, as AWS's reference lists them.
    /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    package var dependents: [String] {
        Self.dependents.value(of: Array(description.utf8)).map { line in
            line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        } ?? []
    }

    private static let dependents = SortedLines(
        Array(UnsafeBufferPointer(start: ringfence_action_dependents(), count: ringfence_action_dependents_length())))
}
