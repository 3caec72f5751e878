import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A function that does the work of several.
struct OversizedFunctionRule: FunctionRule {
    static let metadata = RuleMetadata(
        .granularity, "oversized-function", since: "0.1.0", severity: .low, confidence: .medium,
        summary: "does the work of several functions",
        why: """
            A function that answers requests, works off a queue and reads a stream needs the rights of all three, and a \
            hole in one of them gives an attacker the rights of the others. Two kinds of events often belong together, \
            such as requests and the timer that cleans up after them, so it is said from three kinds on; and from ten \
            routes on when they are about at least four different things, which is more than one person keeps in mind.
            """,
        remedy: """
            Split the function by what it works on: one function for each kind of event or each resource, with the few \
            permissions that it needs.
            """,
        cwe: [1125, 250],
        references: [
            "https://docs.aws.amazon.com/lambda/latest/dg/concepts-event-driven-architectures.html",
            "https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/general-design-principles.html",
        ])

    /// From how many kinds of events on a function is said to do several things.
    private static let kindLimit = 3
    /// From how many routes on, when they are about so many things.
    private static let routeLimit = 10
    private static let subjectLimit = 4

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              «everything»:
                handler: everything.handler
                events:
                  - httpApi: POST /orders
                  - sqs: arn:aws:sqs:eu-west-1:123456789012:orders
                  - s3: uploads
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              «api»:
                handler: api.handler
                events:
                  - http: GET orders
                  - http: POST orders
                  - http: GET orders/{id}
                  - http: GET customers
                  - http: POST customers
                  - http: GET customers/{id}
                  - http: GET invoices
                  - http: POST invoices
                  - http: GET reports
                  - http: POST reports
            """),
        .clean(
            .serverlessFramework,
            """
            # Requests about one thing, and the timer that goes with them.
            service: shop
            provider:
              name: aws
            functions:
              orders:
                handler: orders.handler
                events:
                  - http: GET orders
                  - http: POST orders
                  - httpApi: GET /orders/{id}
                  - schedule: rate(1 day)
            """),
    ]

    init() {}

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        let triggers = function.triggers.filter { trigger in
            trigger.invocation != .never && !Self.ignored.contains(trigger.kind) && !trigger.isOnlyPermitted
        }
        var seen: Set<String> = []
        let families = triggers.filter { seen.insert($0.kind.family).inserted }
        if families.count >= Self.kindLimit { return [.violation(violation(ofKinds: families, function))] }
        let routes = triggers.compactMap(\.route)
        let subjects = Set(routes.compactMap(Self.subject))
        guard routes.count >= Self.routeLimit, subjects.count >= Self.subjectLimit else { return [] }
        return [.violation(violation(of: routes.count, subjects, function))]
    }

    /// What comes with an invocation of any kind, or is no event of its own.
    private static let ignored: Set<Trigger.Kind> = [.direct, .deploymentHook, .other, .stateMachine]

    /// The first part of a path that names something; versions and prefixes such as `/api/v1` name nothing.
    private static func subject(_ route: HTTPRoute) -> String? {
        let parts = (route.path ?? "").lowercased().split(separator: "/").map(String.init)
        return parts.first { $0 != "api" && !$0.hasPrefix("{") && !isVersion($0) }
    }

    private static func isVersion(_ part: String) -> Bool {
        part.hasPrefix("v") && part.utf8.count > 1 && part.dropFirst().allSatisfy(\.isNumber)
    }

    private func violation(ofKinds triggers: [Trigger], _ function: Function) -> Violation {
        let names = triggers.map { "`\($0.name)`" }
        return Violation(
            at: function.namePlace, "`\(function.name)` works off \(triggers.count) kinds of events: \(names.prefix(6).joined(separator: ", "))",
            gain: "\(function.attacker) holds what the other \(triggers.count - 1) kinds of events need as well")
    }

    private func violation(of count: Int, _ subjects: Set<String>, _ function: Function) -> Violation {
        let names = subjects.sorted().prefix(4).map { "`\($0)`" }.joined(separator: ", ")
        return Violation(
            at: function.namePlace, "`\(function.name)` serves \(count) routes about \(subjects.count) things: \(names)\(subjects.count > 4 ? " and more" : "")",
            gain: "\(function.attacker) holds what all of its routes need")
    }
}

extension Trigger {
    /// Whether nothing but a permission tells of it, which may be there for an event that another tells of.
    var isOnlyPermitted: Bool { name == "AWS::Lambda::Permission" }
}
