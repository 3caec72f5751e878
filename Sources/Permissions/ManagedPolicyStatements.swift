internal import CPermissionTables

/// The statements of the policies that AWS manages and functions often have.
package struct ManagedPolicyStatements: Sendable {
    /// One statement.
    package struct Statement: Sendable, Hashable {
        /// Whether it allows; else it denies.
        package let isAllowed: Bool
        /// The actions, with wildcards.
        package let actions: [String]
        /// The ARNs, with wildcards.
        package let resources: [String]
        /// Whether a condition narrows it.
        package let isConditional: Bool
    }

    /// The statements of a policy by its name with its path, such as `service-role/AWSLambdaBasicExecutionRole`; `nil` when it is not known.
    package static func bundled(name: String) -> [Statement]? {
        table.value(of: Array(name.utf8)).map { line in
            line.split(separator: UInt8(ascii: "\t")).compactMap { statement(String(decoding: $0, as: UTF8.self)) }
        }
    }

    private static func statement(_ text: String) -> Statement? {
        let parts = text.split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        return Statement(
            isAllowed: parts[0] == "Allow", actions: parts[1].split(separator: " ").map(String.init),
            resources: parts[2].split(separator: " ").map(String.init), isConditional: !parts[3].isEmpty)
    }

    private static let table = SortedLines(
        Array(UnsafeBufferPointer(start: ringfence_managed_statements(), count: ringfence_managed_statements_length())))
}
