import ArgumentParser
import AuditKit
import CommandDoors
import Findings
import ManifestReading
import Reporting
import Rules
import Scanning
import SourceText

/// `ringfence scan`.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Report which function breaks which practice, where, why and what to do.",
        discussion: """
            EXAMPLES
              ringfence scan
              ringfence scan services/orders services/users
              ringfence scan --stage prod --param tableName=orders
              ringfence scan --rule 'least-privilege/*' --skip-rule shared-role
              ringfence scan --diff origin/main --fail-on medium
              ringfence scan --write-baseline
              ringfence scan --vex vendor.openvex.json
              ringfence scan -f terminal -o - -f sarif -o ringfence.sarif
              ringfence scan -o report.html
              ringfence scan -f markdown -o comment.md
              cat serverless.yml | ringfence scan -
            """)

    @Argument(
        help: ArgumentHelp("Directories or manifests; - reads a manifest from standard input.", valueName: "path"),
        completion: .file())
    var paths: [String] = []

    @OptionGroup(title: "Project")
    var project: ProjectOptions

    @OptionGroup(title: "Report")
    var output: OutputOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Exit with 1 when a finding has at least this severity: low, medium, high, critical or never. (default: low)",
            valueName: "severity"), completion: .list(Completions.thresholds))
    var failOn: String?

    @Option(
        name: .long, help: ArgumentHelp("Run only rules that match; globs work; may be repeated.", valueName: "rule"),
        completion: .list(Completions.rules))
    var rule: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("Skip rules that match; may be repeated.", valueName: "rule"),
        completion: .list(Completions.rules))
    var skipRule: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Who reads the report: regular, pedantic or auditor. (default: regular)", valueName: "who"),
        completion: .list(["regular", "pedantic", "auditor"]))
    var audience: String?

    @Option(
        name: .long, help: ArgumentHelp("A glob of paths that are not searched; may be repeated.", valueName: "glob"))
    var exclude: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Accept the findings of this file, below the root. (default: .ringfence-baseline.json when it exists)",
            valueName: "file"), completion: .file(extensions: ["json"]))
    var baseline: String?

    @Flag(name: .long, help: "Accept nothing.")
    var noBaseline = false

    @Flag(name: .long, help: "Write the findings into the baseline and exit with 0.")
    var writeBaseline = false

    @Option(
        name: .long,
        help: ArgumentHelp("Report only what this git revision does not have already.", valueName: "revision"))
    var diff: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Silence what this OpenVEX or CycloneDX document, below the root, says is not affected or fixed; may be repeated.",
            valueName: "file"), completion: .file(extensions: ["json"]))
    var vex: [String] = []

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        if paths.contains("-") {
            try await scanInput(surroundings)
        } else {
            try await scanTree(surroundings)
        }
    }

    private func scanTree(_ surroundings: Surroundings) async throws {
        let root = try ScanRoot(
            paths: paths.isEmpty ? ["."] : paths, root: project.root, workingDirectory: surroundings.workingDirectory)
        let configuration = try project.configuration(in: root)
        var options = try options(configuration, in: surroundings)
        options.paths = root.paths
        options.baseline = try BaselineFile.accepted(baseline, in: root.files, isIgnored: noBaseline || writeBaseline)
        let documents = try VEXFiles(named: vex, configuration, in: root)
        options.statements = documents.statements
        options.judgementFiles += documents.files
        if let diff { options.previous = try await GitRevision.files(at: diff, in: root.files.root) }
        let report = try await report(root.files, options, surroundings)
        if writeBaseline { return try accept(report, root, surroundings) }
        try finish(report, configuration, paths: root.names, surroundings)
    }

    private func scanInput(_ surroundings: Surroundings) async throws {
        guard paths == ["-"], diff == nil, !writeBaseline, vex.isEmpty else {
            throw CommandFailure(
                .usage, "`-` cannot be combined with paths, --diff, --vex or --write-baseline",
                help: "scan standard input on its own")
        }
        let bytes = surroundings.readInput(StandardInput.byteLimit)
        guard bytes.count <= StandardInput.byteLimit else {
            throw CommandFailure(.partial, "standard input is longer than \(StandardInput.byteLimit) bytes")
        }
        let path = StandardInput.path(for: bytes)
        let files = InMemoryFileSource(bytes: [path: bytes])
        let options = try options(ScanConfiguration(), in: surroundings)
        try finish(
            try await report(files, options, surroundings), ScanConfiguration(), paths: PathNames(), surroundings)
    }

    private func options(_ configuration: ScanConfiguration, in surroundings: Surroundings) throws -> ScanOptions {
        let selection = try RuleSelection(
            only: rule, skipped: skipRule, audience: try RuleSelection.audience(audience, configuration),
            configuration: configuration)
        var options = ScanOptions(
            rules: selection.rules, today: try project.date(in: surroundings), toolVersion: ToolVersion.current)
        options.maskingRules = RuleRegistry.all.filter { $0.metadata.practice == .secrets }
        options.severities = selection.severities
        options.rulesNotRun = selection.notRun
        options.reading = try project.reading(configuration, in: surroundings)
        options.excluded = configuration.excluded + exclude.map(GlobPattern.init)
        options.ignores = configuration.ignores
        options.judgementFiles = configuration.file.map { [$0] } ?? []
        options.tags = configuration.tags
        options.advisories = try AdvisoryStoreFile.source(in: surroundings)
        _ = try threshold(configuration)
        if try output.destinations().contains(where: \.format.showsDetails) {
            options.detailing = { SecretRecognition.isSecret($0, named: $1, surely: false) }
        }
        options.offersFixes = try output.showsFixes()
        return options
    }

    private func report(
        _ files: any FileSource, _ options: ScanOptions, _ surroundings: Surroundings
    ) async throws -> ScanReport {
        let progress = ProgressLine(surroundings, isWanted: !output.quiet)
        progress.start()
        let report = await Scan(files: files, options: options).report { progress.show($0, of: $1) }
        progress.clear()
        guard !report.applications.isEmpty || !report.issues.isEmpty else {
            throw CommandFailure(
                .nothingToScan, "no serverless application was found",
                help:
                    "ringfence looks for serverless.yml and for templates of CloudFormation and SAM; name a manifest to scan it"
            )
        }
        return report
    }

    private func accept(_ report: ScanReport, _ root: ScanRoot, _ surroundings: Surroundings) throws {
        guard !report.isPartial else {
            for issue in report.issues where issue.issue.isPartial {
                surroundings.complain(
                    "\(root.names.name(of: issue.issue.place.path)):\(issue.start.line): \(issue.issue.message)")
            }
            throw CommandFailure(
                .partial, "the scan is partial, so no baseline was written", help: "repair what could not be read first"
            )
        }
        // Nothing silences what is said about suppressions, a baseline neither.
        let aboutSuppressions = Set(
            RuleRegistry.all.filter { $0.isAboutSuppressions }.map { $0.metadata.id })
        let accepted = report.findings.filter { !aboutSuppressions.contains($0.ruleID) }
        let path = try BaselineFile.write(Baseline(accepting: accepted), to: baseline, below: root.files.root)
        let count = accepted.count == 1 ? "1 finding" : "\(accepted.count) findings"
        surroundings.write("accepted \(count) in \(root.names.name(of: path).visible)\n")
        let left = report.findings.count - accepted.count
        if left > 0 { surroundings.write("not accepted: \(left) about suppressions; repair these\n") }
    }

    private func finish(
        _ report: ScanReport, _ configuration: ScanConfiguration, paths: PathNames, _ surroundings: Surroundings
    ) throws {
        try output.write(report, paths: paths, in: surroundings)
        if report.isPartial { throw ExitStatus.partial }
        if try threshold(configuration).isReached(by: report) { throw ExitStatus.findings }
    }

    private func threshold(_ configuration: ScanConfiguration) throws -> FailureThreshold {
        try FailureThreshold(failOn: failOn, configuration)
    }
}

/// A manifest that arrives through standard input.
enum StandardInput {
    /// The longest input that is taken, in bytes.
    static let byteLimit = 16 << 20

    /// The name the input is read under: JSON when it starts like an object, a template when it names resources and no
    /// service.
    static func path(for bytes: [UInt8]) -> String {
        let first = bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        let isJSON = first == UInt8(ascii: "{")
        let text = String(decoding: bytes, as: UTF8.self)
        let isService = text.hasPrefix("service:") || text.contains("\nservice:") || text.contains("\"service\"")
        let name = !isService && text.contains("Resources") && text.contains("::") ? "template" : "serverless"
        return name + (isJSON ? ".json" : ".yml")
    }
}
