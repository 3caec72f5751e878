package import ApplicationModel

/// The `Condition` of a statement, as far as it says who may be meant.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
package struct PolicyCondition: Sendable {
    /// A key with its operator and what it is compared with.
    fileprivate struct Entry: Sendable {
        let operation: String
        let key: String
        let values: [Value]
    }

    private let entries: [Entry]
    /// The condition when it could not be read; `nil` when it was, or when there is none.
    package let gap: Value?

    /// Reads a condition; nothing is one that always holds.
    package init(_ condition: Value?) {
        guard let condition, condition.isMap else {
            entries = []
            gap = condition.flatMap { $0.isUndetermined ? $0 : nil }
            return
        }
        gap = condition.members.lazy.map(\.value).first(where: \.isUndetermined)
        entries = condition.members.flatMap { operation in
            operation.value.members.map { member in
                Entry(
                    operation: operation.key.lowercased(), key: member.key.lowercased(),
                    values: member.value.possibleElements.map(\.value))
            }
        }
    }

    /// Keys that say where a request comes from, whom it belongs to, or for which resource a service acts.
    private static let limitingKeys: Set<String> = [
        "aws:sourcearn", "aws:sourceaccount", "aws:sourceowner", "aws:sourceorgid", "aws:sourceorgpaths",
        "aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn", "aws:userid",
        "aws:username", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceip", "aws:vpcsourceip", "aws:vpceaccount",
        "aws:vpceorgid", "aws:vpceorgpaths", "aws:principalservicename", "aws:principalservicenameslist",
        "aws:principalisawsservice", "kms:calleraccount", "s3:dataaccesspointaccount", "s3:dataaccesspointarn",
        "s3:accesspointnetworkorigin", "elasticfilesystem:accessedviamounttarget",
        "elasticfilesystem:accesspointarn", "lambda:sourcefunctionarn", "events:creatoraccount",
    ]

    /// Whether it leaves only some of all callers: a key that says who or where they are, compared with something that
    /// not everything equals.
    package var limitsCallers: Bool {
        entries.contains { Self.limitingKeys.contains($0.key) && $0.isPositive && $0.isNarrow }
    }

    /// Whether it limits by one of some keys in lower case.
    package func limits(by keys: Set<String>) -> Bool {
        entries.contains { keys.contains($0.key) && $0.isPositive && $0.isNarrow }
    }

    /// Whether it compares a key that ends in a suffix in lower case, such as `:sub`, with something narrow.
    package func limits(byKeyEndingIn suffix: String) -> Bool {
        entries.contains { $0.key.hasSuffix(suffix) && $0.isPositive && $0.isNarrow }
    }

    /// What a key in lower case is compared with.
    package func values(of key: String) -> [Value] { entries.filter { $0.key == key }.flatMap(\.values) }

    /// Whether, in a denial, it spares those whom a limiting key names.
    var exemptsSome: Bool {
        entries.contains { Self.limitingKeys.contains($0.key) && $0.isNegative && $0.isNarrow }
    }
}

extension PolicyCondition.Entry {
    /// Comparisons that hold only for what is named. What ends in `IfExists`, or asks for all of a set, also holds where
    /// the key is missing, as it is when no service and no organization takes part.
    fileprivate var isPositive: Bool {
        if operation.hasSuffix("ifexists") || operation.hasPrefix("forallvalues:") { return false }
        let name = operation.hasPrefix("foranyvalue:") ? operation.dropFirst("foranyvalue:".count) : operation[...]
        return ["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress", "bool"]
            .contains(String(name))
    }

    fileprivate var isNegative: Bool {
        let name = operation.hasSuffix("ifexists") ? operation.dropLast("ifexists".count) : operation[...]
        return [
            "stringnotequals", "stringnotequalsignorecase", "stringnotlike", "arnnotequals", "arnnotlike",
            "notipaddress", "bool",
        ].contains(String(name))
    }

    /// Whether what it is compared with leaves something out.
    fileprivate var isNarrow: Bool { !values.isEmpty && !values.contains(where: isEverything) }

    private func isEverything(_ value: Value) -> Bool {
        guard let text = value.text(placeholder: "x") else { return false }
        if text.utf8.allSatisfy({ $0 == UInt8(ascii: "*") }) || ["0.0.0.0/0", "::/0"].contains(text) { return true }
        guard key == "aws:principalarn" || key == "aws:sourcearn" else { return false }
        // Names can be chosen freely; in an ARN only the account cannot.
        let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard fields.count == 6 else { return text.hasPrefix("arn:*") }
        return fields[4].utf8.allSatisfy { $0 == UInt8(ascii: "*") } && !isBucket(fields)
    }

    /// The ARN of a bucket, and of an API Gateway stage, holds no account.
    private func isBucket(_ fields: [Substring]) -> Bool { fields[4].isEmpty && !fields[5].hasPrefix("*") }
}
