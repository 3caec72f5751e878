package import ApplicationModel

/// The accounts that the manifest shows to be the one it is deployed to.
package struct OwnAccounts: Sendable {
    private let numbers: Set<String>

    /// Looks at the roles that functions run under: Lambda takes none of another account.
    package init(_ application: Application) {
        numbers = Set(
            application.roles.filter { $0.kind == .external }.compactMap { OwnAccounts.account(inARN: $0.id.name) })
    }

    /// Whether an account of twelve digits is known to be the deploying one.
    package func contains(_ account: String) -> Bool { numbers.contains(account) }

    /// The account within an ARN; `nil` when the text is none, or its account is left open.
    package static func account(inARN text: String) -> String? {
        let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0] == "arn", fields[4].utf8.count == 12,
            fields[4].utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return String(fields[4])
    }
}
