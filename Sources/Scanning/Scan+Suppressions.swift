import ApplicationModel
import AuditKit
import Findings
import SourceText

extension Scan {
    /// The findings about suppressions themselves; nothing suppresses these.
    func findings(
        onSuppressionsOf filter: FindingFilter, uses: [Int],
        _ model: ScanModel, _ builder: FindingBuilder, _ maker: inout FixMaker
    ) -> (findings: [Finding], refusals: [String: FixRefusal]) {
        var violations: [OwnedViolation] = []
        for type in options.rules {
            guard type.isAboutSuppressions, let rule = type.init() as? any SuppressionRule else { continue }
            for (suppression, count) in zip(filter.suppressions, uses) {
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

    private func owner(of suppression: Suppression, in model: ScanModel) -> FindingBuilder.Owner {
        let application = model.applications.first { $0.files.contains(suppression.place.path) }
        return FindingBuilder.Owner(
            name: application?.name ?? "", manifest: application?.manifest ?? suppression.place.path)
    }
}
