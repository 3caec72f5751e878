package import AdvisoryMatching
package import AuditKit
package import Findings
package import ManifestReading
package import SourceText

/// What a scan is asked to do.
package struct ScanOptions: Sendable {
    /// Where to look for manifests, below the root.
    package var paths: [RelativePath]
    /// What is known about the deployment.
    package var reading: ReadingOptions
    /// The day that counts as today.
    package var today: CalendarDate
    /// The rules to run.
    package var rules: [any Rule.Type]
    /// Rules that run for the secrets they recognise alone: no excerpt may show these, whatever rules were chosen.
    package var maskingRules: [any Rule.Type]
    /// The rules that exist but do not run.
    package var rulesNotRun: [RuleID]
    /// Severities that replace the rules' own.
    package var severities: [RuleID: Severity]
    /// Files and directories that are not searched.
    package var excluded: [GlobPattern]
    /// The configuration's `ignore` entries.
    package var ignores: [FindingFilter.Ignore]
    /// What VEX documents say of flaws.
    package var statements: [VEXStatement] = []
    /// The files in which entries and statements stand, so that it can be said of one that it silences nothing.
    package var judgementFiles: [SourceFile] = []
    /// Fingerprints of accepted findings.
    package var baseline: Set<String>
    /// The tags that the project gives its functions.
    package var tags: [ProjectTag]
    /// The tree to compare with: findings that stand there already are not reported.
    package var previous: (any FileSource)?
    /// Whether findings come with the edits that repair them; without, a scan of thousands of findings is shorter.
    package var offersFixes: Bool
    /// Whether the functions' code is read although no rule looks at it.
    package var readsCode = false
    /// Whether the lists of packages are read though no rule asks for them, so that code has the versions of what it loads.
    package var readsPackages = false
    /// Whether code that could not be read is known to need no permission.
    package var assumesCompleteCode = false
    /// Where advisories on packages are looked up.
    package var advisories: any AdvisorySource = AdvisorySnapshot.bundled
    /// The tool's version, for the report.
    package var toolVersion: String
    /// Asks for cards, graphs and more of the source, and says which text looks like a secret under a name; `nil` asks
    /// for none.
    package var detailing: (@Sendable (_ text: String, _ name: String) -> Bool)?

    /// Makes options that scan the whole root with some rules.
    package init(rules: [any Rule.Type], today: CalendarDate, toolVersion: String) {
        self.rules = rules
        self.today = today
        self.toolVersion = toolVersion
        maskingRules = []
        paths = [.root]
        reading = ReadingOptions()
        rulesNotRun = []
        severities = [:]
        excluded = []
        ignores = []
        baseline = []
        tags = []
        offersFixes = true
    }
}
