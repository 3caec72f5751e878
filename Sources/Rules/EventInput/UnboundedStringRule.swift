import ApplicationModel
import AuditKit
import Findings

/// A trigger's schema that lets a string be of any length.
struct UnboundedStringRule: TriggerRule {
    static let metadata = RuleMetadata(
        .eventInput, "unbounded-string", since: "0.1.0", severity: .low,
        summary: "accepts strings of any length",
        why: """
            A schema that says `type: string` and no more admits megabytes of anything: enough to exhaust memory or a \
            database column, to make a regular expression run for minutes, and to carry any injection. A bound, a list \
            of values or an anchored pattern costs one line and takes most of that away.
            """,
        remedy: """
            Add `maxLength` to the property, or `enum`, `const`, a short `format` such as `uuid`, or a `pattern` that is \
            anchored (`^…$`) and repeats nothing without limit.
            """,
        cwe: [1284, 400],
        references: [
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html",
            "https://cheatsheetseries.owasp.org/cheatsheets/Input_Validation_Cheat_Sheet.html",
        ])

    init() {}

    func verdicts(on trigger: Trigger, of function: Function, in context: AuditContext) -> [Verdict] {
        guard let route = trigger.route, !route.isPrivateNetwork else { return [] }
        return route.bodySchemas.flatMap { body -> [Verdict] in
            let walk = StringBoundWalk(body.schema)
            let unknown = walk.unknown.map { part in
                Verdict.undecided(at: part.place, because: reason(part), functions: [])
            }
            let unseen = walk.unseen.map { Verdict.undecided(at: $0.place, because: tooLarge, functions: []) }
            return unknown + [unseen].compactMap(\.self) + walk.unbounded.map { .violation(violation($0, route, of: function)) }
        }
    }

    private var tooLarge: String {
        """
        the schema is more than \(StringBoundWalk.depthLimit) levels deep or holds more than \
        \(StringBoundWalk.schemaLimit) parts, of which this one was not looked at
        """
    }

    private func reason(_ part: Value) -> String {
        part.string.map { "`\($0)` is declared nowhere in the manifest" } ?? part.whyUndetermined
    }

    private func violation(_ string: UnboundedString, _ route: HTTPRoute, of function: Function) -> Violation {
        let what = string.path.isEmpty ? "the body" : "`\(string.path)`"
        return Violation(
            at: string.place, "\(what) may be a string of any length",
            gain: "\(route.caller) sends `\(function.name)` megabytes of whatever they like in \(what) through `\(route.summary)`",
            severity: route.exposure == .public ? .medium : .low, repair: repair(string.schema, what))
    }

    /// Beside `$ref` a bound is not read, and how long a text may be the manifest does not say.
    private func repair(_ schema: Value, _ what: String) -> Repair? {
        guard schema.isMap, schema["type"] != nil, schema["$ref"] == nil, schema["maxLength"] == nil else { return nil }
        let change = Repair.Change.insert(.number("256"), at: ["maxLength"], into: schema.place)
        return Repair("allow at most 256 characters in \(what)", safety: .unsafe, [change])
    }
}
