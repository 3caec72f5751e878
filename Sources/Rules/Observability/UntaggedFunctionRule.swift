import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A function that does not say whose it is.
struct UntaggedFunctionRule: FunctionRule {
    static let metadata = RuleMetadata(
        .observability, "untagged-function", since: "0.1.0", severity: .low,
        summary: "does not say whose it is",
        why: """
            When a function misbehaves at night somebody must find its owner, its stage and its application from the \
            account alone. Tags are where that stands, and what inventories, cost reports and access rules go by. \
            Functions without them are the ones that are forgotten and never patched.
            """,
        remedy: """
            Set `provider.tags` (or `provider.stackTags`) with at least the owner and the application. `ringfence fix` \
            sets the `tags` of `ringfence.yml`.
            """,
        cwe: [1059],
        references: ["https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html"])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            «provider»:
              name: aws
            functions:
              list:
                handler: list.handler
              search:
                handler: search.handler
            """),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            «Globals»:
              Function: { Runtime: nodejs24.x }
            Resources:
              List: { Type: AWS::Serverless::Function, Properties: { Handler: list.handler, CodeUri: src/ } }
              Search: { Type: AWS::Serverless::Function, Properties: { Handler: search.handler, CodeUri: src/ } }
            """),
        .clean(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function: { Runtime: nodejs24.x, Tags: { owner: orders-team } }
            Resources:
              List: { Type: AWS::Serverless::Function, Properties: { Handler: list.handler, CodeUri: src/ } }
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              tags:
                owner: orders-team
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # CloudFormation hands the stack's tags on to the function.
            service: shop
            provider:
              name: aws
              stackTags:
                owner: orders-team
            functions:
              list:
                handler: list.handler
            """),
    ]

    /// The tag that SAM gives every function, which names no owner.
    private static let markOfSAM = "lambda:createdBy"

    init() {}

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        let application = context.application
        guard application.provider.isAWS, function.tags.allSatisfy({ $0.key == Self.markOfSAM }), application.tags.isEmpty else {
            return []
        }
        for section in ["tags", "stackTags"] {
            guard let value = application.document[path: "provider", section], value.isUndetermined else { continue }
            return [.undecided(at: value.place, because: value.whyUndetermined, functions: [])]
        }
        let violation = Violation(
            at: application.placeOfMissingSetting(for: function), "no tag says whose function it is",
            gain: "an attack on `\(function.name)` goes on for as long as it takes to find out who owns it",
            remedy: function.remedy(
                sam: "Set `Tags` under `Globals.Function`, or on the function, with at least the owner and the application.",
                cloudFormation: "Set `Tags` on the function, or deploy the stack with tags, with at least the owner and the application."),
            repair: repair(of: function, application, context.tags))
        return [.violation(violation)]
    }

    /// Only the project knows whose its functions are.
    private func repair(of function: Function, _ application: Application, _ tags: [ProjectTag]) -> Repair? {
        guard !tags.isEmpty else { return nil }
        if function.declaration == .lambda {
            let list = tags.map { Repair.Literal.map([.init("Key", .string($0.key)), .init("Value", .string($0.value))]) }
            return Repair("tag the function as `ringfence.yml` says", function.property(.list(list), at: "Tags"))
        }
        if function.declaration == .serverless {
            let changes = tags.flatMap { tag in
                application.repair("", of: function, sam: ["Tags", tag.key], cloudFormation: [], to: .string(tag.value))?
                    .changes ?? []
            }
            return changes.isEmpty ? nil : Repair("tag the functions as `ringfence.yml` says", changes)
        }
        let changes = tags.compactMap { application.settingForAll(.string($0.value), at: "tags", $0.key) }
        return changes.isEmpty ? nil : Repair("tag all functions as `ringfence.yml` says", changes)
    }
}
