import ApplicationModel
import AuditKit

extension Application {
    /// Whether a plugin makes every function report to a tracing service other than X-Ray.
    var isTracedByPlugin: Bool {
        hasAnyPlugin([
            "serverless-plugin-datadog", "serverless-newrelic-lambda-layers", "serverless-lumigo",
            "serverless-lumigo-plugin", "serverless-epsagon-plugin", "serverless-plugin-epsagon",
            "serverless-plugin-thundra", "serverless-plugin-catalyst", "serverless-sentry", "serverless-plugin-sentry",
            "serverless-dynatrace", "serverless-plugin-baselime", "serverless-opentelemetry", "serverless-instana",
            "serverless-plugin-tracing", "serverless-iopipe-layers",
        ])
    }

    /// Whether a plugin writes retention into the log groups.
    var setsRetentionByPlugin: Bool {
        hasAnyPlugin(["serverless-plugin-log-retention", "serverless-log-retention"])
    }
}
