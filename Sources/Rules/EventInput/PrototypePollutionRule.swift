import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A name of the event by which a program writes into the prototype that all objects share.
struct PrototypePollutionRule: CodeRule {
    static let metadata = RuleMetadata(
        .eventInput, "prototype-pollution", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "lets the event choose the names of nested fields that it writes",
        why: """
            `target[a][b] = value` with `__proto__` for `a` writes a field that every object of the process then has, in \
            later invocations too: an `isAdmin` that is suddenly true, an option that makes a library start a shell. \
            Deep merges of JSON do the same.
            """,
        remedy: """
            Keep what the event names in a `Map` or an object without prototype (`Object.create(null)`), check names against a \
            list, or refuse `__proto__`, `constructor` and `prototype`. Copy fields by name rather than merging deeply.
            """,
        cwe: [1321],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Prototype_Pollution_Prevention_Cheat_Sheet.html",
            "https://developer.mozilla.org/en-US/docs/Web/Security/Attacks/Prototype_pollution",
        ])

    static let readsPackages = true

    private static let words = "the name of a field of a field"

    /// Libraries that write along a path, with the position of the path.
    private static let paths = Sink(
        [
            "lodash.set", "lodash/set", "lodash.setWith", "lodash/setWith", "lodash.update", "lodash/update", "lodash.updateWith", "object-path.set",
            "dot-prop.set", "set-value", "dset", "dset.dset",
        ], .argument(1), words: words)
    private static let zips = Sink(["lodash.zipObjectDeep", "lodash/zipObjectDeep"], .argument(0), words: words)
    /// Libraries that merge deeply and do not leave the prototype out.
    private static let merges = Sink(
        ["merge-deep", "deep-extend", "defaults-deep", "extend-deep", "mixin-deep", "hoek.merge", "@hapi/hoek.merge", "node-extend", "jquery.extend"],
        .all, words: "a deep merge of whatever it has")

    /// Libraries that merge deeply and have left the prototype out for years: only a version that is pinned tells.
    private static let formerMerges = Sink(
        [
            "lodash.merge", "lodash/merge", "lodash.mergeWith", "lodash/mergeWith", "lodash.defaultsDeep", "lodash/defaultsDeep", "lodash.defaultsdeep",
            "deepmerge", "deepmerge.all", "merge.recursive", "extend", "hoek.applyToDefaults",
        ], .all, words: "a deep merge of whatever it has")

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function)
        let flows = [Self.paths, Self.zips, Self.merges].flatMap { finder.flows(into: $0, safe: .number) }
            .filter { PollutingPackage.standing(of: $0.call, in: code) != .safe }
        let former = finder.flows(into: Self.formerMerges, safe: .number)
            .filter { PollutingPackage.standing(of: $0.call, in: code) == .vulnerable }
        let calls = (flows + former).map { flow in
            OutsidePart(origin: flow.origin, part: flow.part)
                .violation(of: Self.metadata, at: flow.call.namePlace, reaching: flow.sink.words, gain: gain(of: function))
        }
        return (calls + writes(code, function)).map { .violation($0) }
    }

    private func writes(_ code: FunctionCode, _ function: Function) -> [Violation] {
        code.analysis.writes.compactMap { write in
            guard write.target == .computedField, isNested(write.place, code) else { return nil }
            return OutsidePart.widest(in: write.key, of: code, function, safe: .number)?
                .violation(of: Self.metadata, at: write.place, reaching: Self.words, gain: gain(of: function))
        }
    }

    /// Whether what is written to is itself a field whose name is computed.
    private func isNested(_ place: SourcePlace, _ code: FunctionCode) -> Bool {
        guard place.path.fileExtension != "py", let module = code.program[place.path]?.module else { return false }
        return module.expressions.contains { expression in
            guard expression.span.lowerBound == place.span.lowerBound, expression.span.upperBound <= place.span.upperBound,
                case .element(let object, _) = expression.kind, case .element(_, let index) = module[object].kind
            else { return false }
            switch module[index].kind {
            case .string, .number: return false
            default: return true
            }
        }
    }

    private func gain(of function: Function) -> String {
        "\(function.attacker) gives every object of the process a field of their choice, in later invocations too"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const _ = require('lodash');
            const settings = {};
            exports.handler = async (event) => {
              const { user, name, value } = JSON.parse(event.body);
              «settings[user][name] = value;»
              _.«set»(settings, name, value);
            };
            """),
        .flagged(
            .typeScript,
            """
            import extend from 'deep-extend';
            const defaults = { lang: 'en' };
            export const handler = async (event: { body: string }) => {
              const settings = «extend»({}, defaults, JSON.parse(event.body));
              return { statusCode: 200, body: JSON.stringify(settings) };
            };
            """),
        .flagged(
            .serverlessFramework,
            """
            # Version 4.17.4 of `lodash` writes `__proto__` when it merges.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              orders:
                handler: orders.handler
                events:
                  - httpApi: POST /orders
            """,
            files: [
                "package.json": #"{"dependencies": {"lodash": "4.17.4"}}"#,
                "orders.js": """
                    const _ = require('lodash');
                    const merge = require('lodash/merge');
                    exports.handler = async (event) => {
                      const order = _.«merge»({}, { currency: 'EUR' }, JSON.parse(event.body));
                      return «merge»({}, order, JSON.parse(event.body));
                    };
                    """,
            ]),
        .clean(
            .serverlessFramework,
            """
            # Since version 4.17.19 `lodash` leaves the prototype out.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              orders:
                handler: orders.handler
                events:
                  - httpApi: POST /orders
            """,
            files: [
                "package.json": #"{"dependencies": {"lodash": "4.17.21", "deepmerge": "^4.0.0"}}"#,
                "orders.js": """
                    const _ = require('lodash');
                    const deepmerge = require('deepmerge');
                    exports.handler = async (event) => {
                      const { name, value, more } = JSON.parse(event.body);
                      return deepmerge(_.set(_.merge({}, more), name, value), more);
                    };
                    """,
            ]),
        .clean(
            .javaScript,
            """
            const NAMES = ['lang', 'theme'];
            const settings = {};
            const counts = new Map();
            exports.handler = async (event) => {
              const { user, name, value, row, column } = JSON.parse(event.body);
              if (!NAMES.includes(name)) return { statusCode: 400 };
              settings.users[name] = value;
              counts.set(user, value);
              const grid = [[0]];
              grid[Number(row)][Number(column)] = value;
            };
            """),
        .clean(
            .python,
            """
            import json

            settings = {}

            def handler(event, context):
                body = json.loads(event["body"])
                settings[body["user"]][body["name"]] = body["value"]
            """),
    ]
}
