import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event in a library's call that is known to run what it gets.
struct DangerousDependencyCallRule: FlowRule {
    static let metadata = RuleMetadata(
        .secureCode, "dangerous-dependency-call", since: "0.1.0", severity: .critical,
        summary: "hands the event to a library that may run it",
        why: """
            Some libraries promise to keep foreign code in a cage, or to compute a formula, and do not keep that \
            promise: `vm2` was given up by its authors because it cannot be mended, `safe-eval` and `static-eval` are \
            left in a line, and SymPy's readers of formulas are `eval`. What reaches them runs in the function.
            """,
        remedy: """
            Compute formulas with a reader that knows nothing else (`expr-eval`, `ast.literal_eval` for values), and run \
            foreign code in a function of its own without a role, or in `isolated-vm`.
            """,
        cwe: [94, 1395],
        references: [
            "https://github.com/patriksimek/vm2/issues/533", "https://docs.sympy.org/latest/modules/core.html#sympy.core.sympify.sympify",
            "https://github.com/advisories/GHSA-79h2-v6hh-wq23",
        ])

    static let safe: Guarantees = [.word]

    static let sinks = [
        Sink(["vm2.VM#run", "vm2.NodeVM#run", "vm2.VMScript", "vm2.VM().run", "vm2.NodeVM().run"], .argument(0), words: "`vm2`"),
        Sink(["safe-eval", "static-eval", "notevil", "safer-eval", "eval-sanitizer", "expression-eval.*"], .argument(0), words: "a library that evaluates it"),
        Sink(
            ["sympy.sympify", "sympy.S", "sympy.parse_expr", "sympy.parsing.sympy_parser.parse_expr", "numexpr.evaluate", "pandas.eval", "sympy.core.sympify.sympify"],
            .argument(0), words: "a library that evaluates it"),
    ]

    init() {}

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(function.attacker) runs code of their own with the role and the secrets of `\(function.name)`"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { VM } = require('vm2');
            const safeEval = require('safe-eval');
            exports.handler = async (event) => {
              const { rule, price } = JSON.parse(event.body);
              const sum = new VM({ timeout: 100 }).«run»(rule);
              return { statusCode: 200, body: sum + «safeEval»(price) };
            };
            """),
        .flagged(
            .python,
            """
            import sympy

            def handler(event, context):
                formula = event["queryStringParameters"]["formula"]
                return {"statusCode": 200, "body": str(sympy.«sympify»(formula))}
            """),
        .clean(
            .javaScript,
            """
            const { VM } = require('vm2');
            const { Parser } = require('expr-eval');
            exports.handler = async (event) => {
              const { rule, price } = JSON.parse(event.body);
              const vm = new VM({ sandbox: { price: Number(price) } });
              return { statusCode: 200, body: vm.run('price * 1.19') + Parser.evaluate(rule) };
            };
            """),
        .clean(
            .python,
            """
            import ast
            import sympy

            def handler(event, context):
                formula = event["queryStringParameters"]["formula"]
                value = ast.literal_eval(formula)
                return {"statusCode": 200, "body": str(sympy.sympify("x**2").subs("x", int(formula)))}
            """),
    ]
}
