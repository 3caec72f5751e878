import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A framework's debug mode that the code switches on.
struct DebugLeftOnRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "debug-left-on", since: "0.1.0", severity: .medium,
        summary: "runs its framework in debug mode",
        why: """
            Debug modes answer errors with the stack, its source and its variables, describe the API to everyone who \
            asks, or wait for a programmer who is not there. They are for a programmer's own machine. A development \
            server that starts only when the file is run as a program does not count: no function runs it.
            """,
        remedy: "Take the switch out, or read it from a variable that only development sets.",
        cwe: [489, 215],
        references: [
            "https://flask.palletsprojects.com/en/stable/debugging/", "https://fastapi.tiangolo.com/reference/fastapi/",
            "https://expressjs.com/en/resources/middleware/errorhandler.html",
            "https://docs.powertools.aws.dev/lambda/python/latest/core/event_handler/api_gateway/#debug-mode",
        ])

    private static let applications = APISet([
        "fastapi.FastAPI", "starlette.applications.Starlette", "chalice.Chalice", "aws_lambda_powertools.event_handler*Resolver",
        "quart.Quart", "sanic.Sanic", "apollo-server-lambda.ApolloServer", "@apollo/server.ApolloServer", "apollo-server.ApolloServer",
        "apollo-server-express.ApolloServer",
    ])
    private static let switches: Set<String> = ["debug", "includeStacktraceInErrorResponses"]
    /// Calls that are nothing but debugging.
    private static let tools = APISet(["errorhandler", "pdb.set_trace", "ipdb.set_trace", "breakpoint", "inspector.open", "debugpy.listen", "pydevd.settrace", "cgitb.enable"])
    /// What is assigned to switch debugging on.
    private static let settings = APISet([
        "flask.Flask().debug", "flask.Flask().config.DEBUG", "chalice.Chalice().debug", "fastapi.FastAPI().debug", "bottle.debug",
        "flask.Flask().config.PROPAGATE_EXCEPTIONS",
    ])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        (code.analysis.calls.flatMap { switches(in: $0, code) } + assigned(code)).map { found in
            .violation(
                Violation(
                    at: found.place, "\(found.what) leaves debugging on",
                    gain: "\(function.caller) reads in the errors of `\(function.name)` how it works inside, or makes it wait",
                    severity: Self.metadata.severity.weighed(by: function.exposure),
                    repair: Repair("switch debugging off", found.change)))
        }
    }

    /// What switches debugging on, and what to write instead.
    private struct Switch {
        let place: SourcePlace
        let what: String
        var change: Repair.Change?
    }

    private func switches(in call: CallFact, _ code: FunctionCode) -> [Switch] {
        if call.isAny(of: Self.tools) { return [Switch(place: call.namePlace, what: "`\(APIPath.name(call.apis.first ?? ""))`")] }
        guard call.isAny(of: Self.applications) else { return [] }
        return CallOption.options(of: call, named: Self.switches, in: code).filter { $0.value.isCertainly(true) }.map { option in
            let change = code.rewriting(["True": "False", "true": "false"], at: option.place)
            return Switch(place: option.place, what: "`\(option.name)`", change: change)
        }
    }

    private func assigned(_ code: FunctionCode) -> [Switch] {
        code.analysis.assignments.filter { Self.settings.contains($0.api) && $0.value.isCertainly(true) }.map { fact in
            let change = code.rewritingEnd([("True", "False"), ("true", "false")], of: fact.place)
            return Switch(place: fact.place, what: "`\(APIPath.name(fact.api))`", change: change)
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const express = require('express');
            const errorhandler = require('errorhandler');
            const serverless = require('serverless-http');
            const app = express();
            app.use(«errorhandler»());
            exports.handler = serverless(app);
            """, events: "- httpApi: '*'"),
        .flagged(
            .python,
            """
            import awsgi
            from fastapi import FastAPI
            from flask import Flask

            api = FastAPI(debug=«True»)
            app = Flask(__name__)
            «app.debug = True»

            def handler(event, context):
                return awsgi.response(app, event, context)
            """, events: "- httpApi: '*'"),
        .clean(
            .javaScript,
            """
            const express = require('express');
            const errorhandler = require('errorhandler');
            const serverless = require('serverless-http');
            const app = express();
            app.get('/orders', (request, response) => response.send('none'));
            exports.handler = serverless(app);
            """, events: "- httpApi: '*'"),
        .clean(
            .python,
            """
            import os
            import awsgi
            from flask import Flask

            app = Flask(__name__)
            app.debug = os.environ.get("STAGE") == "local"

            def handler(event, context):
                return awsgi.response(app, event, context)

            if __name__ == "__main__":
                app.run(debug=True)
            """, events: "- httpApi: '*'"),
    ]
}
