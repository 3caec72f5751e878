import ApplicationModel
import AuditKit
import DependencyReach
import Findings
import PackageInventory
import SourceText

/// Packages that run a program of their own when they are installed.
struct InstallScriptInDependencyRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .dependencies, "install-script-in-dependency", since: "0.1.0", severity: .low, audience: .pedantic,
        summary: "runs programs of packages while it is installed",
        why: """
            A script that a package brings runs with the rights of whoever installs: on the machine that deploys, where the \
            keys of the account are. Most stolen packages of recent years did their work there. The lockfile says which \
            packages have one; few need it.
            """,
        remedy: """
            Install without scripts (`npm ci --ignore-scripts`, `enableScripts: false` of Yarn, `onlyBuiltDependencies` of pnpm) \
            and allow the few that need theirs.
            """,
        cwe: [829],
        references: [
            "https://docs.npmjs.com/cli/v11/using-npm/config#ignore-scripts",
            "https://pnpm.io/settings#onlybuiltdependencies",
        ])

    static let readsPackages = true

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        (context.dependencies?.lists ?? []).compactMap { shipped in
            let all = shipped.list.packages
            let packages = all.indices.filter { all[$0].hasInstallScript && all[$0].isFromRegistry }.map { all[$0] }
            guard let first = packages.first else { return nil }
            let names = NameList.text(packages.map(\.name))
            return .violation(
                Violation(
                    at: first.place, packages.count == 1 ? "\(names) runs a program when it is installed" : "\(packages.count) packages run programs when they are installed: \(names)",
                    gain: "whoever gets a version of one published runs code where the application is built and deployed from", functions: [],
                    subject: "install scripts of \(shipped.list.path)",
                    related: packages.dropFirst().prefix(8).map { ($0.place, "`\($0.name)` is listed here") },
                    concerns: packages.map { PackageConcern($0) }))
        }
    }

    private static func lock(_ more: String) -> String {
        """
        {
          "name": "shop", "lockfileVersion": 3,
          "packages": {
            "": { "name": "shop", "dependencies": { "sharp": "^0.34.0" } },
            «"node_modules/sharp": { "version": "0.34.5"\(more) }»
          }
        }
        """
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework, DependencyExample.manifest,
            files: ["order.js": DependencyExample.code, "package.json": "{ \"name\": \"shop\" }", "package-lock.json": lock(", \"hasInstallScript\": true")]),
        .clean(
            .serverlessFramework, DependencyExample.manifest,
            files: ["order.js": DependencyExample.code, "package.json": "{ \"name\": \"shop\" }", "package-lock.json": lock("").filter { !"«»".contains($0) }]),
    ]
}
