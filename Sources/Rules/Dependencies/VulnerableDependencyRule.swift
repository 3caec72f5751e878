import AdvisoryMatching
import ApplicationModel
import AuditKit
import DependencyReach
import Findings
import PackageInventory
import SourceText

/// A package with a known flaw that functions ship.
struct VulnerableDependencyRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .dependencies, "vulnerable-dependency", since: "0.1.0", severity: .high,
        summary: "ships a package with a known flaw",
        why: """
            The flaw is published with its ways in, and whoever sends a function events can try them. Every version in the \
            lockfile is held against the advisories that are at hand, with no network. A finding names the functions whose \
            code loads the package, itself or through others, also out of an artefact or a layer that is in the tree; a package that is packed and loaded by none weighs less, \
            one that only builds and tests the project is `dependencies/vulnerable-development-dependency`'s.
            """,
        remedy: "Take a version in which it is repaired, and deploy the functions again.",
        cwe: [1395, 937],
        references: [
            "https://ossf.github.io/osv-schema/",
            "https://owasp.org/Top10/A06_2021-Vulnerable_and_Outdated_Components/",
        ])

    static let readsCode = true
    static let readsPackages = true

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard let dependencies = context.dependencies else { return [] }
        let listed: [Verdict] = dependencies.affected.filter { !$0.shippedBy.isEmpty }.flatMap { package in
            package.flaws.filter { $0.kind != .malware }.map { .violation(violation($0, of: package, context)) }
        }
        return listed
            + dependencies.packed.flatMap { package in
                package.flaws.filter { $0.kind != .malware }.map { .violation(violation($0, of: package, dependencies, context)) }
            }
    }

    /// What only an artefact has is spoken of where the manifest names it.
    private func violation(
        _ flaw: Flaw, of package: PackedPackage, _ dependencies: ApplicationDependencies, _ context: AuditContext
    ) -> Violation {
        let functions = AffectedFunctions(package, in: context)
        let packing = Packing(package, in: dependencies)
        let about = flaw.summary.isEmpty ? "" : ": \(flaw.summary)"
        return Violation(
            at: packing.place, "\(packing.words) has `\(flaw.id)`\(about); \(functions.words)",
            gain: gain(flaw, functions, isCalled: false), functions: functions.named.map(\.name),
            subject: "\(flaw.id) in \(package.package.name)@\(package.package.version)",
            severity: functions.weighed(Self.severity(of: flaw)), confidence: functions.isLoaded ? .high : .medium,
            remedy: packing.remedy(repairing: flaw), related: packing.related,
            concerns: [PackageConcern(package.package, flaw)])
    }

    private func violation(
        _ flaw: Flaw, of package: AffectedPackage, _ context: AuditContext
    ) -> Violation {
        let functions = AffectedFunctions(package, in: context)
        let uses = SymbolUses(of: flaw, in: package, context)
        let advice = UpgradeAdvice(package)
        let about = flaw.summary.isEmpty ? "" : ": \(flaw.summary)"
        return Violation(
            at: package.requestPlace ?? package.package.place,
            "`\(package.package.name)` \(package.package.version) has `\(flaw.id)`\(about); \(functions.words)",
            gain: gain(flaw, functions, isCalled: !uses.isEmpty), functions: functions.named.map(\.name),
            subject: "\(flaw.id) in \(package.package.name)@\(package.package.version)",
            severity: functions.weighed(Self.severity(of: flaw)), confidence: functions.isLoaded ? .high : .medium,
            remedy: advice.text(repairing: flaw), related: related(package) + uses.related,
            concerns: [PackageConcern(package.package, flaw)], repair: advice.repair(of: flaw))
    }

    private func gain(_ flaw: Flaw, _ functions: AffectedFunctions, isCalled: Bool) -> String {
        let attacker = functions.named.mostExposed?.attacker ?? "whoever gets at a function that ships it"
        let calls = isCalled ? ", and the code calls what it lies in" : ""
        return flaw.kind == .vulnerability ? "\(attacker) can try what the advisory describes\(calls)" : "nobody yet; what comes of it will not be repaired"
    }

    private func related(_ package: AffectedPackage) -> [(place: SourcePlace, note: String)] {
        guard package.requestPlace != nil else { return [] }
        let way = package.path.count > 1 ? " through \(package.path.dropLast().map { "`\($0)`" }.joined(separator: ", "))" : ""
        return [(package.package.place, "the version comes from here\(way)")]
    }

    /// Advisories without a score are taken for middling.
    static func severity(of flaw: Flaw) -> Severity {
        guard flaw.kind == .vulnerability else { return .low }
        switch flaw.level {
        case .critical: return .critical
        case .high: return .high
        case .low: return .low
        default: return .medium
        }
    }

    private static let lock = """
        {
          "name": "shop", "lockfileVersion": 3,
          "packages": {
            "": { "name": "shop", "dependencies": { "lodash": "^4.17.0" } },
            "node_modules/lodash": { "version": "4.17.20" }
          }
        }
        """

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework, DependencyExample.manifest,
            files: [
                "order.js": "const _ = require('lodash');\nexports.handler = async (event) => _.pick(event, ['id']);",
                "package.json": "{ \"name\": \"shop\", \"dependencies\": { «\"lodash\": \"^4.17.0\"» } }",
                "package-lock.json": lock,
            ]),
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Report:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: report
                  Handler: app.handler
                  Runtime: python3.14
            """,
            files: [
                "report/app.py": "import jinja2\n\ndef handler(event, context):\n    return jinja2.Template('{{ x }}').render(x=1)\n",
                "report/requirements.txt": "«Jinja2==3.1.2»\n",
            ]),
        .clean(
            .serverlessFramework, DependencyExample.manifest,
            files: [
                "order.js": "const _ = require('lodash');\nexports.handler = async (event) => _.pick(event, ['id']);",
                "package.json": "{ \"name\": \"shop\", \"dependencies\": { \"lodash\": \"^4.17.0\" } }",
                "package-lock.json": lock.replacing("4.17.20", with: "4.18.1"),
            ]),
        .clean(
            .serverlessFramework, DependencyExample.manifest,
            files: [
                "order.js": "exports.handler = async () => ({ statusCode: 204 });",
                "package.json": "{ \"name\": \"shop\", \"devDependencies\": { \"lodash\": \"^4.17.0\" } }",
                "package-lock.json": lock.replacing("\"dependencies\"", with: "\"devDependencies\"")
                    .replacing("\"version\": \"4.17.20\"", with: "\"version\": \"4.17.20\", \"dev\": true"),
            ]),
    ]
}
