extension TokenShape {
    /// The shapes that are known, the more special first.
    ///
    /// Prefixes and lengths are those the providers document or that their secret-scanning partners publish:
    /// https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
    static let all: [TokenShape] = [
        TokenShape(name: "an AWS access key", prefix: "AKIA", alphabet: .upperBase32, length: 16...16),
        TokenShape(name: "a temporary AWS access key", prefix: "ASIA", alphabet: .upperBase32, length: 16...16),
        TokenShape(name: "a GitHub token", prefix: "ghp_", alphabet: .alphanumeric, length: 36...36, hasChecksum: true),
        TokenShape(name: "a GitHub token", prefix: "gho_", alphabet: .alphanumeric, length: 36...36, hasChecksum: true),
        TokenShape(name: "a GitHub token", prefix: "ghu_", alphabet: .alphanumeric, length: 36...36, hasChecksum: true),
        TokenShape(name: "a GitHub token", prefix: "ghs_", alphabet: .alphanumeric, length: 36...36, hasChecksum: true),
        TokenShape(name: "a GitHub token", prefix: "ghr_", alphabet: .alphanumeric, length: 36...76),
        TokenShape(name: "a GitHub token", prefix: "github_pat_", alphabet: .urlSafe, length: 82...82),
        TokenShape(name: "a GitLab token", prefix: "glpat-", alphabet: .dotted, length: 20...64),
        TokenShape(name: "an npm token", prefix: "npm_", alphabet: .alphanumeric, length: 36...36, hasChecksum: true),
        TokenShape(name: "a PyPI token", prefix: "pypi-", alphabet: .urlSafe, length: 80...400),
        TokenShape(name: "a live Stripe key", prefix: "sk_live_", alphabet: .alphanumeric, length: 16...247),
        TokenShape(name: "a live Stripe key", prefix: "rk_live_", alphabet: .alphanumeric, length: 16...247),
        TokenShape(name: "a Stripe webhook secret", prefix: "whsec_", alphabet: .base64, length: 24...88),
        TokenShape(
            name: "a Stripe test key", prefix: "sk_test_", alphabet: .alphanumeric, length: 16...247, isTest: true),
        TokenShape(
            name: "a Stripe test key", prefix: "rk_test_", alphabet: .alphanumeric, length: 16...247, isTest: true),
        TokenShape(name: "a Slack token", prefix: "xoxb-", alphabet: .urlSafe, length: 20...120),
        TokenShape(name: "a Slack token", prefix: "xoxp-", alphabet: .urlSafe, length: 20...120),
        TokenShape(name: "a Slack token", prefix: "xoxa-", alphabet: .urlSafe, length: 20...120),
        TokenShape(name: "a Slack token", prefix: "xoxr-", alphabet: .urlSafe, length: 20...120),
        TokenShape(name: "a Slack token", prefix: "xoxs-", alphabet: .urlSafe, length: 20...120),
        TokenShape(name: "a Slack token", prefix: "xapp-", alphabet: .urlSafe, length: 20...180),
        TokenShape(name: "a Google API key", prefix: "AIza", alphabet: .urlSafe, length: 35...35),
        TokenShape(name: "a Google client secret", prefix: "GOCSPX-", alphabet: .urlSafe, length: 28...28),
        TokenShape(name: "a SendGrid key", prefix: "SG.", alphabet: .dotted, length: 66...66),
        TokenShape(name: "a Twilio key", prefix: "SK", alphabet: .hex, length: 32...32),
        TokenShape(name: "a Mailgun key", prefix: "key-", alphabet: .hex, length: 32...32),
        TokenShape(name: "an OpenAI key", prefix: "sk-proj-", alphabet: .urlSafe, length: 40...240),
        TokenShape(name: "an Anthropic key", prefix: "sk-ant-", alphabet: .urlSafe, length: 80...140),
        TokenShape(name: "an OpenAI key", prefix: "sk-", alphabet: .alphanumeric, length: 48...48),
        TokenShape(name: "a Hugging Face token", prefix: "hf_", alphabet: .alphanumeric, length: 34...40),
        TokenShape(name: "a DigitalOcean token", prefix: "dop_v1_", alphabet: .hex, length: 64...64),
        TokenShape(name: "a Shopify token", prefix: "shpat_", alphabet: .hex, length: 32...32),
        TokenShape(name: "a Shopify secret", prefix: "shpss_", alphabet: .hex, length: 32...32),
        TokenShape(name: "a New Relic key", prefix: "NRAK-", alphabet: .upperAlphanumeric, length: 27...27),
        TokenShape(name: "a Vault token", prefix: "hvs.", alphabet: .urlSafe, length: 24...200),
        TokenShape(name: "a Databricks token", prefix: "dapi", alphabet: .hex, length: 32...32),
        TokenShape(name: "a Linear key", prefix: "lin_api_", alphabet: .alphanumeric, length: 40...40),
        TokenShape(name: "a Postman key", prefix: "PMAK-", alphabet: .urlSafe, length: 59...59),
        TokenShape(name: "a Grafana token", prefix: "glsa_", alphabet: .urlSafe, length: 41...41),
        TokenShape(name: "a Square token", prefix: "sq0csp-", alphabet: .urlSafe, length: 43...43),
        TokenShape(name: "a PlanetScale token", prefix: "pscale_tkn_", alphabet: .dotted, length: 32...64),
        TokenShape(name: "a Doppler token", prefix: "dp.pt.", alphabet: .alphanumeric, length: 40...44),
        TokenShape(name: "an Atlassian token", prefix: "ATATT3", alphabet: .base64, length: 60...240),
        TokenShape(name: "an age key", prefix: "AGE-SECRET-KEY-1", alphabet: .upperAlphanumeric, length: 58...58),
        TokenShape(
            name: "a Slack webhook address", prefix: "https://hooks.slack.com/services/T", alphabet: .base64,
            length: 30...80),
        TokenShape(
            name: "a Discord webhook address", prefix: "https://discord.com/api/webhooks/", alphabet: .digits,
            length: 17...20),
    ]
}
