import ApplicationModel
import AuditKit
package import Findings
package import ManifestReading
import ManifestSyntax
package import SourceText

/// The spine: discover, read, audit, filter, report. Everything a surface shows comes from here.
package struct Scan: Sendable {
    private let files: any FileSource
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
        let model = await model(progress: progress)
        let outcomes = outcomes(on: model)
        let builder = FindingBuilder(sources: model.sources, secrets: secrets(in: outcomes, model))
        let audited = audit(outcomes, model, builder)
        var filter = filter(over: model)
        filter.previous = await previousFingerprints()
        let outcome = filter.outcome(of: audited.findings)
        let stale = findings(onSuppressionsOf: filter, uses: outcome.uses, model, builder)
        var report = report(model, audited, outcome, stale, builder)
        if let looksSecret = options.detailing {
            report.details = details(of: model, report.findings, builder, looksSecret: looksSecret)
        }
        return report
    }

    /// The model of every application in the tree, without any judgement.
    package func model(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async -> ScanModel {
        let discovery = Discovery(files: files, readers: readers, excluded: options.excluded)
        let found = discovery.manifests(at: options.paths)
        let readings = await readings(of: found.manifests, progress: progress)
        return ScanModel(readings: readings, issues: found.issues)
    }

    private func readings(
        of manifests: [RelativePath], progress: @escaping @Sendable (Int, Int) -> Void
    ) async -> [ReadManifest] {
        await withTaskGroup(of: (Int, ReadManifest).self) { group in
            for (index, manifest) in manifests.enumerated() {
                group.addTask { (index, read(manifest)) }
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

    private func read(_ manifest: RelativePath) -> ReadManifest {
        var loader = ManifestLoader(files)
        let result = reader(for: manifest, &loader)?.read(manifest, loader: &loader, options: options.reading)
        return ReadManifest(manifest: manifest, result: result ?? ReadingResult(), loader: loader)
    }

    /// The reader that knows the file's name, else the one that knows its content, else the first, whose complaints then
    /// say what is wrong with the file.
    private func reader(for manifest: RelativePath, _ loader: inout ManifestLoader) -> (any ManifestReader)? {
        if let reader = readers.first(where: { $0.canRead(manifest) }) { return reader }
        guard case .success(.manifest(let document)) = loader.look(manifest), let root = document.roots.first else {
            return readers.first
        }
        return readers.first { $0.canRead(root) } ?? readers.first
    }

    /// Every text that the scan's rules hold for a secret, and what was read from the host's environment; no surface may
    /// show it.
    package func secrets(in model: ScanModel) -> KnownSecrets { secrets(in: outcomes(on: model), model) }

    private typealias OwnedOutcome = (owner: FindingBuilder.Owner, outcome: Audit.Outcome)

    private func secrets(in outcomes: [OwnedOutcome], _ model: ScanModel) -> KnownSecrets {
        KnownSecrets(
            outcomes.flatMap(\.outcome.violations).map(\.violation.secrets), in: model,
            besides: Array(options.reading.allowedEnvironment.values))
    }

    private var reportedRules: Set<RuleID> { Set(options.rules.map { $0.metadata.id }) }

    private func outcomes(on model: ScanModel) -> [OwnedOutcome] {
        let reported = reportedRules
        let audit = Audit(rules: options.rules + options.maskingRules.filter { !reported.contains($0.metadata.id) })
        return model.applications.map { application in
            let owner = FindingBuilder.Owner(name: application.name, manifest: application.manifest)
            return (owner, audit.outcome(on: AuditContext(application: application, today: options.today)))
        }
    }

    private func audit(_ outcomes: [OwnedOutcome], _ model: ScanModel, _ builder: FindingBuilder) -> AuditedModel {
        let reported = reportedRules
        let violations = outcomes.flatMap { owner, outcome in outcome.violations.map { (owner, $0) } }
            .filter { reported.contains($1.metadata.id) }
        let undecided = outcomes.flatMap(\.outcome.undecided).filter { reported.contains($0.ruleID) }.map { answer in
            answer.starting(at: model.sources[answer.place.path]?.position(at: answer.place.span.lowerBound))
        }
        let findings = builder.findings(of: violations, severities: options.severities)
        return AuditedModel(findings: findings, undecided: undecided)
    }

    private func filter(over model: ScanModel) -> FindingFilter {
        var filter = FindingFilter(today: options.today)
        filter.suppressions = model.suppressions
        filter.ignores = options.ignores
        filter.baseline = options.baseline
        return filter
    }

    /// What stood in the compared tree already, silenced or not.
    private func previousFingerprints() async -> Set<String>? {
        guard let previous = options.previous else { return nil }
        let earlier = Scan(files: previous, options: options, readers: readers)
        let model = await earlier.model()
        let outcomes = earlier.outcomes(on: model)
        let builder = FindingBuilder(sources: model.sources, secrets: earlier.secrets(in: outcomes, model))
        return Set(earlier.audit(outcomes, model, builder).findings.map(\.fingerprint))
    }

    private func report(
        _ model: ScanModel, _ audited: AuditedModel, _ outcome: FindingFilter.Outcome, _ stale: [Finding],
        _ builder: FindingBuilder
    ) -> ScanReport {
        let mask = builder.secrets.mask
        return ScanReport(
            toolVersion: options.toolVersion, date: options.today.description,
            applications: model.applications.map { ScanReport.ApplicationSummary($0).masked(by: mask) },
            findings: (outcome.reported + stale).sorted(), suppressed: outcome.suppressed.map { $0.masked(by: mask) },
            undecided: audited.undecided.map { $0.masked(by: mask) }.sorted { left, right in
                (left.place, left.ruleID, left.reason) < (right.place, right.ruleID, right.reason)
            },
            issues: builder.issues(model.issues),
            rules: options.rules.map { $0.metadata }.sorted { $0.id < $1.id })
    }
}

private struct AuditedModel {
    let findings: [Finding]
    let undecided: [Undecided]
}

extension ScanReport.ApplicationSummary {
    fileprivate init(_ application: Application) {
        self.init(
            name: application.name, manifest: application.manifest, provider: application.provider.name,
            stage: application.stage,
            functions: application.functions.map { function in
                ScanReport.FunctionSummary(
                    name: function.name, exposure: function.exposure.rawValue,
                    triggers: function.triggers.map { $0.summary + ($0.isDisabled ? " (disabled)" : "") })
            })
    }
}
