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
            the application laid out to read. It is not reported for a single function, for functions of one source \
            file, bundlers, prebuilt artefacts and images.
            """,
        remedy: """
            Set `package.individually: true` with `patterns` per function, or bundle: `build: esbuild` (version 4), or a \
            bundler's plugin.
            """,
        cwe: [1125],
        references: [
            "https://www.serverless.com/framework/docs/providers/aws/guide/packaging",
            "https://www.serverless.com/framework/docs/providers/aws/guide/building",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            «functions»:
              list:
                handler: src/list.handler
              export:
                handler: src/export.handler
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            package:
              individually: true
            functions:
              list:
                handler: src/list.handler
              export:
                handler: src/export.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # One source file holds both: there is nothing to separate.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: src/orders.list
              export:
                handler: src/orders.export
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            plugins:
              - serverless-esbuild
            functions:
              list:
                handler: src/list.handler
              export:
                handler: src/export.handler
            """),
    ]

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        let sharing = application.functions.filter { $0.package.method == .sharedService && $0.image == nil }
        let modules = Set(sharing.map(module))
        guard application.provider.hasServicePackage, sharing.count >= 2, modules.count >= 2, let first = sharing.first
        else { return [] }
        let place =
            first.package.place ?? application.document.member("functions")?.keyPlace ?? first.namePlace
        let weakest = sharing.mostExposed ?? first
        let violation = Violation(
            at: place, "\(sharing.count) functions ship one package with the code of all of them",
            gain: """
                \(weakest.attacker) can read and call the code and dependencies of the \
                \(sharing.count == 2 ? "other function" : "other \(sharing.count - 1) functions") in the same package
                """,
            functions: sharing.map(\.name))
        return [.violation(violation)]
    }

    /// The file a handler stands in: its path without the exported name.
    private func module(of function: Function) -> String {
        guard let handler = function.handler?.text(placeholder: "?") else { return "function " + function.name }
        // Java and Go name a class or binary, which has no dot or `::`.
        if let colons = handler.firstRange(of: "::") { return String(handler[..<colons.lowerBound]) }
        guard let dot = handler.lastIndex(of: ".") else { return handler }
        return String(handler[..<dot])
    }
}

extension Application.Provider {
    /// Providers for which the framework zips the service for each function.
    fileprivate var hasServicePackage: Bool {
        ["aws", "azure", "google", "openwhisk", "aliyun", "tencent"].contains(name)
    }
}
