import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A pattern that takes exponential time, applied to a part of the event.
struct ReDoSRule: CodeRule {
    static let metadata = RuleMetadata(
        .eventInput, "redos", since: "0.1.0", severity: .medium,
        summary: "applies a pattern that may run for years to a part of the event",
        why: """
            A repetition in a repetition, such as `(a+)+$` or `(\\w+\\s?)*$`, can split the same text in as many ways as \
            there are; when the end does not match, the engine tries them all. Alternatives that match the same text, as in \
            `(\\w|\\d)+$`, do so too. Forty characters are enough to keep an \
            invocation busy until its timeout; a few hundred requests take all of the account's concurrent executions.
            """,
        remedy: """
            Say in the pattern where a round of the outer repetition ends (`(\\w+\\s)*\\w+$`), or leave one of the two out. \
            Check the length before, and take an engine that needs linear time (RE2) for what cannot be written otherwise.
            """,
        cwe: [1333, 400],
        references: [
            "https://owasp.org/www-community/attacks/Regular_expression_Denial_of_Service_-_ReDoS",
            "https://docs.python.org/3/library/re.html",
        ])

    init() {}

    /// Methods of a pattern that take the text, and of a text that take the pattern.
    private static let ofPattern: Set<String> = ["?.test", "?.exec"]
    private static let ofText: Set<String> = ["?.match", "?.matchAll", "?.replace", "?.replaceAll", "?.search", "?.split"]
    private static let functions: Set<String> = ["match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"]

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        code.analysis.calls.compactMap { call -> Verdict? in
            guard let (pattern, text) = Self.match(call, code), RepeatingPattern.isExponential(pattern) else { return nil }
            let parts = FlowFinder(code: code, function: function).parts(in: text, at: call, safe: [.bounded])
            guard let widest = parts.max(by: { ($0.part.exposure, $1.origin.path) < ($1.part.exposure, $0.origin.path) }) else { return nil }
            let found = OutsidePart(origin: widest.origin, part: widest.part)
            return .violation(
                found.violation(
                    of: Self.metadata, at: call.namePlace, reaching: "a pattern that takes exponential time",
                    gain: "\(function.attacker) keeps an invocation busy until its timeout with a text of forty characters"))
        }
    }

    /// The pattern and the text of a call that applies one to the other.
    private static func match(_ call: CallFact, _ code: FunctionCode) -> (String, AbstractValue)? {
        for api in call.apis {
            if ofPattern.contains(api), let pattern = call.receiver.pattern, let text = call.argument(0)?.value { return (pattern, text) }
            if ofText.contains(api), let pattern = call.argument(0)?.value.pattern { return (pattern, call.receiver) }
            let name = String(APIPath.name(api))
            guard functions.contains(name) else { continue }
            let isSubstitution = name == "sub" || name == "subn"
            if api == "re." + name, let pattern = call.argument(0, named: "pattern")?.value.string,
                let text = call.argument(isSubstitution ? 2 : 1, named: "string")?.value
            {
                return (pattern, text)
            }
            if api == "re.compile()." + name, let pattern = code.analysis.arguments(madeWith: call.receiver).first?.string,
                let text = call.argument(isSubstitution ? 1 : 0, named: "string")?.value
            {
                return (pattern, text)
            }
        }
        return nil
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const NAME = /^([a-z]+)+$/;
            exports.handler = async (event) => {
              const { name, words } = JSON.parse(event.body);
              if (!NAME.«test»(name)) return { statusCode: 400 };
              if (/^(?:\\w|\\d)+$/.«test»(name) || words.«match»(/(a|aa)+!/)) return { statusCode: 400 };
              return { statusCode: 200, body: words.«replace»(/(\\w+\\s?)*!/, '') };
            };
            """),
        .flagged(
            .python,
            """
            import json
            import re

            MAIL = re.compile(r"^[^@]+@(\\w+\\.?)+$")

            def handler(event, context):
                body = json.loads(event["body"])
                if not MAIL.«match»(body["mail"]) or re.«search»(r"(x+)+y", body["note"]):
                    return {"statusCode": 400}
            """),
        .clean(
            .javaScript,
            """
            const NAME = /^([a-z]+-)*[a-z]+$/;
            exports.handler = async (event) => {
              const { name, code, mail } = JSON.parse(event.body);
              if (!NAME.test(name) || !/^(?:[A-Z]{2}\\d)+$/.test(code)) return { statusCode: 400 };
              if (/^(?:\\d|[a-f]|-)+$/.test(code) || /"(?:[^"\\\\]|\\\\.)*"/.test(code) || /^(com|org|co\\.uk)+$/.test(code)) return { statusCode: 200 };
              if (mail.length > 20 || !/^(\\w+)+$/.test(mail)) return { statusCode: 400 };
              return { statusCode: 200, body: process.env.TEXT.replace(/(a+)+b/, '') };
            };
            """),
        .clean(
            .python,
            """
            import json
            import re

            MAIL = re.compile(r"^[^@\\s]+@(\\w+\\.)+\\w+$")

            def handler(event, context):
                body = json.loads(event["body"])
                if not MAIL.match(body["mail"]) or re.search(r"^\\s*(\\d+,)*\\d+$", body["numbers"]):
                    return {"statusCode": 400}
            """),
    ]
}

extension AbstractValue {
    /// The text of the pattern it is.
    fileprivate var pattern: String? {
        if case .pattern(let text, _)? = constant { text } else { nil }
    }
}
