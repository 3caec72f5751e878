/// What reaches the functions of an application and what they reach, as a directed graph. Holds no secret.
package struct ApplicationGraph: Sendable, Hashable {
    /// Something that calls, is called or is kept.
    package struct Node: Sendable, Hashable {
        /// What it is.
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            /// Someone outside: the internet, an account, a service.
            case outside
            /// A trigger: a route, a schedule, a function URL.
            case door
            case function
            /// A role that several functions run under.
            case role
            /// A resource of the manifest, or something outside that a function reaches.
            case resource
        }

        /// Who can reach it.
        package enum Exposure: String, Sendable, Hashable { case `internal`, authenticated, `public` }

        /// Its name within the graph, such as `function:createOrder`; each once.
        package let id: String
        /// What it is.
        package let kind: Kind
        /// What people call it.
        package let label: String
        /// A word more, such as the type of a resource; empty when there is none.
        package let detail: String
        /// Who can reach it; `nil` for what is neither door nor function.
        package let exposure: Exposure?
        /// Where it is written; `nil` for what stands outside.
        package let place: FilePosition?

        /// Makes a node.
        package init(
            id: String, kind: Kind, label: String, detail: String = "", exposure: Exposure? = nil,
            place: FilePosition? = nil
        ) {
            self.id = id
            self.kind = kind
            self.label = label
            self.detail = detail
            self.exposure = exposure
            self.place = place
        }
    }

    /// Something that leads from one node to another.
    package struct Edge: Sendable, Hashable {
        /// What leads there.
        package enum Kind: String, Sendable, Hashable, CaseIterable {
            /// The first calls the second.
            case invokes
            /// Messages, records or results of the first reach the second.
            case delivers
            /// Failures of the first are sent to the second.
            case failsTo
            /// The first holds the second's name in its environment; the label is the variable.
            case names
            /// The first may act on the second; the label is the actions.
            case mayUse
            /// The first runs under the second.
            case runsAs
        }

        /// The index of the node where it starts.
        package let from: Int
        /// The index of the node where it ends.
        package let to: Int
        /// What leads there.
        package let kind: Kind
        /// A word more; empty when there is none.
        package let label: String

        /// Makes an edge.
        package init(from: Int, to: Int, kind: Kind, label: String = "") {
            self.from = from
            self.to = to
            self.kind = kind
            self.label = label
        }
    }

    /// The nodes: functions in the manifest's order, others as they are met.
    package private(set) var nodes: [Node]
    /// The edges, in the order they were met; each once.
    package private(set) var edges: [Edge]

    /// Makes a graph; edges whose ends are no nodes are left out.
    package init(nodes: [Node] = [], edges: [Edge] = []) {
        self.nodes = nodes
        var seen: Set<Edge> = []
        self.edges = edges.filter {
            nodes.indices.contains($0.from) && nodes.indices.contains($0.to) && seen.insert($0).inserted
        }
    }
}

extension ApplicationGraph {
    /// What is around some functions: all that leads to them, and all that they lead to, at any distance, without
    /// going through another function.
    package func neighbourhood(ofFunctions isMeant: (String) -> Bool) -> ApplicationGraph {
        let centres = nodes.indices.filter { nodes[$0].kind == .function && isMeant(nodes[$0].label) }
        let kept = reached(from: centres) { ($0.from, $0.to) }.union(reached(from: centres) { ($0.to, $0.from) })
        let indices = nodes.indices.filter(kept.contains)
        let new = Dictionary(uniqueKeysWithValues: indices.enumerated().map { ($1, $0) })
        return ApplicationGraph(
            nodes: indices.map { nodes[$0] },
            edges: edges.compactMap { edge in
                guard let from = new[edge.from], let to = new[edge.to] else { return nil }
                return Edge(from: from, to: to, kind: edge.kind, label: edge.label)
            })
    }

    private func reached(from centres: [Int], along ends: (Edge) -> (Int, Int)) -> Set<Int> {
        var next: [Int: [Int]] = [:]
        for edge in edges { next[ends(edge).0, default: []].append(ends(edge).1) }
        var reached = Set(centres)
        var open = centres
        while let node = open.popLast() {
            for other in next[node] ?? [] where reached.insert(other).inserted {
                if nodes[other].kind != .function { open.append(other) }
            }
        }
        return reached
    }
}
