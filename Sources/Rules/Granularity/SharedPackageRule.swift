import ApplicationModel
import AuditKit
import Findings
import SourceText

/// Functions that all ship the whole service.
struct SharedPackageRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .granularity, "shared-package", since: "0.1.0", severity: .low,
        summary: "ships the code and dependencies of every other function",
        why: """
            By default the framework zips the service once and deploys the same archive for every function. Each then \
            carries the others' code, dependencies and their known flaws, and an attacker inside one finds the rest of \
            the application laid out to read. Bundlers drop what no function imports, but without `individually` they \
            put all bundles in the same archive. It is not reported for a single function, for functions of one source \
            file, prebuilt artefacts and images.
            """,
        remedy: """
            Set `package.individually: true`, with `patterns` per function that leave the others' code out or together \
            with a bundler.
            """,
        cwe: [1125],
        references: [
            "https://www.serverless.com/framework/docs/providers/aws/guide/packaging",
            "https://www.serverless.com/framework/docs/providers/aws/guide/building",
        ])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.format == .serverlessFramework else { return verdictsOnTemplate(application) }
        guard application.provider.hasServicePackage else { return [] }
        let packages = application.functions.compactMap { PackedFunction($0, in: application) }
        let open = packages.lazy.compactMap(\.undecided).first
        guard open == nil || Set(packages.map(\.module)).count < 2 else {
            return open.map { [.undecided(at: $0.place, because: $0.whyUndetermined, functions: packages.map(\.function.name))] } ?? []
        }
        return [true, false].compactMap { isBundled in
            violation(of: packages.filter { $0.isBundled == isBundled }, isBundled, in: application)
        }.map(Verdict.violation)
    }

    /// Functions with one `CodeUri`, or one archive in S3, whose handlers stand in different files.
    private func verdictsOnTemplate(_ application: Application) -> [Verdict] {
        var order: [TemplateCode.Key] = []
        var groups: [TemplateCode.Key: [TemplateCode]] = [:]
        for code in TemplateCode.all(in: application) {
            if groups[code.key] == nil { order.append(code.key) }
            groups[code.key, default: []].append(code)
        }
        return order.compactMap { key in violation(of: groups[key] ?? []).map(Verdict.violation) }
    }

    private func violation(of group: [TemplateCode]) -> Violation? {
        guard let first = group.first, Set(group.compactMap(\.module)).count >= 2 else { return nil }
        let names = group.map(\.function.name)
        let attacker = group.map(\.function).mostExposed?.attacker ?? "whoever takes over one of them"
        return Violation(
            at: first.value.place, message(names, false),
            gain: "\(attacker) can read the code and dependencies of the others in the same package", functions: names,
            remedy: """
                Give each function a folder of its own in `CodeUri`, with what they share in a layer\(first.isCompiled
                    ? " or a module." : ", or let `BuildMethod: esbuild` bundle each for itself.")
                """)
    }

    /// Bundles share an archive with each other; what is not bundled shares the whole service with everything.
    private func violation(of packages: [PackedFunction], _ isBundled: Bool, in application: Application) -> Violation? {
        let shared = packages.filter(\.isShared)
        let others = isBundled || shared.contains(where: \.leavesSomethingOut) ? shared : packages
        guard let first = shared.first, let weakest = shared.map(\.function).mostExposed,
            Set(others.map(\.module)).count >= 2
        else { return nil }
        let place =
            first.function.package.place ?? application.document.member("functions")?.keyPlace ?? first.function.namePlace
        let count = others.count - 1
        return Violation(
            at: place, message(shared.map(\.function.name), isBundled),
            gain: """
                \(weakest.attacker) can read the code and dependencies of \
                \(count == 1 ? "the other function" : "the \(count) other functions") in the same package
                """,
            functions: shared.map(\.function.name), remedy: remedy(first, isBundled, application),
            repair: isBundled ? repair(in: application) : nil)
    }

    /// Bundles part at once; of what is not bundled each archive would still hold everything.
    private func repair(in application: Application) -> Repair? {
        let title = "package each function by itself"
        if let setting = application.document[path: "package", "individually"] {
            return setting.bool == nil ? nil : Repair(title, [.replace(setting.place, with: .bool(true))])
        }
        guard application.document.isMap else { return nil }
        return Repair(title, [.insert(.bool(true), at: ["package", "individually"], into: application.document.place)])
    }

    private func message(_ names: [String], _ isBundled: Bool) -> String {
        let content = isBundled ? "the bundles" : "the code"
        guard names.count > 1 else { return "`\(names.first ?? "")` ships the package of the service with all functions' code" }
        return "\(names.count) functions ship one package with \(content) of all of them"
    }

    private func remedy(_ package: PackedFunction, _ isBundled: Bool, _ application: Application) -> String {
        guard application.provider.isAWS || application.provider.name == "openwhisk" else {
            return "Move the functions that strangers reach to a service of their own: the provider's plugin packs a service once."
        }
        if isBundled {
            return "Set `package.individually: true` for the service: each function then ships its own bundle alone."
        }
        let patterns = "Set `package.individually: true` with `patterns` per function that leave the others' code out"
        guard application.provider.isAWS, package.function.runtime?.string?.hasPrefix("nodejs") == true else {
            return patterns + "."
        }
        let bundler = application.frameworkMajor?.number ?? 3 >= 4 ? "`build: esbuild`" : "a bundler's plugin, such as `serverless-esbuild`"
        return "\(patterns), or set it together with \(bundler)."
    }
}

extension Application.Provider {
    /// Providers for which the framework zips the service for each function.
    fileprivate var hasServicePackage: Bool {
        ["aws", "azure", "google", "openwhisk", "aliyun", "tencent"].contains(name)
    }
}
