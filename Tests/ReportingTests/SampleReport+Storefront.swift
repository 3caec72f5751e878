import Findings
import SourceText

extension SampleReport {
    static let manifest = """
        service: storefront
        provider:
          name: aws
          runtime: nodejs16.x
          environment:
            API_TOKEN: ********
          iam:
            role:
              statements:
                - Effect: Allow
                  Action: 's3:*'
                  Resource: '*'
        functions:
          createOrder:
            handler: src/orders.create
            events:
              - httpApi: POST /orders
          listOrders:
            handler: src/orders.list
            events:
              - httpApi: GET /orders
          resizeProductImages:
            handler: src/images.resize
            events:
              - s3: ${self:custom.bucket}
        """

    private static func at(_ needle: String) -> Location {
        location("services/storefront/serverless.yml", manifest, needle)
    }

    /// One application in which most things happen.
    static var storefront: ScanReport {
        var sample = SampleReport()
        sample.report.applications = [storefrontApplication]
        sample.report.findings = storefrontFindings.sorted()
        sample.report.undecided = [
            Undecided(
                ruleID: RuleID(.transit, "cleartext-url"),
                reason: "`${ssm:/storefront/upstream}` is only known when the application is deployed",
                place: at("API_TOKEN").place, start: at("API_TOKEN").start, manifest: storefrontApplication.manifest,
                functions: ["listOrders"]),
            Undecided(
                ruleID: rules[4].id, reason: "`${env:TOKEN}` comes from whoever deploys",
                place: at("environment").place,
                manifest: storefrontApplication.manifest, functions: []),
        ]
        sample.report.suppressed = [
            .init(
                finding: finding(
                    rules[3], "`createOrder` is not traced", at: at("createOrder"), functions: ["createOrder"]),
                source: .comment, reason: "traced by the mesh until 2027"),
            .init(
                finding: finding(
                    rules[3], "`listOrders` is not traced", at: at("listOrders"), functions: ["listOrders"]),
                source: .baseline, reason: ""),
        ]
        return sample.report
    }

    private static var storefrontApplication: ScanReport.ApplicationSummary {
        .init(
            name: "storefront", manifest: RelativePath("services/storefront/serverless.yml") ?? .root, provider: "aws",
            stage: "dev",
            functions: [
                .init("createOrder", "public", "httpApi POST /orders"),
                .init("listOrders", "authenticated", "httpApi GET /orders", "schedule"),
                .init("resizeProductImages", "internal", "s3"),
            ])
    }

    private static var storefrontFindings: [Finding] {
        let all = ["createOrder", "listOrders", "resizeProductImages"]
        return [
            finding(
                rules[2], "role of 3 functions allows every action of `s3`", at: at("'s3:*'"), functions: all,
                related: [
                    RelatedLocation(location: at("resizeProductImages"), note: "the only function that uses `s3`")
                ],
                fix: Fix(
                    title: "allow `s3:GetObject` only", safety: .unsafe,
                    edits: [TextEdit(place: at("'s3:*'").place, replacement: "'s3:GetObject'")])),
            finding(
                rules[1], "`POST /orders` answers anyone", at: at("POST /orders"), functions: ["createOrder"],
                gain: "anyone on the internet places orders in another customer's name"),
            finding(
                rules[4], "`API_TOKEN` holds a token in plain text", at: at("API_TOKEN: ********"), functions: [],
                gain: "whoever reads the repository or the function's configuration calls the payment service as you"),
            finding(rules[0], "`nodejs16.x` is past its end of support", at: at("nodejs16.x"), functions: all),
            finding(
                rules[3], "`resizeProductImages` is not traced", at: at("resizeProductImages"),
                functions: ["resizeProductImages"], gain: "an attack on the function leaves no trail to follow"),
        ]
    }

    /// Two applications; in the second one rule finds a lot.
    static var monorepo: ScanReport {
        var report = storefront
        let names = (1...9).map { "worker\($0)" }
        let text = "service: jobs\nfunctions:\n" + names.map { "  \($0):\n    handler: src/\($0).run\n" }.joined()
        report.applications.insert(
            .init(
                name: "jobs", manifest: RelativePath("jobs/serverless.yml") ?? .root, provider: "aws", stage: nil,
                functions: names.map { .init($0, "internal", "sqs") }), at: 0)
        report.applications.append(
            .init(
                name: "website", manifest: RelativePath("website/serverless.yml") ?? .root, provider: "aws",
                stage: "dev",
                functions: [.init("render", "public", "httpApi GET /{proxy+}")]))
        report.findings += names.map { name in
            finding(
                rules[3], "`\(name)` is not traced", at: location("jobs/serverless.yml", text, name),
                application: "jobs",
                functions: [name], gain: "an attack on the function leaves no trail to follow")
        }
        report.findings.append(
            finding(
                rules[0], "`nodejs16.x` is past its end of support", at: location("jobs/serverless.yml", text, "jobs"),
                application: "jobs", functions: ["worker1", "worker2"]))
        report.findings.sort()
        return report
    }

    /// A scan that could not read everything.
    static var partial: ScanReport {
        var report = storefront
        report.findings = []
        report.issues = [
            LocatedIssue(
                issue: SourceIssue(
                    .missingFile, "`${file(config/prod.yml)}` names a file that is not there",
                    help: "add the file, or pass `--param` for what it would hold",
                    at: SourcePlace(wholeOf: RelativePath("services/storefront/serverless.yml") ?? .root)),
                start: SourcePosition(line: 7, column: 9, utf16Column: 9)),
            LocatedIssue(
                issue: SourceIssue(
                    .duplicateKey, "`handler` is written twice, the last one counts",
                    at: SourcePlace(wholeOf: RelativePath("services/storefront/serverless.yml") ?? .root),
                    isPartial: false),
                start: SourcePosition(line: 15, column: 5, utf16Column: 5)),
        ]
        return report
    }

    /// Nothing wrong, nothing undecided.
    static var clean: ScanReport {
        var report = storefront
        report.findings = []
        report.undecided = []
        report.suppressed = []
        return report
    }

    /// Nothing at all.
    static var empty: ScanReport { SampleReport().report }
}
