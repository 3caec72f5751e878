import ArgumentParser
import AuditKit
import CommandDoors
import Findings
import Reporting
import Rules
import Scanning
import SourceText

/// `ringfence fix`.
struct FixCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fix",
        abstract: "Repair what can be repaired in manifests and code, and prove it by a scan.",
        discussion: """
            Each repair keeps comments, order and formatting. It is made in memory first, and written only when a scan \
            of the result finds that the finding is gone and nothing new has come. Suppressed and accepted findings are \
            left alone. Repairs that a person must look at are made with --unsafe only. Files that git does not have as \
            they are stay untouched unless --allow-dirty is given.

            EXAMPLES
              ringfence fix --dry-run
              ringfence fix services/orders
              ringfence fix --rule 'observability/*'
              ringfence fix --rule 'least-privilege/*' --dry-run
              ringfence fix --unsafe --skip-rule deprecated-runtime
              ringfence fix --dry-run | git apply
            """)

    @Argument(help: ArgumentHelp("Directories or manifests.", valueName: "path"), completion: .file())
    var paths: [String] = []

    @Flag(name: .long, help: "Print the changes as a unified diff and write nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Make repairs too that a person must look at.")
    var unsafe = false

    @Flag(
        name: .long,
        help: "Take calls that could not be told to need no permission, so that what is granted beside the others goes.")
    var assumeComplete = false

    @Flag(name: .long, help: "Change files that git does not have as they are, or without git.")
    var allowDirty = false

    @OptionGroup(title: "Project")
    var project: ProjectOptions

    @Option(
        name: .long, help: ArgumentHelp("Repair only findings of rules that match; globs work; may be repeated.", valueName: "rule"),
        completion: .list(Completions.rules))
    var rule: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("Leave findings of rules that match; may be repeated.", valueName: "rule"),
        completion: .list(Completions.rules))
    var skipRule: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Exit with 1 when a finding that is left has at least this severity: low, medium, high, critical or never. (default: low)",
            valueName: "severity"), completion: .list(Completions.thresholds))
    var failOn: String?

    @Option(
        name: .long, help: ArgumentHelp("A glob of paths that are not searched; may be repeated.", valueName: "glob"))
    var exclude: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Leave the findings of this file, below the root. (default: .ringfence-baseline.json when it exists)",
            valueName: "file"), completion: .file(extensions: ["json"]))
    var baseline: String?

    @Flag(name: .long, help: "Accept nothing: repair what the baseline accepts as well.")
    var noBaseline = false

    @Flag(name: [.short, .long], help: "Print the counts only.")
    var quiet = false

    @Flag(name: [.short, .long], help: "Say of every finding that is left why it is.")
    var verbose = false

    @Option(
        name: .long, help: ArgumentHelp("auto, always or never; NO_COLOR counts too.", valueName: "when"),
        completion: .list(["auto", "always", "never"]))
    var color: String = "auto"

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        let root = try ScanRoot(
            paths: paths.isEmpty ? ["."] : paths, root: project.root, workingDirectory: surroundings.workingDirectory)
        let configuration = try project.configuration(in: root)
        let threshold = try FailureThreshold(failOn: failOn, configuration)
        let reporter = try reporter(root, surroundings)
        let report = try await plan(root, configuration, surroundings)
        if dryRun {
            show(report, reporter, surroundings)
        } else {
            if !allowDirty { try await GitStatus.requireCommitted(report.changes.map(\.path), below: root.files.root) }
            try write(report, root)
            surroundings.write(reporter.summary(report))
        }
        if report.after.isPartial { throw ExitStatus.partial }
        if threshold.isReached(by: report.left.map(\.finding)) { throw ExitStatus.findings }
    }
}

extension FixCommand {
    private func plan(
        _ root: ScanRoot, _ configuration: ScanConfiguration, _ surroundings: Surroundings
    ) async throws -> FixReport {
        let asked = try selection(only: rule, skipped: skipRule, configuration)
        let files = root.files
        let request = FixPlanner.Request(rules: Set(asked.rules.map { $0.metadata.id }), allowsUnsafe: unsafe) { path in
            files.isDirect(path) ? nil : "`\(path)` is reached through a symbolic link"
        }
        let options = try options(asked, configuration, root, surroundings)
        let progress = ProgressLine(surroundings, isWanted: !quiet)
        progress.start()
        let planner = FixPlanner(files: files, options: options, request: request)
        let report = await planner.report { progress.show($0, of: $1) }
        progress.clear()
        guard !report.after.applications.isEmpty || !report.after.issues.isEmpty else {
            throw CommandFailure(
                .nothingToScan, "no serverless application was found", help: "name a manifest or a directory that holds one")
        }
        return report
    }

    /// All rules judge the result, those too whose findings are not to be repaired.
    private func options(
        _ asked: RuleSelection, _ configuration: ScanConfiguration, _ root: ScanRoot, _ surroundings: Surroundings
    ) throws -> ScanOptions {
        let all = try selection(only: [], skipped: [], configuration)
        let known = Set(all.rules.map { $0.metadata.id })
        let rules = all.rules + asked.rules.filter { !known.contains($0.metadata.id) }
        let running = Set(rules.map { $0.metadata.id })
        var options = ScanOptions(
            rules: rules, today: try project.date(in: surroundings), toolVersion: ToolVersion.current)
        options.maskingRules = RuleRegistry.all.filter { $0.metadata.practice == .secrets }
        options.severities = all.severities
        options.rulesNotRun = all.notRun.filter { !running.contains($0) }
        options.reading = try project.reading(configuration, in: surroundings)
        options.paths = root.paths
        options.excluded = configuration.excluded + exclude.map(GlobPattern.init)
        options.ignores = configuration.ignores
        let documents = try VEXFiles(named: [], configuration, in: root)
        options.statements = documents.statements
        options.judgementFiles = (configuration.file.map { [$0] } ?? []) + documents.files
        options.tags = configuration.tags
        options.advisories = try AdvisoryStoreFile.source(in: surroundings)
        options.assumesCompleteCode = assumeComplete
        options.baseline = try BaselineFile.accepted(baseline, in: root.files, isIgnored: noBaseline)
        return options
    }

    private func selection(
        only: [String], skipped: [String], _ configuration: ScanConfiguration
    ) throws -> RuleSelection {
        let audience = try RuleSelection.audience(nil, configuration)
        return try RuleSelection(only: only, skipped: skipped, audience: audience, configuration: configuration)
    }

    private func reporter(_ root: ScanRoot, _ surroundings: Surroundings) throws -> FixReporter {
        let output = try OutputOptions.asked(color: color, quiet: quiet, verbose: verbose)
        let isTerminal = surroundings.isOutputTerminal
        return FixReporter(
            style: output.style(paths: root.names, isTerminal: isTerminal, surroundings), isDryRun: dryRun)
    }

    /// The diff alone goes to standard output, so that it can be piped into what applies it.
    private func show(_ report: FixReport, _ reporter: FixReporter, _ surroundings: Surroundings) {
        surroundings.write(surroundings.isOutputTerminal ? reporter.colouredPatch(report) : reporter.patch(report))
        surroundings.writeError(reporter.summary(report))
    }

    private func write(_ report: FixReport, _ root: ScanRoot) throws {
        var written = 0
        for change in report.changes {
            do throws(DiskFileSource.ReplacementError) {
                try root.files.replace(change.path, change.before, with: change.after)
                written += 1
            } catch {
                throw failure(error, at: root.names.name(of: change.path), written, of: report.changes.count)
            }
        }
    }

    private func failure(
        _ error: DiskFileSource.ReplacementError, at name: String, _ written: Int, of count: Int
    ) -> CommandFailure {
        let reason =
            switch error {
            case .changed: "somebody changed it while its repairs were planned"
            case .notDirect: "it is no regular file below the root any more"
            case .refused(let reason): reason
            }
        let others = written == 0 ? "no file was changed" : "\(written) of \(count) files were changed before it"
        return CommandFailure(
            .partial, "`\(name)` was not changed: \(reason); \(others)",
            help: "run the command again: what is done already is not done twice")
    }
}
