import ApplicationModel
import AuditKit
import DependencyReach
import Findings
import PackageInventory
import SourceText

/// A package that comes from an address rather than from a registry.
struct DependencyFromURLRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .dependencies, "dependency-from-url", since: "0.1.0", severity: .medium,
        summary: "ships a package that no registry keeps",
        why: """
            What a registry has published stays as it is, is scanned by many and is named by advisories. A repository or an \
            archive at an address can change or change hands, and no advisory speaks of it: it is never found to be \
            vulnerable. Without a commit or a hash in the lockfile every installation takes what lies there that day.
            """,
        remedy: "Take the package from its registry, or name the commit and mirror it where you control it.",
        cwe: [829, 494],
        references: [
            "https://docs.npmjs.com/cli/v11/configuring-npm/package-json#urls-as-dependencies",
            "https://slsa.dev/spec/v1.0/threats",
        ])

    static let readsPackages = true

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        (context.dependencies?.lists ?? []).flatMap(verdicts)
    }

    private func verdicts(on shipped: ShippedList) -> [Verdict] {
        let packages = shipped.list.packages
        return packages.indices.compactMap { index in
            guard !packages[index].scopes.contains(.dev),
                let origin = origin(packages[index].source, hasIntegrity: packages[index].hasIntegrity)
            else { return nil }
            return .violation(violation(packages[index], origin, shipped))
        }
    }

    private enum Origin {
        case commit(String)
        case unpinned(String)
        case cleartext(String)
    }

    private func origin(_ source: PackageSource, hasIntegrity: Bool) -> Origin? {
        switch source {
        case .git(let address):
            if address.hasPrefix("git://") || address.hasPrefix("http://") || address.hasPrefix("git+http://") { return .cleartext(address) }
            let revision = address.split(separator: "#", maxSplits: 1).dropFirst().first ?? ""
            let isCommit = revision.utf8.count >= 40 && revision.utf8.allSatisfy { $0.isHexadecimal }
            return isCommit ? .commit(address) : .unpinned(address)
        case .url(let address):
            if address.hasPrefix("http://") { return .cleartext(address) }
            return hasIntegrity ? .commit(address) : .unpinned(address)
        case .registry(let address): return address.map { $0.hasPrefix("http://") && !hasIntegrity } == true ? .cleartext(address ?? "") : nil
        case .path, .workspace, .toolchain: return nil
        }
    }

    private func violation(_ package: Package, _ origin: Origin, _ shipped: ShippedList) -> Violation {
        let (severity, words, gain): (Severity, String, String) =
            switch origin {
            case .commit(let address): (.low, "comes from `\(address)`", "nobody yet; no advisory will ever name what is in it")
            case .unpinned(let address): (.medium, "comes from `\(address)`, whatever lies there", "whoever may write there runs code inside the functions after the next deployment")
            case .cleartext(let address): (.high, "comes from `\(address)` without TLS", "whoever sits on the network of the build runs code inside the functions")
            }
        return Violation(
            at: package.place, "`\(package.name)` \(words)", gain: gain, functions: shipped.users.map(\.function),
            subject: "\(package.name) of \(shipped.list.path)", severity: severity, concerns: [PackageConcern(package)])
    }

    private static func lock(_ resolved: String) -> String {
        """
        {
          "name": "shop", "lockfileVersion": 3,
          "packages": {
            "": { "name": "shop", "dependencies": { "tool": "*" } },
            «"node_modules/tool": { "version": "1.0.0", "resolved": "\(resolved)" }»
          }
        }
        """
    }

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework, DependencyExample.manifest,
            files: [
                "order.js": DependencyExample.code, "package.json": "{ \"name\": \"shop\" }",
                "package-lock.json": lock("git+ssh://git@github.com/shop/tool.git#8f1c0d3a5b7e9f2c4d6a8b0c1e3f5a7b9d2c4e6f"),
            ]),
        .flagged(
            .serverlessFramework, DependencyExample.manifest,
            files: [
                "order.js": DependencyExample.code, "package.json": "{ \"name\": \"shop\" }",
                "package-lock.json": lock("git://github.com/shop/tool.git#main"),
            ]),
        .clean(
            .serverlessFramework, DependencyExample.manifest,
            files: [
                "order.js": DependencyExample.code, "package.json": "{ \"name\": \"shop\" }",
                "package-lock.json": lock("https://registry.npmjs.org/tool/-/tool-1.0.0.tgz").filter { !"«»".contains($0) },
            ]),
    ]
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: false
        }
    }
}
