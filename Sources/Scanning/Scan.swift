import ApplicationModel
import AuditKit
import CodeAnalysis
import DependencyReach
package import Findings
package import ManifestReading
import ManifestSyntax
package import SourceText

/// The spine: discover, read, analyse, audit, filter, report. Everything a surface shows comes from here.
package struct Scan: Sendable {
    let files: any FileSource
    let options: ScanOptions
    private let readers: [any ManifestReader]

    /// Prepares a scan of a tree.
    package init(files: any FileSource, options: ScanOptions, readers: [any ManifestReader] = Scan.standardReaders) {
        self.files = files
        self.options = options
        self.readers = readers
    }

    /// Scans the tree; `progress` is told how many manifests of how many were read.
    package func report(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async -> ScanReport {
        await result(progress: progress).report
    }

    /// Scans the tree and keeps what a repair of it needs to know.
    func result(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async -> ScanResult {
        let model = await model(progress: progress)
        let outcomes = await outcomes(on: model)
        let builder = FindingBuilder(sources: sources(of: model), secrets: secrets(in: outcomes, model))
        var maker = FixMaker(model)
        let audited = audit(outcomes, model, builder, &maker)
        var filter = filter(over: model)
        filter.previous = await previousFingerprints()
        let outcome = filter.outcome(of: audited.findings)
        let stale = findings(onSuppressionsOf: filter, outcome, model, builder, &maker)
        var report = report(model, audited, outcome, stale.findings, builder)
        if let looksSecret = options.detailing {
            report.details = details(of: model, report.findings, builder, looksSecret: looksSecret)
        }
        return ScanResult(
            report: report, refusals: audited.refusals.merging(stale.refusals) { first, _ in first },
            sources: model.sources, secrets: builder.secrets)
    }

    /// The model of every application in the tree, without any judgement.
    package func model(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async -> ScanModel {
        let discovery = Discovery(files: files, readers: readers, excluded: options.excluded)
        let found = discovery.manifests(at: options.paths)
        let readings = await readings(of: found, progress: progress)
        var model = ScanModel(readings: readings, issues: found.issues)
        if asksForCode { model.add(await code(of: model.applications), among: found.code) }
        if asksForPackages { await addPackages(to: &model) }
        return model
    }

    /// Whether a rule or a command looks at code: else none is read.
    private var asksForCode: Bool { options.readsCode || (options.rules + options.maskingRules).contains { $0.readsCode } }

    private var asksForPackages: Bool { options.readsPackages || options.rules.contains { $0.readsPackages } }

    private func code(of applications: [Application]) async -> [ApplicationCode] {
        let analyser = CodeAnalyser(CodeFiles(files))
        return await withTaskGroup(of: (Int, ApplicationCode).self) { group in
            for (index, application) in applications.enumerated() {
                group.addTask { (index, await analyser.code(of: application)) }
            }
            var codes = [ApplicationCode?](repeating: nil, count: applications.count)
            for await (index, code) in group { codes[index] = code }
            return codes.compactMap(\.self)
        }
    }

    private func readings(
        of found: Discovery.Result, progress: @escaping @Sendable (Int, Int) -> Void
    ) async -> [ReadManifest] {
        let manifests = (found.manifests + found.guesses).sorted()
        let guesses = Set(found.guesses)
        return await withTaskGroup(of: (Int, ReadManifest).self) { group in
            for (index, manifest) in manifests.enumerated() {
                let isGuess = guesses.contains(manifest)
                group.addTask { (index, read(manifest, isGuess: isGuess)) }
            }
            var readings = [ReadManifest?](repeating: nil, count: manifests.count)
            var count = 0
            for await (index, reading) in group {
                readings[index] = reading
                count += 1
                progress(count, manifests.count)
            }
            return readings.compactMap { $0 }
        }
    }

    private func read(_ manifest: RelativePath, isGuess: Bool) -> ReadManifest {
        var loader = ManifestLoader(files)
        if isGuess, !(looksReadable(manifest) && isReadable(manifest, &loader)) {
            return ReadManifest(manifest: manifest, result: ReadingResult(), loader: ManifestLoader(files))
        }
        let result = reader(for: manifest, &loader)?.read(manifest, loader: &loader, options: options.reading)
        return ReadManifest(manifest: manifest, result: result ?? ReadingResult(), loader: loader)
    }

    /// Whether the bytes of a file look like a manifest's, so that it is worth parsing.
    private func looksReadable(_ manifest: RelativePath) -> Bool {
        guard files.kind(of: manifest) == .file,
            let contents = try? files.contents(of: manifest, limit: ManifestLoader.standardMaxFileBytes)
        else { return false }
        return readers.contains { $0.mayBeManifest(manifest) && $0.mayBeManifest(contents) }
    }

    /// Whether what a file's text suggests is so; what breaks before it can be told counts as a manifest.
    private func isReadable(_ manifest: RelativePath, _ loader: inout ManifestLoader) -> Bool {
        guard case .success(.manifest(let document)) = loader.look(manifest), let root = document.roots.first else {
            return false
        }
        return readers.contains { $0.canRead(root) }
    }

    /// The reader that knows the file's name, else the one that knows its content, else the first, whose complaints then
    /// say what is wrong with the file.
    private func reader(for manifest: RelativePath, _ loader: inout ManifestLoader) -> (any ManifestReader)? {
        if let reader = readers.first(where: { $0.canRead(manifest) }) { return reader }
        guard case .success(.manifest(let document)) = loader.look(manifest), let root = document.roots.first else {
            return readers.first
        }
        return readers.first { $0.canRead(root) } ?? readers.first { $0.mayBeManifest(manifest) } ?? readers.first
    }

    /// Every text that the scan's rules hold for a secret, and what was read from the host's environment; no surface may
    /// show it.
    package func secrets(in model: ScanModel) async -> KnownSecrets {
        secrets(in: await outcomes(on: model), model)
    }

    private struct OwnedOutcome: Sendable {
        let owner: FindingBuilder.Owner
        let outcome: Audit.Outcome
    }

    private func secrets(in outcomes: [OwnedOutcome], _ model: ScanModel) -> KnownSecrets {
        KnownSecrets(
            outcomes.flatMap(\.outcome.violations).map(\.violation.secrets), in: model,
            besides: Array(options.reading.allowedEnvironment.values))
    }

    private var reportedRules: Set<RuleID> { Set(options.rules.map { $0.metadata.id }) }

    /// How many parts the rules are asked in, so that one large application keeps several cores busy to the end; many
    /// applications do so by themselves.
    private static func auditParts(for applications: Int) -> Int { applications < 8 ? 64 : 1 }

    /// What the rules say about each application, in the model's order.
    private func outcomes(on model: ScanModel) async -> [OwnedOutcome] {
        let audits = audits(in: Self.auditParts(for: model.applications.count))
        let contexts = await contexts(of: model)
        let partial = await withTaskGroup(of: (Int, Audit.Outcome).self) { group in
            for (index, context) in contexts.enumerated() {
                for (part, audit) in audits.enumerated() {
                    group.addTask { (index * audits.count + part, audit.outcome(on: context)) }
                }
            }
            var outcomes = [Audit.Outcome](repeating: Audit.Outcome(), count: model.applications.count * audits.count)
            for await (index, outcome) in group { outcomes[index] = outcome }
            return outcomes
        }
        return model.applications.enumerated().map { index, application in
            var whole = Audit.Outcome()
            for outcome in partial[(index * audits.count)..<((index + 1) * audits.count)] {
                whole.violations += outcome.violations
                whole.undecided += outcome.undecided
            }
            if model.code.indices.contains(index) { whole = whole.written(model.code[index]) }
            if let advice = AssemblyAdvice(application) { whole.violations = whole.violations.map(advice.applied) }
            let owner = FindingBuilder.Owner(name: application.name, manifest: application.manifest)
            return OwnedOutcome(owner: owner, outcome: whole)
        }
    }

    /// What the rules may look at in each application, in the model's order.
    private func contexts(of model: ScanModel) async -> [AuditContext] {
        await withTaskGroup(of: (Int, AuditContext).self) { group in
            for (index, application) in model.applications.enumerated() {
                let code = model.code.indices.contains(index) ? model.code[index] : nil
                group.addTask {
                    let context = await AuditContext(
                        application: application, today: options.today, tags: options.tags, code: code,
                        dependencies: model.dependencies.indices.contains(index) ? model.dependencies[index] : nil,
                        assumingComplete: options.assumesCompleteCode)
                    return (index, context)
                }
            }
            var contexts = [AuditContext?](repeating: nil, count: model.applications.count)
            for await (index, context) in group { contexts[index] = context }
            return contexts.compactMap(\.self)
        }
    }

    /// The rules in parts, in their order: no rule's answer depends on another's.
    private func audits(in parts: Int) -> [Audit] {
        let reported = reportedRules
        let rules = options.rules + options.maskingRules.filter { !reported.contains($0.metadata.id) }
        let size = max(1, (rules.count + parts - 1) / parts)
        return stride(from: 0, to: rules.count, by: size).map { Audit(rules: Array(rules[$0..<min($0 + size, rules.count)])) }
    }

    private func audit(
        _ outcomes: [OwnedOutcome], _ model: ScanModel, _ builder: FindingBuilder, _ maker: inout FixMaker
    ) -> AuditedModel {
        let reported = reportedRules
        let undecided = outcomes.flatMap(\.outcome.undecided).filter { reported.contains($0.ruleID) }.map { answer in
            answer.starting(at: model.sources[answer.place.path]?.position(at: answer.place.span.lowerBound))
        }
        let repaired = repaired(violations(in: outcomes), builder, &maker)
        return AuditedModel(findings: repaired.findings, refusals: repaired.refusals, undecided: undecided)
    }

    private func violations(in outcomes: [OwnedOutcome]) -> [OwnedViolation] {
        let reported = reportedRules
        return outcomes.flatMap { owned in owned.outcome.violations.map { (owned.owner, $0) } }
            .filter { reported.contains($1.metadata.id) }
    }

    typealias OwnedViolation = (owner: FindingBuilder.Owner, violation: Audit.AttributedViolation)

    /// The findings with their fixes, and by fingerprint why a repair that was proposed cannot be made.
    func repaired(
        _ violations: [OwnedViolation], _ builder: FindingBuilder, _ maker: inout FixMaker
    ) -> (findings: [Finding], refusals: [String: FixRefusal]) {
        let repairs = violations.map { options.offersFixes ? $0.violation.violation.repair : nil }
        let results = maker.fixes(for: repairs).map { result in
            result.map { made in made.flatMap { masked($0, by: builder.secrets.mask) } }
        }
        let fixes = results.map { try? $0?.get() }
        let findings = builder.findings(of: violations, severities: options.severities, fixes: fixes)
        var refusals: [String: FixRefusal] = [:]
        for (finding, result) in zip(findings, results) {
            if case .failure(let refusal)? = result { refusals[finding.fingerprint] = refusal }
        }
        return (findings, refusals)
    }

    private func masked(_ fix: Fix, by mask: SecretMask) -> Result<Fix, FixRefusal> {
        fix.masked(by: mask).map { .success($0) } ?? .failure(FixRefusal(reason: "its text would hold a secret"))
    }

    /// The tree's files that were read, and those of the configuration.
    private func sources(of model: ScanModel) -> [RelativePath: SourceFile] {
        options.judgementFiles.reduce(into: model.sources) { sources, file in sources[file.path] = file }
    }

    private func filter(over model: ScanModel) -> FindingFilter {
        var filter = FindingFilter(today: options.today)
        filter.suppressions = model.suppressions
        filter.ignores = options.ignores
        filter.statements = options.statements
        filter.baseline = options.baseline
        return filter
    }

    /// What stood in the compared tree already, silenced or not.
    private func previousFingerprints() async -> Set<String>? {
        guard let previous = options.previous else { return nil }
        let earlier = Scan(files: previous, options: options, readers: readers)
        let model = await earlier.model()
        let outcomes = await earlier.outcomes(on: model)
        let builder = FindingBuilder(sources: model.sources, secrets: earlier.secrets(in: outcomes, model))
        let violations = earlier.violations(in: outcomes)
        return Set(builder.findings(of: violations, severities: options.severities).map(\.fingerprint))
    }

    private func report(
        _ model: ScanModel, _ audited: AuditedModel, _ outcome: FindingFilter.Outcome, _ stale: [Finding],
        _ builder: FindingBuilder
    ) -> ScanReport {
        let mask = builder.secrets.mask
        var report = ScanReport(
            toolVersion: options.toolVersion, date: options.today.description,
            applications: model.applications.enumerated().map { index, application in
                ScanReport.ApplicationSummary(application, model.code.indices.contains(index) ? model.code[index] : nil).masked(by: mask)
            },
            findings: (outcome.reported + stale).sorted(), suppressed: outcome.suppressed.map { $0.masked(by: mask) },
            undecided: audited.undecided.map { $0.masked(by: mask) }.sorted { left, right in
                (left.place, left.ruleID, left.reason) < (right.place, right.ruleID, right.reason)
            },
            issues: builder.issues(model.issues),
            rules: options.rules.map { $0.metadata }.sorted { $0.id < $1.id })
        report.code = model.coverage
        report.advisories = model.dependencies.lazy.filter { !$0.lists.isEmpty || !$0.artefacts.isEmpty }.compactMap { CalendarDate($0.newest) }.first
        return report
    }
}

/// A report with what a repair of the tree needs to know beside it.
struct ScanResult: Sendable {
    let report: ScanReport
    /// Why a repair that a rule proposed cannot be made, by the finding's fingerprint.
    let refusals: [String: FixRefusal]
    /// Every file that was read, by path.
    let sources: [RelativePath: SourceFile]
    /// What must not be shown.
    let secrets: KnownSecrets
}

extension Audit.Outcome {
    /// The outcome with its places in code led to where the code is written.
    fileprivate func written(_ code: ApplicationCode) -> Audit.Outcome {
        guard !code.inlined.isEmpty else { return self }
        var outcome = self
        outcome.violations = violations.map { attributed in
            Audit.AttributedViolation(metadata: attributed.metadata, violation: attributed.violation.written(code.written))
        }
        return outcome
    }
}

private struct AuditedModel {
    let findings: [Finding]
    let refusals: [String: FixRefusal]
    let undecided: [Undecided]
}

extension ScanReport.ApplicationSummary {
    fileprivate init(_ application: Application, _ code: ApplicationCode?) {
        self.init(
            name: application.name, manifest: application.manifest, provider: application.provider.name,
            stage: application.stage,
            functions: application.functions.map { function in
                ScanReport.FunctionSummary(
                    name: function.name, exposure: function.exposure.rawValue,
                    triggers: function.triggers.map { $0.summary + ($0.isDisabled ? " (disabled)" : "") },
                    code: code?.code(of: function).map { ScanReport.CodeSummary($0, code) })
            })
    }
}
