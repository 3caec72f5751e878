import AdvisoryMatching
import ApplicationModel
import AuditKit
import DependencyReach
import Findings
import PackageInventory
import SourceText

/// A package with a known flaw that no function ships.
struct VulnerableDevelopmentDependencyRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .dependencies, "vulnerable-development-dependency", since: "0.1.0", severity: .low, audience: .pedantic,
        summary: "builds and tests with a package that has a known flaw",
        why: """
            What only builds and tests the project reaches no function, so nobody who sends events can use its flaws. It runs \
            where secrets of the deployment are, all the same, on what the project itself contains. These packages are \
            counted by lockfile, apart from those that are shipped.
            """,
        remedy: "Raise them when the project is next worked on; flaws that concern only servers or untrusted input can wait.",
        cwe: [1395], references: ["https://ossf.github.io/osv-schema/"])

    static let readsCode = true
    static let readsPackages = true

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard let dependencies = context.dependencies else { return [] }
        let affected = dependencies.affected.filter { $0.shippedBy.isEmpty && $0.flaws.contains { $0.kind == .vulnerability } }
        return Dictionary(grouping: affected, by: \.list).sorted { $0.key < $1.key }.map { list, packages in
            .violation(violation(packages, in: dependencies.lists[list].list))
        }
    }

    private func violation(_ packages: [AffectedPackage], in list: PackageList) -> Violation {
        let names = packages.map { "\($0.package.name)@\($0.package.version)" }
        let flaws = packages.reduce(0) { $0 + $1.flaws.count }
        return Violation(
            at: packages[0].package.place,
            "\(flaws) known flaw\(flaws == 1 ? "" : "s") in \(names.count) package\(names.count == 1 ? "" : "s") that no function ships: \(NameList.text(names))",
            gain: "whoever gets something into the build that such a package works on", functions: [], subject: "development packages of \(list.path)",
            related: packages.dropFirst().prefix(8).map { ($0.package.place, "`\($0.package.name)` is listed here") },
            concerns: packages.flatMap { package in package.flaws.map { PackageConcern(package.package, $0) } })
    }

    private static func lock(_ version: String) -> String {
        """
        {
          "name": "shop", "lockfileVersion": 3,
          "packages": {
            "": { "name": "shop", "devDependencies": { "lodash": "^4.17.0" } },
            «"node_modules/lodash": { "version": "\(version)", "dev": true }»
          }
        }
        """
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework, DependencyExample.manifest,
            files: [
                "order.js": DependencyExample.code, "package.json": "{ \"name\": \"shop\", \"devDependencies\": { \"lodash\": \"^4.17.0\" } }",
                "package-lock.json": lock("4.17.20"),
            ]),
        .clean(
            .serverlessFramework, DependencyExample.manifest,
            files: [
                "order.js": DependencyExample.code, "package.json": "{ \"name\": \"shop\", \"devDependencies\": { \"lodash\": \"^4.17.0\" } }",
                "package-lock.json": lock("4.18.1").filter { !"«»".contains($0) },
            ]),
    ]
}
