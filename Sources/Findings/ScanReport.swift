package import SourceText

/// The result of a scan: all that a surface needs to render it. Holds no secret.
package struct ScanReport: Sendable {
    /// One application that was read.
    package struct ApplicationSummary: Sendable, Hashable {
        /// The name.
        package let name: String
        /// The manifest.
        package let manifest: RelativePath
        /// The provider's name.
        package let provider: String
        /// The stage that was judged; `nil` when it is not known.
        package let stage: String?
        /// The functions in the manifest's order.
        package let functions: [FunctionSummary]

        /// Makes a summary.
        package init(
            name: String, manifest: RelativePath, provider: String, stage: String?, functions: [FunctionSummary]
        ) {
            self.name = name
            self.manifest = manifest
            self.provider = provider
            self.stage = stage
            self.functions = functions
        }
    }

    /// One function that was judged.
    package struct FunctionSummary: Sendable, Hashable {
        /// The name in the manifest.
        package let name: String
        /// `public`, `authenticated` or `internal`.
        package let exposure: String
        /// One line per trigger.
        package let triggers: [String]
        /// The code that runs behind it; `nil` when none was read.
        package var code: CodeSummary?

        /// Makes a summary.
        package init(name: String, exposure: String, triggers: [String], code: CodeSummary? = nil) {
            self.name = name
            self.exposure = exposure
            self.triggers = triggers
            self.code = code
        }
    }

    /// The code behind one function.
    package struct CodeSummary: Sendable, Hashable {
        /// A package that the code loads.
        package struct Package: Sendable, Hashable {
            /// Its name on its registry, or in the code where no list says it.
            package let name: String
            /// The version that is installed; `nil` where nothing says it.
            package let version: String?
            /// The versions that are asked for where none is pinned; `nil` where nothing says it.
            package let range: String?

            /// Makes a record.
            package init(name: String, version: String?, range: String?) {
                self.name = name
                self.version = version
                self.range = range
            }
        }

        /// The file with the handler.
        package let entry: RelativePath
        /// The files of the tree that run, sorted.
        package let files: [RelativePath]
        /// The packages it loads itself, sorted by name; those of the language left out.
        package let packages: [Package]
        /// The number of imports whose names are computed.
        package let computedImports: Int

        /// Makes a summary.
        package init(entry: RelativePath, files: [RelativePath], packages: [Package], computedImports: Int) {
            self.entry = entry
            self.files = files
            self.packages = packages
            self.computedImports = computedImports
        }
    }

    /// How much of the code beside the manifests is the functions'.
    package struct CodeCoverage: Sendable, Hashable {
        /// The number of files that run behind functions, all of which were judged.
        package let judged: Int
        /// The number of files that no handler reaches, none of which was.
        package let notDeployed: Int

        /// Makes a record.
        package init(judged: Int, notDeployed: Int) {
            self.judged = judged
            self.notDeployed = notDeployed
        }
    }

    /// A finding that was silenced, and by what.
    package struct Suppressed: Sendable, Hashable {
        /// What silenced it.
        package enum Source: String, Sendable, Hashable, CaseIterable { case comment, configuration, vex, baseline, diff }

        /// The finding.
        package let finding: Finding
        /// What silenced it.
        package let source: Source
        /// The reason that was given; empty when none was.
        package let reason: String

        /// Makes a record.
        package init(finding: Finding, source: Source, reason: String) {
            self.finding = finding
            self.source = source
            self.reason = reason
        }
    }

    /// The tool's version.
    package var toolVersion: String
    /// The day the scan judged as today, `YYYY-MM-DD`.
    package var date: String
    /// What was read, sorted by manifest.
    package var applications: [ApplicationSummary]
    /// What is wrong, sorted.
    package var findings: [Finding]
    /// What was silenced, sorted.
    package var suppressed: [Suppressed]
    /// What could not be decided, sorted by place.
    package var undecided: [Undecided]
    /// What could not be read, with lines, sorted.
    package var issues: [LocatedIssue]
    /// The rules that ran, sorted by id.
    package var rules: [RuleMetadata]
    /// How much code was judged; `nil` when no rule looked at any.
    package var code: CodeCoverage?
    /// The day of the newest advisory that packages were held against; `nil` when there were no packages.
    package var advisories: CalendarDate?
    /// Cards, graphs and more of the source; `nil` unless the scan was asked for them.
    package var details: ScanDetails?

    /// Makes a report without details.
    package init(
        toolVersion: String, date: String, applications: [ApplicationSummary], findings: [Finding],
        suppressed: [Suppressed], undecided: [Undecided], issues: [LocatedIssue], rules: [RuleMetadata]
    ) {
        self.toolVersion = toolVersion
        self.date = date
        self.applications = applications
        self.findings = findings
        self.suppressed = suppressed
        self.undecided = undecided
        self.issues = issues
        self.rules = rules
    }

    /// Whether something was left unread.
    package var isPartial: Bool { issues.contains { $0.issue.isPartial } }
}

/// An issue with the line people can go to.
package struct LocatedIssue: Sendable, Hashable {
    /// The issue.
    package let issue: SourceIssue
    /// Where it starts; line 1, column 1 when the file could not be read.
    package let start: SourcePosition

    /// Makes a located issue.
    package init(issue: SourceIssue, start: SourcePosition) {
        self.issue = issue
        self.start = start
    }
}
