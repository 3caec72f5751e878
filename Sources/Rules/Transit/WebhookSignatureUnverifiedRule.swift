import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A door for a provider's calls that takes everyone else's too.
struct WebhookSignatureUnverifiedRule: CodeRule {
    static let metadata = RuleMetadata(
        .transit, "webhook-signature-unverified", since: "0.1.0", severity: .high,
        summary: "takes a provider's calls without checking who signed them",
        why: """
            A webhook's address is open to the internet and easily found out. What tells a provider's call from anyone \
            else's is the signature in its header. Code that never computes it takes a made-up payment, push or order for \
            a real one.
            """,
        remedy: """
            Compute the signature over the raw body and compare it in constant time, or let the provider's library do it: \
            `stripe.webhooks.constructEvent`, `@octokit/webhooks`, `twilio.validateRequest`, `hmac.compare_digest`.
            """,
        cwe: [345, 347],
        references: [
            "https://docs.stripe.com/webhooks#verify-events",
            "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
            "https://api.slack.com/authentication/verifying-requests-from-slack",
        ])

    /// Headers by which providers sign or name their calls.
    private static let headers: Set<String> = [
        "stripe-signature", "x-hub-signature", "x-hub-signature-256", "x-github-event", "x-github-delivery", "x-gitlab-event",
        "x-slack-signature", "x-twilio-signature", "x-shopify-hmac-sha256", "x-shopify-topic", "x-line-signature",
        "paypal-transmission-sig", "svix-signature", "x-signature-ed25519", "typeform-signature", "x-square-hmacsha256-signature",
        "x-zm-signature", "intuit-signature", "x-event-key", "x-hook-signature", "linear-signature", "x-paystack-signature",
        "x-razorpay-signature", "x-mailgun-signature",
    ]
    /// Words of paths that are such doors.
    private static let words: Set<String> = ["webhook", "webhooks", "hook", "hooks", "stripe", "github", "gitlab", "slack", "twilio", "shopify", "paypal"]
    /// Names of functions that check something.
    private static let checks = [
        "verif", "constructevent", "hmac", "timingsafeequal", "compare_digest", "validat", "signature", "authori", "authenticat", "checksig",
        "createhash", "isvalid", "sha256", "safe_compare", "constant_time",
    ]
    /// Calls that take the body for a provider's event.
    private static let parsers = APISet([
        "telegram.Update.de_json", "telebot.types.Update.de_json", "telegraf*.handleUpdate", "node-telegram-bot-api#processUpdate",
    ])
    /// Packages that check for their users.
    private static let packages = ["@slack/bolt", "slack_bolt", "slack-bolt", "probot", "@octokit/webhooks", "svix", "botbuilder", "serverless-slack"]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        guard let trigger = function.triggers.first(where: isDoor), readsBody(code) else { return [] }
        let header = code.analysis.reads.lazy.compactMap { read in read.path.fields.last.map { ($0.lowercased(), read.place) } }
            .first { Self.headers.contains($0.0) }
        let isProvider = header != nil || isNamed(trigger) || code.analysis.calls.contains { $0.isAny(of: Self.parsers) }
        guard isProvider, !checks(code) else { return [] }
        let message = "`\(trigger.summary)` takes a provider's calls without checking their signature"
        return [
            .violation(
                Violation(
                    at: code.entryPlace, message,
                    gain: "anyone on the internet sends `\(function.name)` events that it takes for the provider's",
                    confidence: header == nil ? .medium : .high,
                    related: header.map { [(place: $0.1, note: "the provider's header is read here")] } ?? []))
        ]
    }

    private func isDoor(_ trigger: Trigger) -> Bool {
        guard let route = trigger.route, trigger.exposure == .public, trigger.invocation != .never, !route.requiresAPIKey else { return false }
        return ["POST", "ANY", "*", nil].contains(route.method?.uppercased())
    }

    private func isNamed(_ trigger: Trigger) -> Bool {
        let path = trigger.route?.path?.lowercased() ?? ""
        return path.split { !$0.isLetter }.contains { Self.words.contains(String($0)) }
    }

    private func readsBody(_ code: FunctionCode) -> Bool {
        code.analysis.reads.contains { $0.path.fields.first == "body" || $0.path.fields.first == "json" }
    }

    /// Whether anything looks as if it proved who sent the call: a check by its name, or a secret that is compared.
    private func checks(_ code: FunctionCode) -> Bool {
        let analysis = code.analysis
        if code.closure.packageNames.contains(where: Self.packages.contains) { return true }
        let isChecked = analysis.calls.contains { call in
            // Who asks the provider for the event by its id believes nothing that came in.
            call.apis.contains { api in api.hasSuffix("events.retrieve") || Self.checks.contains { APIPath.name(api).lowercased().contains($0) } }
        }
        if isChecked || code.reachedNames.contains(where: { name in Self.checks.contains { name.contains($0) } }) { return true }
        return analysis.comparisons.contains { fact in
            [(fact.left, fact.right), (fact.right, fact.left)].contains { secret, given in
                given.origins.contains { $0.path.root != .context } && secret.isSecretLike
            }
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const pay = require('./pay');
            exports.«handler» = async (event) => {
              const payment = JSON.parse(event.body);
              if (payment.type === 'charge.succeeded') await pay.ship(payment.data.object.metadata.order);
              return { statusCode: 200 };
            };
            """, events: "- httpApi: POST /stripe/webhook"),
        .flagged(
            .python,
            """
            import json

            def «handler»(event, context):
                kind = event["headers"].get("X-GitHub-Event")
                push = json.loads(event["body"])
                return {"statusCode": 200, "body": kind + push["ref"]}
            """, events: "- httpApi: POST /deploy"),
        .flagged(
            .python,
            """
            import json
            import os
            import telegram

            def «handler»(event, context):
                bot = telegram.Bot(os.environ["TELEGRAM_TOKEN"])
                update = telegram.Update.de_json(json.loads(event["body"]), bot)
                bot.sendMessage(chat_id=update.message.chat.id, text="hello")
                return {"statusCode": 200}
            """),
        .clean(
            .python,
            """
            import json
            import os
            import telegram

            def handler(event, context):
                if event["headers"].get("x-telegram-bot-api-secret-token") != os.environ["WEBHOOK_SECRET"]:
                    return {"statusCode": 403}
                bot = telegram.Bot(os.environ["TELEGRAM_TOKEN"])
                update = telegram.Update.de_json(json.loads(event["body"]), bot)
                return {"statusCode": 200, "body": update.message.text}
            """),
        .clean(
            .javaScript,
            """
            const stripe = require('stripe')(process.env.STRIPE_KEY);
            exports.handler = async (event) => {
              const payment = stripe.webhooks.constructEvent(event.body, event.headers['Stripe-Signature'], process.env.SIGNING);
              return { statusCode: 200, body: payment.id };
            };
            """, events: "- httpApi: POST /stripe/webhook"),
        .clean(
            .javaScript,
            """
            const stripe = require('stripe')(process.env.STRIPE_KEY);
            exports.handler = async (event) => {
              const payment = await stripe.events.retrieve(JSON.parse(event.body).id);
              return { statusCode: 200, body: payment.id };
            };
            """, events: "- httpApi: POST /stripe/webhook"),
        .clean(
            .javaScript,
            """
            // A secret of its own in the address, as several providers have it.
            exports.handler = async (event) => {
              if (event.queryStringParameters.token !== process.env.WEBHOOK_TOKEN) return { statusCode: 403 };
              return { statusCode: 200, body: JSON.parse(event.body).id };
            };
            """, events: "- httpApi: POST /webhook"),
        .clean(
            .python,
            """
            import hashlib
            import hmac
            import json
            import os

            def handler(event, context):
                mac = hmac.new(os.environ["SECRET"].encode(), event["body"].encode(), hashlib.sha256)
                if not hmac.compare_digest("sha256=" + mac.hexdigest(), event["headers"]["X-Hub-Signature-256"]):
                    return {"statusCode": 401}
                return {"statusCode": 200, "body": json.loads(event["body"])["ref"]}
            """, events: "- httpApi: POST /github"),
    ]
}
