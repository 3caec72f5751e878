import ApplicationModel
import AuditKit
import DependencyReach
import Findings
import SourceText

extension Scan {
    /// The findings about suppressions themselves; nothing suppresses these.
    func findings(
        onSuppressionsOf filter: FindingFilter, _ outcome: FindingFilter.Outcome,
        _ model: ScanModel, _ builder: FindingBuilder, _ maker: inout FixMaker
    ) -> (findings: [Finding], refusals: [String: FixRefusal]) {
        var violations: [OwnedViolation] = []
        let suppressions = Array(zip(filter.suppressions, outcome.uses)) + distant(filter, outcome, model)
        for type in options.rules {
            guard type.isAboutSuppressions, let rule = type.init() as? any SuppressionRule else { continue }
            for (suppression, count) in suppressions {
                // Of a rule that was not asked nobody knows whether it would have found something there.
                guard count > 0 || !options.rulesNotRun.contains(where: suppression.names) else { continue }
                for case .violation(var violation) in rule.verdicts(on: suppression, uses: count, today: filter.today) {
                    violation.functions = violation.functions ?? []
                    violation.subject = violation.subject ?? "suppression \(suppression.names)"
                    let owner = owner(of: suppression, in: model)
                    violations.append((owner, Audit.AttributedViolation(metadata: type.metadata, violation: violation)))
                }
            }
        }
        return repaired(violations, builder, &maker)
    }

    /// The entries of the configuration and the VEX documents, each with the number of findings it silenced.
    ///
    /// That one silences nothing is only known when everything was looked at that it may be about.
    private func distant(
        _ filter: FindingFilter, _ outcome: FindingFilter.Outcome, _ model: ScanModel
    ) -> [(Suppression, Int)] {
        let isWhole = options.paths == [.root] && !model.issues.contains(where: \.isPartial)
        let entries = zip(filter.ignores, outcome.ignoreUses).compactMap { ignore, count -> (Suppression, Int)? in
            guard let place = ignore.place, !ignore.holds(on: filter.today) || (count == 0 && isWhole) else { return nil }
            guard count > 0 || wasAsked(ignore.isAboutPackages && ignore.rule.hasWildcard ? Self.shippedFlaws : ignore.rule) else { return nil }
            return (Suppression(.entry, names: ignore.names, until: ignore.until, reason: ignore.reason, place: place, line: 1), count)
        }
        guard isWhole, wasAsked(Self.shippedFlaws) else { return entries }
        return entries + UnusedStatements.suppressions(filter.statements, outcome.statementUses)
    }

    /// The rule that finds flaws of what functions ship; those of other packages are only asked for on demand.
    private static let shippedFlaws = GlobPattern("dependencies/vulnerable-dependency")

    private func wasAsked(_ rules: GlobPattern) -> Bool { !options.rulesNotRun.contains { $0.isMeant(by: rules) } }

    private func owner(of suppression: Suppression, in model: ScanModel) -> FindingBuilder.Owner {
        let path = suppression.place.path
        let application =
            model.applications.first { $0.files.contains(path) }
            ?? zip(model.applications, model.dependencies).first { $1.commentedFiles.contains(path) }?.0
        return FindingBuilder.Owner(
            name: application?.name ?? "", manifest: application?.manifest ?? suppression.place.path)
    }
}
