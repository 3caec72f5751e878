import AuditKit
import Findings
import SourceText

/// Turns what rules said into findings: lines and columns, masked excerpts, fingerprints.
struct FindingBuilder {
    /// The files that were read, by path.
    let sources: [RelativePath: SourceFile]
    /// What must not be shown.
    let secrets: KnownSecrets

    /// The longest excerpt in Unicode scalars; longer lines are cut around the place.
    private static let excerptLimit = 160
    /// How many bytes beside a place can end up in an excerpt: more than the limit, for scalars of several bytes.
    private static let window = 4 * excerptLimit + 16

    /// The application that a violation was found in.
    struct Owner: Sendable {
        let name: String
        let manifest: RelativePath
    }

    /// Makes a builder; nothing it makes holds one of the secrets.
    init(sources: [RelativePath: SourceFile], secrets: KnownSecrets = KnownSecrets()) {
        self.sources = sources
        self.secrets = secrets
    }

    /// The findings, each with its fix; `fixes` has one entry for each violation or none at all.
    func findings(
        of violations: [(owner: Owner, violation: Audit.AttributedViolation)], severities: [RuleID: Severity],
        fixes: [Fix?] = []
    ) -> [Finding] {
        var counts: [String: Int] = [:]
        return violations.enumerated().map { index, owned in
            let said = owned.violation
            let fix = fixes.indices.contains(index) ? fixes[index] : nil
            let owner = Owner(name: secrets.mask.masked(owned.owner.name), manifest: owned.owner.manifest)
            let attributed = Audit.AttributedViolation(
                metadata: said.metadata, violation: said.violation.masked(by: secrets.mask))
            let identity = fingerprint(attributed, of: owner, occurrence: 0)
            let occurrence = counts[identity, default: 0]
            counts[identity] = occurrence + 1
            return finding(
                attributed, of: owner, severity: severities[attributed.metadata.id], fix: fix,
                fingerprint: occurrence == 0 ? identity : fingerprint(attributed, of: owner, occurrence: occurrence))
        }
    }

    func issues(_ issues: [SourceIssue]) -> [LocatedIssue] {
        Set(issues).map { issue in
            let start = sources[issue.place.path]?.position(at: issue.place.span.lowerBound)
            return LocatedIssue(issue: issue.masked(by: secrets.mask), start: start ?? SourcePosition(line: 1, column: 1, utf16Column: 1))
        }.sorted { left, right in
            (left.issue.place, left.issue.message, left.issue.kind.rawValue, left.issue.help ?? "")
                < (right.issue.place, right.issue.message, right.issue.kind.rawValue, right.issue.help ?? "")
        }
    }

    private func finding(
        _ attributed: Audit.AttributedViolation, of owner: Owner, severity: Severity?, fix: Fix?,
        fingerprint: String
    ) -> Finding {
        let violation = attributed.violation
        let metadata = attributed.metadata
        return Finding(
            ruleID: metadata.id, practice: metadata.practice,
            severity: severity ?? violation.severity ?? metadata.severity,
            confidence: violation.confidence ?? metadata.confidence, message: violation.message, gain: violation.gain,
            remedy: RemedyWording(sources[violation.place.path]).worded(violation.remedy ?? metadata.remedy),
            location: location(violation.place),
            related: violation.related.map { RelatedLocation(location: location($0.place), note: $0.note) },
            steps: violation.steps.map { RelatedLocation(location: location($0.place), note: $0.note) },
            manifest: owner.manifest, application: owner.name, functions: violation.functions ?? [],
            subject: violation.subject ?? "", concerns: violation.concerns, fix: fix, fingerprint: fingerprint)
    }

    private func location(_ place: SourcePlace) -> Location {
        guard let file = sources[place.path] else {
            let start = SourcePosition(line: 1, column: 1, utf16Column: 1)
            return Location(place: place, start: start, end: start, excerpt: Excerpt(text: "", highlight: 0..<0))
        }
        return Location(
            place: place, start: file.position(at: place.span.lowerBound),
            end: file.position(at: place.span.upperBound),
            excerpt: excerpt(of: place.span, in: file))
    }

    private func excerpt(of span: ByteSpan, in file: SourceFile) -> Excerpt {
        excerpt(ofLine: file.position(at: span.lowerBound).line, pointingAt: span, omitting: [], in: file)
    }

    /// A line, 1-based, with what lies of a span on it marked, without secrets; of what is `omitting`, which is sorted,
    /// an ellipsis stays.
    func excerpt(
        ofLine number: Int, pointingAt span: ByteSpan, omitting omissions: [ByteSpan], in file: SourceFile
    ) -> Excerpt {
        guard let line = file.span(ofLine: number) else { return Excerpt(text: "", highlight: 0..<0) }
        let lower = min(max(span.lowerBound, line.lowerBound), line.upperBound)
        let upper = min(max(span.upperBound, lower), line.upperBound)
        // A file may be one line of megabytes with a finding at every step, so only what can be shown is looked at.
        let first = boundary(max(line.lowerBound, lower - FindingBuilder.window), in: file)
        let middle = boundary(min(upper, lower + FindingBuilder.window), in: file)
        let last = boundary(min(line.upperBound, upper + FindingBuilder.window), in: file)
        let hidden = secrets.spans(within: ByteSpan(first, last), ofLine: line, in: file)
        let texts = [(first, lower), (lower, middle), (upper, last)].map { start, end in
            masked(ByteSpan(start, max(start, end)), hidden, omitting: omissions, in: file)
        }
        return cut(before: texts[0], inside: texts[1], after: texts[2])
    }

    /// The offset itself, or that of the next scalar when it lies within one.
    private func boundary(_ offset: Int, in file: SourceFile) -> Int {
        var offset = offset
        while offset < file.bytes.count, file.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        return offset
    }

    private func cut(before: String, inside: String, after: String) -> Excerpt {
        let room = FindingBuilder.excerptLimit
        let inside = FindingBuilder.shortened(inside, to: room)
        var before = before
        if before.unicodeScalars.count + inside.unicodeScalars.count > room {
            let kept = before.unicodeScalars.suffix(max(0, room - inside.unicodeScalars.count - 1))
            before = "…" + String(String.UnicodeScalarView(kept))
        }
        let start = before.unicodeScalars.count
        let end = start + inside.unicodeScalars.count
        return Excerpt(
            text: before + inside + FindingBuilder.shortened(after, to: max(0, room - end)), highlight: start..<end)
    }

    private static func shortened(_ text: String, to limit: Int) -> String {
        guard text.unicodeScalars.count > limit else { return text }
        return limit > 0 ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit - 1))) + "…" : ""
    }

    /// The text of a stretch without the secrets in it.
    func masked(_ span: ByteSpan, in file: SourceFile) -> String {
        masked(span, secrets.spans(within: span, in: file), in: file)
    }

    private func masked(
        _ span: ByteSpan, _ hidden: [ByteSpan], omitting omissions: [ByteSpan], in file: SourceFile
    ) -> String {
        var text = ""
        var offset = span.lowerBound
        for omitted in omissions where omitted.upperBound > offset && omitted.lowerBound < span.upperBound {
            // A secret says that it is one; what only might be one is left out.
            guard !hidden.contains(where: { $0.overlaps(omitted) }) else { continue }
            if omitted.lowerBound > offset { text += masked(ByteSpan(offset, omitted.lowerBound), hidden, in: file) }
            text += "…"
            offset = min(omitted.upperBound, span.upperBound)
        }
        return offset < span.upperBound ? text + masked(ByteSpan(offset, span.upperBound), hidden, in: file) : text
    }

    private func masked(_ span: ByteSpan, _ hidden: [ByteSpan], in file: SourceFile) -> String {
        var text = ""
        var offset = span.lowerBound
        for secret in hidden where secret.upperBound > offset && secret.lowerBound < span.upperBound {
            // A secret that goes on in the next line is masked once.
            guard offset < span.upperBound else { break }
            if secret.lowerBound > offset { text += file.text(in: ByteSpan(offset, secret.lowerBound)) }
            text += SecretMask.symbol
            offset = min(secret.upperBound, span.upperBound)
        }
        return offset < span.upperBound ? text + file.text(in: ByteSpan(offset, span.upperBound)) : text
    }

    /// The parts that make a problem what it is; no line, no offset, and no text of a secret.
    private func fingerprint(
        _ attributed: Audit.AttributedViolation, of owner: Owner, occurrence: Int
    ) -> String {
        let violation = attributed.violation
        var fingerprint = Fingerprint()
        fingerprint.combine(attributed.metadata.id.description)
        fingerprint.combine(owner.manifest.description)
        fingerprint.combine(violation.subject ?? "")
        fingerprint.combine(violation.place.path.description)
        fingerprint.combine(violation.secrets.isEmpty ? text(of: violation.place) : violation.message)
        fingerprint.combine(String(occurrence))
        return fingerprint.hexadecimal
    }

    private func text(of place: SourcePlace) -> String {
        guard let file = sources[place.path] else { return "" }
        return masked(place.span, secrets.spans(within: place.span, in: file), in: file).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
