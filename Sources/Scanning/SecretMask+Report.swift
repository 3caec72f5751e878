import AuditKit
import Findings
import SourceText

extension Violation {
    /// The same without the secrets in its words.
    func masked(by mask: SecretMask) -> Violation {
        var masked = self
        masked.message = mask.maskedProse(message)
        masked.gain = mask.maskedProse(gain)
        masked.remedy = remedy.map(mask.maskedProse)
        masked.subject = subject.map(mask.masked)
        masked.functions = functions?.map(mask.masked)
        masked.related = related.map { (place: $0.place, note: mask.maskedProse($0.note)) }
        masked.steps = steps.map { (place: $0.place, note: mask.maskedProse($0.note)) }
        return masked
    }
}

extension Fix {
    func masked(by mask: SecretMask) -> Fix? {
        guard !edits.contains(where: { mask.finds(in: $0.replacement) }) else { return nil }
        return Fix(title: mask.maskedProse(title), safety: safety, edits: edits, reveals: reveals, followUp: followUp)
    }
}

extension SourceIssue {
    /// The same without the secrets in its words.
    func masked(by mask: SecretMask) -> SourceIssue {
        SourceIssue(
            kind, mask.maskedProse(message), help: help.map(mask.maskedProse), at: place, isPartial: isPartial)
    }
}

extension Undecided {
    /// The same without the secrets in its words.
    func masked(by mask: SecretMask) -> Undecided {
        Undecided(
            ruleID: ruleID, reason: mask.maskedProse(reason), place: place, start: start, manifest: manifest,
            functions: functions.map(mask.masked))
    }
}

extension ScanReport.Suppressed {
    /// The same without the secrets in its reason.
    func masked(by mask: SecretMask) -> ScanReport.Suppressed {
        ScanReport.Suppressed(finding: finding, source: source, reason: mask.masked(reason))
    }
}

extension ScanReport.ApplicationSummary {
    /// The same without the secrets in its names and triggers.
    func masked(by mask: SecretMask) -> ScanReport.ApplicationSummary {
        ScanReport.ApplicationSummary(
            name: mask.masked(name), manifest: manifest, provider: mask.masked(provider), stage: stage.map(mask.masked),
            functions: functions.map { function in
                ScanReport.FunctionSummary(
                    name: mask.masked(function.name), exposure: function.exposure,
                    triggers: function.triggers.map(mask.masked), code: function.code)
            })
    }
}
