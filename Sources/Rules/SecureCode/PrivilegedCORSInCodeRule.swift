import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// Headers that let pages of any origin act with the reader's cookies.
struct PrivilegedCORSInCodeRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "privileged-cors-in-code", since: "0.1.0", severity: .medium,
        summary: "lets pages of any origin act for whoever is signed in",
        why: """
            `Access-Control-Allow-Credentials` lets a page of another origin send its reader's cookies along and read the \
            answer. With the request's own `Origin` echoed that is any page of the internet. With `*` browsers refuse, \
            and the next repair is usually to echo the origin.
            """,
        remedy: "Compare the origin with a list of your own before it is echoed, or leave the credentials out.",
        cwe: [942],
        references: [
            "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS", "https://cheatsheetseries.owasp.org/cheatsheets/HTML5_Security_Cheat_Sheet.html",
        ])

    private static let packages = APISet(["cors", "@koa/cors", "flask_cors.CORS", "@middy/http-cors", "@fastify/cors"])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        guard function.triggers.contains(where: { $0.route != nil && $0.exposure != .internal }) else { return [] }
        let returned = code.analysis.returns.flatMap { headers(in: $0.value, code) }
        let packaged = code.analysis.calls.compactMap { package($0, code) }
        var seen: Set<SourcePlace> = []
        return (returned + packaged).filter { seen.insert($0.0).inserted }.map { place, isEchoed in
            .violation(
                Violation(
                    at: place, isEchoed ? "any origin is echoed and may send credentials" : "any origin may send credentials",
                    gain: "a page of an attacker's that a signed-in user opens calls `\(function.name)` in the user's name and reads the answer",
                    severity: isEchoed ? .high : .low))
        }
    }

    /// Objects with both headers within a value.
    private func headers(in value: AbstractValue, _ code: FunctionCode, depth: Int = 0) -> [(SourcePlace, Bool)] {
        guard depth < 4 else { return [] }
        return code.analysis.objects(of: value).flatMap { object -> [(SourcePlace, Bool)] in
            if let found = openOrigin(object, code) { return [found] }
            return object.fieldOrder.flatMap { headers(in: object.fields[$0] ?? .none, code, depth: depth + 1) }
        }
    }

    private func openOrigin(_ object: HeapObject, _ code: FunctionCode) -> (SourcePlace, Bool)? {
        func field(_ name: String) -> (String, AbstractValue)? {
            object.fieldOrder.first { $0.lowercased() == name }.flatMap { key in object.fields[key].map { (key, $0) } }
        }
        guard let (name, origin) = field("access-control-allow-origin"), let (_, credentials) = field("access-control-allow-credentials"),
            isOn(credentials)
        else { return nil }
        let place = code.place(ofField: name, at: object.place) ?? object.place
        if isEchoed(origin) { return (place, true) }
        return origin.string == "*" ? (place, false) : nil
    }

    private func isOn(_ value: AbstractValue) -> Bool {
        value.constant == .boolean(true) || value.string?.lowercased() == "true"
    }

    /// Whether the request's own origin is sent back unseen.
    private func isEchoed(_ value: AbstractValue) -> Bool {
        value.origins.contains { origin in
            origin.path.fields.last?.lowercased() == "origin" && origin.guarantees.isDisjoint(with: [.listed, .allowedHost, .digest])
        }
    }

    /// The options of `cors` and Flask-CORS.
    private func package(_ call: CallFact, _ code: FunctionCode) -> (SourcePlace, Bool)? {
        guard call.isAny(of: Self.packages) else { return nil }
        func option(_ names: String...) -> CallOption? { CallOption.options(of: call, named: Set(names), in: code).first }
        guard let credentials = option("credentials", "supports_credentials"), isOn(credentials.value),
            let origin = option("origin", "origins"), origin.value.isCertainly(true) || (origin.value.string == "*" && call.apis == ["flask_cors.CORS"])
        else { return nil }
        return (origin.place, true)
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            exports.handler = async (event) => ({
              statusCode: 200,
              headers: {
                'Access-Control-Allow-Origin': «event.headers.origin»,
                'Access-Control-Allow-Credentials': true,
              },
              body: 'done',
            });
            """),
        .flagged(
            .python,
            """
            HEADERS = {"Access-Control-Allow-Origin": «"*"», "Access-Control-Allow-Credentials": "true"}

            def handler(event, context):
                return {"statusCode": 200, "headers": HEADERS, "body": "done"}
            """),
        .clean(
            .javaScript,
            """
            const ORIGINS = ['https://shop.example.com', 'https://admin.example.com'];
            exports.handler = async (event) => {
              const { origin } = event.headers;
              if (!ORIGINS.includes(origin)) {
                return { statusCode: 200, headers: { 'Access-Control-Allow-Origin': '*' }, body: 'done' };
              }
              const headers = { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': true };
              return { statusCode: 200, headers, body: 'done' };
            };
            """),
        .clean(
            .python,
            """
            import os

            def handler(event, context):
                headers = {
                    "Access-Control-Allow-Origin": os.environ["ORIGIN"],
                    "Access-Control-Allow-Credentials": "true",
                }
                return {"statusCode": 200, "headers": headers, "body": "done"}
            """),
    ]
}
