import Findings
import Foundation
import Reporting
import SourceText
import TestSupport
import Testing

@Suite struct GraphFormatTests {
    private static func named(_ graph: ApplicationGraph) -> [NamedGraph] {
        [NamedGraph(application: "storefront", manifest: "services/storefront/serverless.yml", graph: graph)]
    }

    /// Sixty functions with doors, half of them under one role, and twenty resources.
    private static func large(seed: UInt64) -> ApplicationGraph {
        var random = SplitMix64(seed: seed)
        var nodes: [ApplicationGraph.Node] = (0..<60).map { .init(id: "f\($0)", kind: .function, label: "function\($0)") }
        nodes += (0..<60).map { .init(id: "d\($0)", kind: .door, label: "GET /path/\($0)", detail: "http, IAM") }
        nodes += (0..<20).map { .init(id: "r\($0)", kind: .resource, label: "Resource\($0)", detail: "AWS::SQS::Queue") }
        nodes += [.init(id: "i", kind: .outside, label: "internet"), .init(id: "s", kind: .role, label: "shared role")]
        var edges: [ApplicationGraph.Edge] = []
        for index in 0..<60 {
            edges += [.init(from: 140, to: 60 + index, kind: .invokes), .init(from: 60 + index, to: index, kind: .invokes)]
            if index.isMultiple(of: 2) { edges.append(.init(from: index, to: 141, kind: .runsAs)) }
            edges.append(.init(from: index, to: 120 + Int(random.next() % 20), kind: .mayUse))
        }
        edges += (0..<5).map { .init(from: 120 + $0, to: Int(random.next() % 60), kind: .delivers) }
        edges += (0..<5).map { .init(from: 125 + $0, to: 120 + $0, kind: .failsTo) }
        return ApplicationGraph(nodes: nodes, edges: edges)
    }

    private struct Box {
        let x, y, width, height: Double
        func overlaps(_ other: Box) -> Bool {
            x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
        }
    }

    private func boxes(in svg: String) -> [Box] {
        svg.matches(
            of: /translate\(([\d.]+) ([\d.]+)\)"><title>[^<]*<\/title><rect width="([\d.]+)" height="([\d.]+)"/
        ).compactMap { match in
            guard let x = Double(match.1), let y = Double(match.2), let width = Double(match.3), let height = Double(match.4)
            else { return nil }
            return Box(x: x, y: y, width: width, height: height)
        }
    }

    @Test(arguments: 0..<6) func noTwoBoxesOverlap(seed: Int) {
        let graph = Self.large(seed: UInt64(seed))
        let boxes = boxes(in: GraphFormat.svg.render(Self.named(graph)))
        #expect(boxes.count >= graph.nodes.count)
        for (index, box) in boxes.enumerated() {
            for other in boxes[(index + 1)...] { #expect(!box.overlaps(other)) }
        }
    }

    @Test func everyEdgeLeadsToTheRight() throws {
        let svg = GraphFormat.svg.render(Self.named(Self.large(seed: 9)))
        let paths = svg.matches(of: /class="edge [^>]* d="M([\d.]+) [^"]*?([\d.]+) [\d.]+"/)
        #expect(paths.count == Self.large(seed: 9).edges.count)
        for path in paths {
            let (start, end) = (try #require(Double(path.1)), try #require(Double(path.2)))
            #expect(start < end)
        }
    }

    @Test func whatNeedNotCrossDoesNot() throws {
        // Written upside down: the doors in the opposite order of their functions.
        let nodes: [ApplicationGraph.Node] =
            (0..<9).map { .init(id: "f\($0)", kind: .function, label: "f\($0)") }
            + (0..<9).map { .init(id: "d\($0)", kind: .door, label: "d\($0)") }
        let edges: [ApplicationGraph.Edge] = (0..<9).map { .init(from: 9 + $0, to: 8 - $0, kind: .invokes) }
        let svg = GraphFormat.svg.render(Self.named(ApplicationGraph(nodes: nodes, edges: edges)))
        let level = svg.matches(of: /class="edge [^>]* d="M[\d.]+ ([\d.]+)C[\d.]+ [\d.]+ [\d.]+ [\d.]+ [\d.]+ ([\d.]+)"/)
        #expect(level.count == 9)
        for path in level { #expect(path.1 == path.2) }
    }

    @Test func aGraphThatNobodyCanReadIsNotDrawn() {
        let nodes = (0..<2_000).map { ApplicationGraph.Node(id: "\($0)", kind: .function, label: "f") }
        #expect(GraphFormat.svg.render(Self.named(ApplicationGraph(nodes: nodes))).contains("too much to draw"))
        #expect(GraphFormat.svg.render(Self.named(ApplicationGraph())).contains("nothing to draw"))
    }

    @Test(arguments: GraphFormat.allCases) func sameGraphGivesSameBytes(format: GraphFormat) {
        let graphs = Self.named(Self.large(seed: 3))
        #expect(format.render(graphs) == format.render(graphs))
        #expect(format.render(graphs).hasSuffix("\n"))
    }

    @Test func jsonNamesTheEndsOfEveryEdge() throws {
        let text = GraphFormat.json.render(Self.named(SampleReport.graph))
        let json = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(json["format"] as? String == "ringfence-graph" && json["version"] as? Int == 1)
        let application = try #require((json["applications"] as? [[String: Any]])?.first)
        let ids = Set((application["nodes"] as? [[String: Any]])?.compactMap { $0["id"] as? String } ?? [])
        let edges = try #require(application["edges"] as? [[String: String]])
        #expect(edges.count == SampleReport.graph.edges.count)
        for edge in edges { #expect(ids.contains(edge["from"] ?? "") && ids.contains(edge["to"] ?? "")) }
    }

    @Test func theNeighbourhoodStopsAtOtherFunctions() {
        let graph = ApplicationGraph(
            nodes: ["a", "b", "c"].map { .init(id: $0, kind: .function, label: $0) } + [
                .init(id: "q", kind: .resource, label: "q"), .init(id: "d", kind: .door, label: "d"),
                .init(id: "e", kind: .door, label: "e"),
            ],
            edges: [
                .init(from: 4, to: 0, kind: .invokes), .init(from: 0, to: 3, kind: .mayUse),
                .init(from: 3, to: 1, kind: .delivers), .init(from: 1, to: 2, kind: .invokes),
                .init(from: 5, to: 1, kind: .invokes),
            ])
        let part = graph.neighbourhood { $0 == "a" }
        #expect(part.nodes.map(\.label) == ["a", "b", "q", "d"])
        #expect(part.edges.count == 3)
        #expect(graph.neighbourhood { $0 == "x" }.nodes.isEmpty)
    }

    @Test func edgesToNowhereAreLeftOut() {
        let nodes = [ApplicationGraph.Node(id: "a", kind: .function, label: "a")]
        let edges = [ApplicationGraph.Edge(from: 0, to: 7, kind: .invokes), .init(from: -1, to: 0, kind: .invokes)]
        #expect(ApplicationGraph(nodes: nodes, edges: edges).edges.isEmpty)
    }

    @Test(arguments: GraphFormat.allCases) func hostileTextStaysText(format: GraphFormat) throws {
        let graph = try #require(SampleReport.hostileDetailed.details?.applications.first?.graph)
        let name = "a\"]\n  end\n  click a href \"javascript:alert(1)\" }; \u{202E}<script>"
        let text = format.render([NamedGraph(application: name, manifest: name, graph: graph)])
        let harmful = text.unicodeScalars.contains { scalar in
            scalar.value < 0x20 && scalar != "\n" || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
        }
        #expect(!harmful)
        for line in text.split(separator: "\n") {
            #expect(!line.drop { $0 == " " }.hasPrefix("::") && !line.contains("##["), "\(line)")
            #expect(!line.drop { $0 == " " }.hasPrefix("click"))
        }
        if format != .json { #expect(!text.contains("<script")) }
    }
}
