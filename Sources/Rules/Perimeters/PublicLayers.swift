/// The accounts from which AWS publishes layers for everybody.
///
/// Read from the region tables of aws-cdk-lib 2.275.0 (Lambda Insights, AppConfig, Parameters and Secrets, OpenTelemetry)
/// and from the pages of the projects themselves.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/extensions-api-partners.html,
/// https://docs.aws.amazon.com/powertools/python/latest/#lambda-layer,
/// https://aws-sdk-pandas.readthedocs.io/en/stable/layers.html, https://github.com/awslabs/aws-lambda-web-adapter
enum PublicLayers {
    private static let accounts: Set<String> = [
        // Powertools, the SDK for pandas, OpenTelemetry, the web adapter.
        "017000801446", "094274105915", "336392948345", "901920570463", "615299751070", "753240598075",
        // Lambda Insights.
        "580247275435", "012438385374", "033019950311", "066549572091", "122132214140", "145023102084", "158895979263",
        "194566237122", "198461476570", "285320876703", "339249233099", "352183217350", "439286490199", "459530977127",
        "488211338238", "519774774795", "590183865173", "605207715842", "727646510379", "732604637566", "751350123760",
        "761018874580", "761377655185", "879381266642", "891564319516", "946466191631",
        // AppConfig.
        "000010852771", "027255383542", "039592058896", "066940009817", "080788657173", "203683718741", "282860088358",
        "307021474294", "359756378197", "418787028745", "421114256042", "434848589818", "489524808438", "493207061005",
        "554480029851", "559955524753", "574348263942", "586093569114", "615057806174", "615084187847", "630222743974",
        "646970417810", "662846165436", "706869817123", "728743619870", "758369105281", "826293736237", "946561847325",
        "946746059096", "958113053741", "980059726660",
        // Parameters and Secrets.
        "015030872274", "044395824272", "070087711984", "127562683043", "129776340158", "133256977650", "133490724326",
        "176022468876", "177933569100", "187925254637", "200266452380", "287114880934", "287310001119", "317013901791",
        "325218067255", "345057560386", "427196147048", "490737872127", "524103009944", "576959938190", "590474943231",
        "665172237481", "738900069198", "768336418462", "772501565639", "780235371811", "832021897121", "858974508948",
        "933737806257", "997803712105",
    ]

    /// Vendors whose agents teams load on purpose, by account.
    /// Source: the installation pages of https://docs.datadoghq.com/serverless/, https://docs.newrelic.com/docs/serverless-function-monitoring/
    /// and https://docs.sentry.io/platforms/node/guides/aws-lambda/
    private static let vendors = ["464622532012": "Datadog", "451483290750": "New Relic", "943013980633": "Sentry"]

    /// Whether an account is one of AWS's own.
    static func areFromAWS(_ account: String) -> Bool { accounts.contains(account) }

    /// The vendor behind an account; `nil` when it is not known.
    static func vendor(of account: String) -> String? { vendors[account] }
}
