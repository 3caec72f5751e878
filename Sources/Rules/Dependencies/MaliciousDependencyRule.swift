import AdvisoryMatching
import ApplicationModel
import AuditKit
import DependencyReach
import Findings
import PackageInventory
import SourceText

/// A package that was published to do harm.
struct MaliciousDependencyRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .dependencies, "malicious-dependency", since: "0.1.0", severity: .critical,
        summary: "contains a package that was made to do harm",
        why: """
            Packages are taken over, or published under a name that is easily mistyped, to steal what the machine that \
            installs them knows: keys of the cloud, tokens of registries. Whether a function loads such a package does not \
            matter: installing it was enough.
            """,
        remedy: """
            Remove it, take every credential for stolen that the machines which installed it could read, and look at what was \
            deployed since.
            """,
        cwe: [506, 1357],
        references: [
            "https://github.com/ossf/malicious-packages",
            "https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-03-Dependency-Chain-Abuse",
        ])

    static let readsPackages = true

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard let dependencies = context.dependencies else { return [] }
        let listed: [Verdict] = dependencies.affected.flatMap { package in
            package.flaws.filter { $0.kind == .malware }.map { .violation(violation($0, of: package)) }
        }
        return listed
            + dependencies.packed.flatMap { package in
                package.flaws.filter { $0.kind == .malware }.map { .violation(violation($0, of: package, Packing(package, in: dependencies))) }
            }
    }

    private func violation(_ flaw: Flaw, of package: PackedPackage, _ packing: Packing) -> Violation {
        let about = flaw.summary.isEmpty ? "" : ": \(flaw.summary)"
        return Violation(
            at: packing.place, "\(packing.words) was made to do harm (`\(flaw.id)`)\(about)",
            gain: "its author runs code inside the functions, and ran it on the machine that built the artefact",
            functions: package.shippedBy, subject: "\(flaw.id) in \(package.package.name)@\(package.package.version)", confidence: .high,
            related: packing.related)
    }

    private func violation(_ flaw: Flaw, of package: AffectedPackage) -> Violation {
        let about = flaw.summary.isEmpty ? "" : ": \(flaw.summary)"
        return Violation(
            at: package.requestPlace ?? package.package.place,
            "`\(package.package.name)` \(package.package.version) was made to do harm (`\(flaw.id)`)\(about)",
            gain: "its author runs code wherever it is installed, on the machines that build and, once packed, inside the functions",
            functions: package.shippedBy, subject: "\(flaw.id) in \(package.package.name)@\(package.package.version)", confidence: .high,
            related: package.requestPlace == nil ? [] : [(package.package.place, "the version comes from here")],
            concerns: [PackageConcern(package.package, flaw)])
    }

    private static let template = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Report:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: report
              Handler: app.handler
              Runtime: python3.14
        """

    private static let code = "def handler(event, context):\n    return None\n"

    static let examples: [RuleExample] = [
        .flagged(.sam, template, files: ["report/app.py": code, "report/requirements.txt": "«123bla==0.0.1»\n"]),
        .clean(.sam, template, files: ["report/app.py": code, "report/requirements.txt": "requests==2.32.5\n"]),
    ]
}
