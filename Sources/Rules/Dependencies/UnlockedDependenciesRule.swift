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
        guard let first = functions.first, let worst = functions.mostExposed else { return nil }
        let loose = list.entries.filter { !$0.isExact }
        guard let example = loose.first ?? list.entries.first else { return nil }
        let count = list.entries.count
        return Violation(
            at: first.ownPlaceOfCode,
            count == 1
                ? "no lockfile pins `\(example.name)`, the one package of `\(list.path)`"
                : "no lockfile pins the \(count) packages of `\(list.path)`, such as `\(example.name)`",
            gain: "whoever gets a version of `\(example.name)` published, or of anything it brings, runs code inside `\(worst.name)` after the next deployment",
            functions: functions.map(\.name), subject: "dependencies of \(list.path)",
            severity: loose.isEmpty ? .low : .medium, remedy: Self.remedy(for: list),
            related: [(example.place, "it is listed here")])
    }

    private static func remedy(for list: DependencyList) -> String {
        switch list.ecosystem {
        case .npm: "Commit the lockfile and install from it alone: `npm ci`, `yarn install --immutable` or `pnpm install --frozen-lockfile`."
        case .pip:
            """
            Let `pip-compile --generate-hashes` or `uv export` write every package with its version and hash into \
            `\(list.path.name)` and install with `pip install --require-hashes`, or commit a lockfile of uv, Poetry or Pipenv.
            """
        }
    }
}

extension Function {
    /// Where the function's own part of the manifest says what its code is: the handler that is written there, else the
    /// name, for what stands under `Globals` or `provider` is of all functions.
    fileprivate var ownPlaceOfCode: SourcePlace {
        let places = [handler?.place, handler?.usePlace].compactMap(\.self)
        return places.first { $0.path == definition.place.path && definition.place.span.contains($0.span) } ?? namePlace
    }
}
