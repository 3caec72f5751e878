import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A part of the event that stands unescaped in a page.
struct CrossSiteScriptingRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "cross-site-scripting", since: "0.1.0", severity: .high,
        summary: "puts a part of the request into a page as it is",
        why: """
            A browser runs `<script>` wherever it stands in a page that it is told is HTML. A link with such a text in its \
            query runs code in the session of who follows it: it reads what they can read and does what they can do.
            """,
        remedy: """
            Escape what goes into HTML (`he.escape`, `html.escape`), or let a template engine that escapes by itself make \
            the page. Data is better sent as JSON with `Content-Type: application/json`.
            """,
        cwe: [79, 80],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Cross_Site_Scripting_Prevention_Cheat_Sheet.html",
            "https://expressjs.com/en/5x/api.html#res.send",
        ])

    static let safe: Guarantees = [.word, .htmlEscaped, .urlEncoded]
    static let fillers: Set<StoredInput.Evidence> = [.code]

    private static let page = "a page"
    private static let answer = "an answer that browsers take for a page"

    static let sinks = [
        Sink(["express.Response#send", "express.Response#*.send"], .argument(0), words: answer),
        Sink(["express.Response#write", "express.Response#end", "express.Response#*.end"], .argument(0), words: page),
        Sink(["hono.Context#html"], .argument(0), words: page),
        // Text of this type is not escaped any more.
        Sink(["html/template.HTML", "html/template.JS"], .argument(0), words: page),
        Sink(
            [
                "fastapi.responses.HTMLResponse", "starlette.responses.HTMLResponse", "flask.Markup", "markupsafe.Markup", "jinja2.Markup",
                "flask.make_response", "flask.Response",
            ], .argument(0, named: "content"), words: page),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        guard flow.isInText(of: code), !flow.origin.guarantees.contains(.jsonEncoded) else { return false }
        guard flow.call.apis.contains(where: { $0.hasPrefix("express.") }) else { return true }
        if flow.value.looksLikeHTML { return true }
        guard flow.sink.words == Self.answer else { return false }
        // A text alone is a page for `send`; an object is JSON, and so may be a whole body or what JSON decoded.
        let isText = ["query", "params", "headers", "cookies"].contains(flow.origin.path.fields.first ?? "") && flow.origin.path.fields.count > 1
        return isText && flow.value.text.isEmpty || flow.value.text.count > 1
    }

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function, stored: context.stored)
        let calls = Self.sinks.flatMap { sink in
            finder.flows(into: sink, safe: Self.safe, fillers: Self.fillers) { counts($0, in: code) }
        }.map { $0.violation(of: Self.metadata, gain: gain($0, of: function)) }
        let found = calls + responses(code, function, finder) + pages(code, function) + objects(code, function, context)
        return found.oncePerPlace.map { .violation($0) }
    }

    private func responses(_ code: FunctionCode, _ function: Function, _ finder: FlowFinder) -> [Violation] {
        HTTPResponse.all(of: function, code).compactMap { response in
            guard let body = response.body, isPage(response, body) else { return nil }
            if let found = page(body, at: response.bodyPlace, code, function) { return found }
            let read = finder.readBack(in: body, safe: Self.safe, fillers: Self.fillers).first { part in
                body.origins.contains { $0.path == part.origin.path }
            }
            return read?.violation(of: Self.metadata, at: response.bodyPlace, reaching: Self.page, gain: Self.storedGain)
        }
    }

    /// Flask and its like send a text that a route gives back as a page.
    private func pages(_ code: FunctionCode, _ function: Function) -> [Violation] {
        code.analysis.returns.filter { !$0.isError && $0.value.looksLikeHTML }.compactMap { fact in
            page(fact.value, at: fact.place, code, function) { origin in
                if case .request = origin.path.root { true } else { false }
            }
        }
    }

    private func page(
        _ value: AbstractValue, at place: SourcePlace, _ code: FunctionCode, _ function: Function, where counts: (Origin) -> Bool = { _ in true }
    ) -> Violation? {
        let found = OutsidePart.widest(in: value, of: code, function, safe: Self.safe) { origin in
            counts(origin) && value.origins.contains { $0.path == origin.path }
        }
        return found?.violation(of: Self.metadata, at: place, reaching: Self.page, gain: gain(of: function))
    }

    /// Without a type, the platform says JSON or plain text, unless something else is told what the body is.
    private func isPage(_ response: HTTPResponse, _ body: AbstractValue) -> Bool {
        guard let type = response.contentType else { return false }
        return type.hasPrefix("text/html") || type.hasPrefix("application/xhtml") || type.isEmpty && body.looksLikeHTML
    }

    func gain(_ flow: Flow, of function: Function) -> String { flow.filler == nil ? gain(of: function) : Self.storedGain }

    static let storedGain = "whoever opens the page runs the attacker's script in their own session, without following a link of theirs"

    private func gain(of function: Function) -> String {
        "who follows a prepared link to `\(function.name)` runs the attacker's script in their own session"
    }
}

extension AbstractValue {
    /// Whether the certain parts of a text have tags in them.
    fileprivate var looksLikeHTML: Bool {
        text.contains { piece in
            guard case .constant(let text) = piece, let bracket = text.utf8.firstIndex(of: UInt8(ascii: "<")) else { return false }
            let next = text.utf8[text.utf8.index(after: bracket)...].first ?? 0
            return next == UInt8(ascii: "!") || next == UInt8(ascii: "/") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(next | 0x20)
        }
    }
}
