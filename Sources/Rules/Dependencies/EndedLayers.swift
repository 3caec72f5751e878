import Findings

/// What those who publish layers for everybody say about the end of them.
enum EndedLayers {
    /// A line of releases that gets nothing any more.
    struct Line: Hashable {
        /// The layer's name, with what may follow it, such as `-Arm64`.
        let name: String
        /// The account it is published from.
        let account: String
        /// The last day.
        let end: CalendarDate
        /// The layer to take in its place.
        let successor: String
    }

    /// Sources: <https://github.com/aws-powertools/powertools-lambda-python/issues/5239> (version 1 ended before 2 did),
    /// <https://github.com/aws-powertools/powertools-lambda-typescript/issues/2224>
    private static let lines: [Line] = [
        line("AWSLambdaPowertoolsPython", "017000801446", "2025-03-25", "AWSLambdaPowertoolsPythonV3-python314-x86_64"),
        line("AWSLambdaPowertoolsPythonV2", "017000801446", "2025-03-25", "AWSLambdaPowertoolsPythonV3-python314-x86_64"),
        line("AWSLambdaPowertoolsTypeScript", "094274105915", "2024-09-01", "AWSLambdaPowertoolsTypeScriptV2"),
    ].compactMap(\.self)

    private static func line(_ name: String, _ account: String, _ end: String, _ successor: String) -> Line? {
        CalendarDate(end).map { Line(name: name, account: account, end: $0, successor: successor) }
    }

    /// The line of releases that a layer is of; `nil` when nobody says that it ended.
    static func line(of name: String, in account: String) -> Line? {
        lines.first { $0.account == account && (name == $0.name || name == $0.name + "-Arm64") }
    }

    /// What stands in front of the runtime in the names of layers that are built for one each, by account.
    ///
    /// Sources: <https://aws-sdk-pandas.readthedocs.io/en/stable/layers.html>, <https://docs.aws.amazon.com/powertools/python/latest/#lambda-layer>,
    /// <https://docs.datadoghq.com/serverless/aws_lambda/installation/>, <https://layers.newrelic-external.com>,
    /// <https://github.com/keithrozario/Klayers>
    private static let prefixes: [String: [(prefix: String, language: String)]] = [
        "336392948345": [("AWSSDKPandas-Python", "python"), ("AWSDataWrangler-Python", "python")],
        "017000801446": [("AWSLambdaPowertoolsPythonV3-python", "python")],
        "464622532012": [("Datadog-Python", "python"), ("Datadog-Node", "nodejs"), ("Datadog-Ruby", "ruby")],
        "451483290750": [("NewRelicPython", "python"), ("NewRelicNodeJS", "nodejs"), ("NewRelicRuby", "ruby")],
        "770693421928": [("Klayers-p", "python"), ("Klayers-python", "python")],
    ]

    /// The runtime that a layer is built for, as its name says: `AWSSDKPandas-Python38` is `python3.8`'s.
    static func runtime(of name: String, in account: String) -> String? {
        for (prefix, language) in prefixes[account] ?? [] where name.hasPrefix(prefix) {
            if let runtime = runtime(language, String(name.dropFirst(prefix.count))) { return runtime }
        }
        return nil
    }

    /// `38`, `310`, `2-7`, `14-x` and `16X`, with anything behind that starts no number.
    private static func runtime(_ language: String, _ rest: String) -> String? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { return nil }
        if language == "nodejs" { return "nodejs\(digits).x" }
        if digits.count > 1 { return "\(language)\(digits.prefix(1)).\(digits.dropFirst())" }
        let minor = rest.dropFirst(digits.count + 1).prefix { $0.isASCII && $0.isNumber }
        return minor.isEmpty ? nil : "\(language)\(digits).\(minor)"
    }
}
