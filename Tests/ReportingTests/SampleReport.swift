import Findings
import SourceText

/// Makes reports for tests the way a scan makes them: locations are taken from real text.
struct SampleReport {
    var report = ScanReport(
        toolVersion: "0.1.0", date: "2026-01-31", applications: [], findings: [], suppressed: [], undecided: [],
        issues: [], rules: SampleReport.rules)

    static let rules: [RuleMetadata] = [
        RuleMetadata(
            .dependencies, "deprecated-runtime", since: "0.1.0", severity: .medium,
            summary: "runtime gets no security patches", why: "A runtime past its end of support is not patched.",
            remedy: "Move to a runtime that is supported.", cwe: [1104],
            references: ["https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"]),
        RuleMetadata(
            .gatewayPolicy, "route-without-authorization", since: "0.1.0", stage: .stable, severity: .high,
            confidence: .medium, summary: "route answers anyone", why: "Nobody asks who is *calling*.",
            remedy: "Add an `authorizer` to the event.", cwe: [306], references: []),
        RuleMetadata(
            .leastPrivilege, "wildcard-action", since: "0.1.0", severity: .high,
            summary: "role allows every action of a service",
            why: "A role that allows `s3:*` turns a flaw in one function into access to every object.",
            remedy: "Name the actions that the code uses.", cwe: [250, 732],
            references: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"],
            formerIDs: [RuleID("least-privilege/star-action")]),
        RuleMetadata(
            .observability, "no-tracing", since: "0.1.0", stage: .deprecated(since: "0.2.0"), severity: .low,
            audience: .pedantic, summary: "function is not traced", why: "Nobody sees where a request went.",
            remedy: "Set `provider.tracing.lambda: true`.", references: []),
        RuleMetadata(
            .secrets, "secret-in-environment", since: "0.1.0", severity: .critical,
            summary: "secret in plain text", why: "Everyone who can read the manifest has it.",
            remedy: "Move it to a store.", cwe: [798], references: []),
    ]

    /// A location of the first occurrence of `needle` in a file's text.
    static func location(_ path: String, _ text: String, _ needle: String) -> Location {
        let relative = RelativePath(path) ?? .root
        let file = SourceFile(path: relative, text: text)
        let bytes = Array(text.utf8)
        let pattern = Array(needle.utf8)
        let offset = (0...max(0, bytes.count - pattern.count)).first { bytes[$0...].starts(with: pattern) } ?? 0
        let span = ByteSpan(offset, offset + pattern.count)
        let start = file.position(at: span.lowerBound)
        let end = file.position(at: span.upperBound)
        let line = file.text(in: file.span(ofLine: start.line) ?? span)
        let last = start.line == end.line ? end.column - 1 : line.unicodeScalars.count
        return Location(
            place: SourcePlace(path: relative, span: span), start: start, end: end,
            excerpt: Excerpt(text: line, highlight: (start.column - 1)..<last))
    }

    static func finding(
        _ rule: RuleMetadata, _ message: String, at location: Location, application: String = "storefront",
        manifest: String? = nil, functions: [String] = [], severity: Severity? = nil,
        gain: String? = nil, remedy: String? = nil, related: [RelatedLocation] = [], fix: Fix? = nil
    ) -> Finding {
        let path = manifest.flatMap { RelativePath($0) } ?? location.place.path
        return Finding(
            ruleID: rule.id, practice: rule.practice, severity: severity ?? rule.severity,
            confidence: rule.confidence, message: message,
            gain: gain ?? "an attacker who takes over the function reads and deletes what the role allows",
            remedy: remedy ?? rule.remedy, location: location, related: related, manifest: path,
            application: application, functions: functions,
            subject: functions.first.map { "function \($0)" } ?? "service", fix: fix,
            fingerprint: fingerprint(rule.id.description + location.place.path.description + message))
    }

    /// FNV-1a, twice, as 32 hexadecimal digits.
    private static func fingerprint(_ text: String) -> String {
        [14_695_981_039_346_656_037, 1_099_511_628_211].map { (seed: UInt64) in
            let hash = text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
            let digits = String(hash, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

extension ScanReport.FunctionSummary {
    init(_ name: String, _ exposure: String, _ triggers: String...) {
        self.init(name: name, exposure: exposure, triggers: triggers)
    }
}
