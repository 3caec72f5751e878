import ApplicationModel
import AuditKit
import DependencyReach
import Findings
import PackageInventory
import SourceText

/// An artefact that does not say which packages it ships.
struct UnscannableArtefactRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .dependencies, "unscannable-artefact", since: "0.1.0", severity: .medium,
        summary: "deploys an artefact of which nobody can say what is in it",
        why: """
            A zip file that is encrypted, a bundle without a mark of its modules, a program without the list of what it was \
            built from: no scanner finds a package in it, and most then report that there are no vulnerabilities. What \
            cannot be read is no pass. Where a lockfile in the tree says what readable code was made from, it is taken \
            for what is shipped, and nothing is reported here.
            """,
        remedy: """
            Let the build say what it packs: keep the lockfile in the tree, write a source map or a metafile beside a bundle, \
            leave `*.dist-info`, `pom.properties` and Go's build information in, and pack without a password.
            """,
        cwe: [1395, 1059],
        references: [
            "https://esbuild.github.io/api/#metafile", "https://pkg.go.dev/debug/buildinfo",
            "https://packaging.python.org/en/latest/specifications/recording-installed-packages/",
        ])

    static let readsPackages = true

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard let dependencies = context.dependencies else { return [] }
        let violations = dependencies.artefacts.compactMap { shipped in
            silence(of: shipped).map { Verdict.violation(violation($0, of: shipped, context)) }
        }
        return violations + dependencies.unfound.compactMap { undecided($0, dependencies) }
    }

    /// What keeps an artefact from being known, behind its name; `nil` when everything is known.
    private func silence(of shipped: ShippedArtefact) -> String? {
        let artefact = shipped.artefact
        if let reason = artefact.unscannable { return " is unscannable: \(reason)" }
        let parts = shipped.isListed ? artefact.unread.filter { $0.kind != .unmarked } : artefact.unread
        if let first = parts.first {
            let isItself = first.path.isEmpty || first.path == artefact.path.name
            let rest = parts.count > 1 ? " (and \(parts.count - 1) more)" : ""
            return isItself ? " is unscannable: \(first.reason)" : " is unscannable in part: `\(first.path)`\(rest): \(first.reason)"
        }
        guard !shipped.unversioned.isEmpty else { return nil }
        return " is unscannable in part: nothing says the version of \(NameList.text(shipped.unversioned, showing: 3))"
    }

    private func violation(_ silence: String, of shipped: ShippedArtefact, _ context: AuditContext) -> Violation {
        let functions = shipped.reference.functions.compactMap { context.function(named: $0) }
        let attacker = functions.mostExposed?.attacker ?? "whoever gets at a function that ships it"
        return Violation(
            at: shipped.reference.place, "`\(shipped.artefact.path.shortName)`\(silence)",
            gain: "\(attacker) can try known flaws of packages that no report shows", functions: functions.map(\.name),
            subject: "packages of \(shipped.artefact.path.assetHash == nil ? shipped.artefact.path.description : shipped.reference.functions.first ?? "")",
            severity: Severity.medium.weighed(by: functions.mostExposed?.exposure ?? .internal), confidence: .high)
    }

    /// What is not in the tree is no mistake: a build makes it later. Where a list says what goes in, nothing is open.
    private func undecided(_ unfound: UnfoundArtefact, _ dependencies: ApplicationDependencies) -> Verdict? {
        let listed = Set(dependencies.lists.flatMap(\.users).map(\.function))
        let functions = unfound.isLayer ? unfound.functions : unfound.functions.filter { !listed.contains($0) }
        guard !functions.isEmpty else { return nil }
        let name = unfound.value.text(placeholder: "…") ?? "the artefact"
        let reason =
            switch unfound.reason {
            case .missing: "`\(name)` is not in the tree: built before the scan, it is read for the packages that it ships"
            case .elsewhere: "`\(name)` lies in a bucket, and with it the packages that it ships"
            case .undetermined: unfound.value.whyUndetermined
            }
        return .undecided(at: unfound.value.place, because: reason, functions: functions)
    }

    private static let manifest = """
        service: shop
        provider:
          name: aws
          runtime: nodejs24.x
        functions:
          order:
            handler: order.handler
            package:
              artifact: «build/order.zip»
            events: [{ httpApi: POST /orders }]
        """

    private static let template = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Order:
            Type: AWS::Serverless::Function
            Properties:
              CodeUri: asset.0f3c
              Handler: index.handler
              Runtime: nodejs24.x
        """

    static let examples: [RuleExample] = [
        .flagged(.serverlessFramework, manifest, files: ["build/order.zip": "this was a zip file once"]),
        .flagged(
            .sam, template.replacing("asset.0f3c", with: "«asset.0f3c»"),
            files: [
                "asset.0f3c/index.js": """
                    var r=__commonJS({a(e,t){t.exports=x=>x+1}});
                    exports.handler=async e=>r()(e);
                    """
            ]),
        .clean(
            .sam, template,
            files: [
                "asset.0f3c/index.js": "const uuid = require('uuid');\nexports.handler = async () => uuid.v4();\n",
                "asset.0f3c/node_modules/uuid/package.json": #"{ "name": "uuid", "version": "11.1.0" }"#,
            ]),
        .undecided(.serverlessFramework, manifest.filter { !"«»".contains($0) }),
    ]
}
