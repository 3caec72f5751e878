import Findings
import SourceText

extension SampleReport {
    /// Every string that comes from the input tries to do harm.
    static var hostile: ScanReport {
        let escape = "\u{1B}[2J\u{1B}]0;owned\u{7}"
        let function = "\u{202E}gnp.exe\u{200B}" + escape
        let text = "functions:\n\t\u{1F469}\u{200D}\u{1F680}漢字: 'a\u{202E}b\u{1B}[31m'  # ##[error]hello\n"
        let path = "a b:c,d%\u{1B}\n::error::x/サービス.yml"
        let location = location(path, text, "'a\u{202E}b\u{1B}[31m'")
        var sample = SampleReport()
        sample.report.applications = [
            .init(
                name: "shop\r\n::error::owned", manifest: location.place.path, provider: "aws\u{9B}31m",
                stage: "${opt:stage}",
                functions: [
                    .init(name: function, exposure: "public", triggers: ["httpApi GET /\u{7F}", escape]),
                    .init(name: "画像処理サービス関数名前長い名前", exposure: "internal", triggers: ["🚀 launch"]),
                    .init(name: String(repeating: "long", count: 60), exposure: "internal", triggers: []),
                ])
        ]
        sample.report.findings = [
            finding(
                rules[2],
                "::error::`\(function)`\n::set-output name=x::y 100% {0} [click](https://example.org) ##[group]",
                at: location, application: "shop\r\n::error::owned", functions: [function],
                gain: "`\(escape)` " + String(repeating: "w", count: 150), remedy: "\u{2028}line\u{2029}s `${self:x}`",
                fix: Fix(
                    title: "drop \(escape)", safety: .safe,
                    edits: [TextEdit(place: location.place, replacement: "\u{202E}\"\\\n")])),
            finding(
                rules[0], "画像処理の実行環境は古い", at: location, application: "shop\r\n::error::owned",
                functions: ["画像処理サービス関数名前長い名前"]),
        ].sorted()
        sample.report.suppressed = [
            .init(finding: sample.report.findings[0], source: .configuration, reason: escape)
        ]
        sample.report.undecided = [
            Undecided(
                ruleID: rules[1].id, reason: function, place: location.place, manifest: location.place.path,
                functions: [function])
        ]
        sample.report.issues = [
            LocatedIssue(
                issue: SourceIssue(
                    .syntax, "unexpected `\(escape)`", help: "##[command]\(function)", at: location.place),
                start: location.start)
        ]
        return sample.report
    }
}
