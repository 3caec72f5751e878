import Findings
import SourceText

extension SampleReport {
    /// The storefront with its cards, its graph and more of its source.
    static var detailed: ScanReport {
        var report = storefront
        let functions = report.applications[0].functions
        report.details = ScanDetails(
            applications: [.init(cards: functions.map { card($0.name, $0.exposure) }, graph: graph)],
            passages: Dictionary(
                report.findings.map { ($0.fingerprint, passage(around: $0)) }, uniquingKeysWith: { first, _ in first }))
        return report
    }

    private static func card(_ name: String, _ exposure: String) -> FunctionCard {
        let place = FilePosition(
            path: RelativePath("services/storefront/serverless.yml") ?? .root,
            position: SourcePosition(line: 14, column: 3, utf16Column: 3))
        var card = FunctionCard(name: name, application: "storefront", place: place, exposure: exposure)
        card.facts = [CardRow("handler", "src/\(name).handler"), CardRow("runtime", "nodejs16.x")]
        card.reachedBy = [CardLine("httpApi POST /orders, no authorization", at: place)]
        card.reaches = [CardLine("Orders (AWS::DynamoDB::Table), named in TABLE", at: place)]
        card.role = CardLine("role made by the framework for the service, shared with 2 other functions", at: place)
        card.permissions = (0..<45).map { CardLine("allow s3:* on bucket \($0)") }
        card.ownEnvironment = [CardRow("TABLE", "Orders"), CardRow("API_TOKEN", "text, not shown")]
        return card
    }

    private static func passage(around finding: Finding) -> Passage {
        let lines = manifest.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let start = finding.location.start.line
        let range = max(1, start - 2)...min(lines.count, start + 2)
        let changes = finding.fix.map { fix in
            [
                Passage.Change(
                    path: finding.location.place.path, firstLine: start, removed: [lines[start - 1]],
                    added: fix.edits.map(\.replacement))
            ]
        }
        return Passage(
            firstLine: range.lowerBound,
            lines: range.map { number in
                number == start ? finding.location.excerpt : Excerpt(text: lines[number - 1], highlight: 0..<0)
            },
            changes: changes ?? [])
    }

    /// A graph with a node and an edge of every kind, and an edge that leads back.
    static var graph: ApplicationGraph {
        ApplicationGraph(
            nodes: [
                .init(id: "function:createOrder", kind: .function, label: "createOrder", detail: "nodejs16.x", exposure: .public),
                .init(id: "function:listOrders", kind: .function, label: "listOrders", exposure: .authenticated),
                .init(
                    id: "function:resizeProductImages", kind: .function, label: "resizeProductImages", exposure: .internal),
                .init(id: "outside:internet", kind: .outside, label: "internet"),
                .init(id: "door:0", kind: .door, label: "POST /orders", detail: "httpApi, no authorization", exposure: .public),
                .init(id: "door:1", kind: .door, label: "GET /orders", detail: "httpApi, JWT", exposure: .authenticated),
                .init(id: "role:default", kind: .role, label: "shared role", detail: "role of 3 functions"),
                .init(id: "resource:Orders", kind: .resource, label: "Orders", detail: "AWS::DynamoDB::Table"),
                .init(id: "resource:Uploads", kind: .resource, label: "Uploads", detail: "AWS::S3::Bucket"),
                .init(id: "resource:Dead", kind: .resource, label: "Dead", detail: "AWS::SQS::Queue"),
            ],
            edges: [
                .init(from: 3, to: 4, kind: .invokes), .init(from: 3, to: 5, kind: .invokes),
                .init(from: 4, to: 0, kind: .invokes), .init(from: 5, to: 1, kind: .invokes),
                .init(from: 8, to: 2, kind: .delivers, label: "s3"), .init(from: 0, to: 6, kind: .runsAs),
                .init(from: 1, to: 6, kind: .runsAs), .init(from: 2, to: 6, kind: .runsAs),
                .init(from: 6, to: 7, kind: .mayUse, label: "dynamodb:PutItem"),
                .init(from: 2, to: 8, kind: .names, label: "UPLOADS_BUCKET"), .init(from: 2, to: 9, kind: .failsTo),
            ])
    }

    /// The hostile report with details that are no better.
    static var hostileDetailed: ScanReport {
        var report = hostile
        let words = "</script><script>alert(1)</script>\u{202E}\u{1B}[2J\u{0}\u{FFFE}\"'`::set-output ##[error] <img src=x onerror=y>"
        let place = FilePosition(path: report.applications[0].manifest, position: nil)
        let cards = report.applications[0].functions.map { function in
            var card = FunctionCard(name: function.name, application: words, place: place, exposure: words)
            card.facts = [CardRow(words, words)]
            card.reachedBy = [CardLine(words, at: place)]
            card.permissions = [CardLine(words)]
            card.role = CardLine(words)
            return card
        }
        let names = report.applications[0].functions.map(\.name) + [words]
        let nodes = names.map { ApplicationGraph.Node(id: $0, kind: .function, label: $0, detail: words, exposure: .public) }
        let graph = ApplicationGraph(
            nodes: nodes, edges: nodes.indices.map { .init(from: $0, to: 0, kind: .invokes, label: words) })
        let passages = report.findings.map { finding in
            let lines = [Excerpt(text: words + "\t" + words, highlight: 3..<900), Excerpt(text: "::error::x", highlight: 0..<2)]
            let change = Passage.Change(path: finding.location.place.path, firstLine: 1, removed: [words], added: [words])
            return (finding.fingerprint, Passage(firstLine: 1, lines: lines, changes: [change]))
        }
        report.details = ScanDetails(
            applications: [.init(cards: cards, graph: graph)],
            passages: Dictionary(passages, uniquingKeysWith: { first, _ in first }))
        return report
    }
}
