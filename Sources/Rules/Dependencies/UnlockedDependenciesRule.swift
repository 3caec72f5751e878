import ApplicationModel
import AuditKit
import Findings
import SourceText

/// Packages whose versions nothing pins.
struct UnlockedDependenciesRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .dependencies, "unlocked-dependencies", since: "0.1.0", severity: .medium,
        summary: "ships whatever versions its packages have on the day of the deployment",
        why: """
            `package.json` and `requirements.txt` name ranges. Without a lockfile every installation takes the newest \
            versions that fit, of the packages listed and of all that they bring. A version with an attacker's code in it \
            is then shipped by the next deployment, nobody can say afterwards what ran, and no scanner can tell what is \
            installed. Packages of the project itself and those for development do not count.
            """,
        remedy: """
            Commit the lockfile and install from it alone: `npm ci`, `yarn install --immutable`, `pip install \
            --require-hashes`, `uv sync --locked`.
            """,
        cwe: [829, 494],
        references: [
            "https://docs.npmjs.com/cli/v11/configuring-npm/package-lock-json",
            "https://pip.pypa.io/en/stable/topics/secure-installs/",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              list:
                handler: «src/list.handler»
              export:
                handler: src/export.handler
            """,
            files: ["package.json": #"{"dependencies": {"pg": "^8.11.0"}, "devDependencies": {"serverless": "4"}}"#]),
        .flagged(
            .serverlessFramework,
            """
            # Its own list lies beside the code; the lock of another ecosystem does not hold for it.
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              list:
                handler: «orders/list.handler»
            """,
            files: [
                "orders/requirements.txt": "# web\nrequests>=2.0\nboto3==1.40.0\n", "package-lock.json": "{}",
                "package.json": #"{"dependencies": {"pg": "^8.11.0"}}"#,
            ]),
        .clean(
            .serverlessFramework,
            """
            # A workspace has its lockfile at the root of all packages.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              list:
                handler: packages/orders/list.handler
            """,
            files: ["packages/orders/package.json": #"{"dependencies": {"pg": "^8.11.0"}}"#, "yarn.lock": ""]),
        .clean(
            .serverlessFramework,
            """
            # Every version is written out, as `pip freeze` and `pip-compile` do.
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              list:
                handler: list.handler
            """,
            files: ["requirements.txt": "--index-url https://pypi.org/simple\nrequests==2.32.3 \\\n    --hash=sha256:00\nboto3==1.40.0\n"]),
        .clean(
            .serverlessFramework,
            """
            # Nothing that runs with the code is installed, and the framework is no part of it.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              list:
                handler: list.handler
            """,
            files: ["package.json": #"{"devDependencies": {"serverless": "4"}, "dependencies": {"common": "file:../common"}}"#]),
    ]

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        var order: [DependencyList] = []
        var users: [DependencyList: [Function]] = [:]
        for function in application.functions {
            guard let list = function.package.dependencyList, isOpen(list) else { continue }
            if users[list] == nil { order.append(list) }
            users[list, default: []].append(function)
        }
        return order.compactMap { list in violation(of: list, users[list] ?? []).map(Verdict.violation) }
    }

    /// A list of pip's that names one version each is a lock; npm's packages bring others that it does not name.
    private func isOpen(_ list: DependencyList) -> Bool {
        guard list.locks.isEmpty, !list.entries.isEmpty else { return false }
        return list.ecosystem == .npm || list.entries.contains { !$0.isExact }
    }

    private func violation(of list: DependencyList, _ functions: [Function]) -> Violation? {
        guard let first = functions.first, let handler = first.handler, let worst = functions.mostExposed else { return nil }
        let loose = list.entries.filter { !$0.isExact }
        guard let example = loose.first ?? list.entries.first else { return nil }
        let count = list.entries.count
        return Violation(
            at: handler.place,
            "no lockfile pins the \(count == 1 ? "package" : "\(count) packages") of `\(list.path)`, such as `\(example.name)`",
            gain: "whoever gets a version of `\(example.name)` published, or of anything it brings, runs code inside `\(worst.name)` after the next deployment",
            functions: functions.map(\.name), subject: "dependencies of \(list.path)",
            severity: loose.isEmpty ? .low : .medium, related: [(example.place, "it is listed here")])
    }
}
