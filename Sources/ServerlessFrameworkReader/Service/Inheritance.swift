import ApplicationModel
import SourceText

/// Bounds what a hostile manifest can make of itself by saying much once for very many functions.
enum Inheritance {
    /// How many variables, tags, patterns and statements all functions of a service may inherit together.
    static let limit = 100_000

    /// Whether laying the provider's settings into every function stays within bounds.
    static func isBounded(document: Value, patterns: Int, functions: [Value.Member]) -> Bool {
        let provider = document["provider"]
        let sections = [
            provider?["environment"]?.members, provider?["environmentVars"]?.members, provider?["tags"]?.members,
            provider?["stackTags"]?.members,
        ]
        let statements = [provider?[path: "iam", "role", "statements"], provider?["iamRoleStatements"]]
        let count =
            sections.reduce(patterns) { $0 + ($1?.count ?? 0) }
            + statements.reduce(0) { $0 + ($1?.elements.count ?? 0) }
        return count.multipliedReportingOverflow(by: functions.count).partialValue <= limit
            && !count.multipliedReportingOverflow(by: functions.count).overflow
    }

    /// What is said when they do not.
    static func issue(at place: SourcePlace) -> SourceIssue {
        SourceIssue(
            .limit, "the functions would inherit more than \(limit) settings, and were read without them",
            help: "split the service", at: place)
    }
}
