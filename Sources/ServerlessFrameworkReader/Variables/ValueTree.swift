import ApplicationModel
import ManifestReading
import ManifestSyntax
import SourceText

/// Every value of every file that a manifest's variables can name, each with a number, so that a value is resolved
/// once however often it is named.
struct ValueTree {
    typealias ID = Int

    struct Member {
        let key: String
        let keyPlace: SourcePlace
        let value: ID
    }

    enum Content {
        case null
        case bool(Bool)
        case number(Double, text: String)
        case text(ScalarText)
        case list([ID])
        case map([Member])
        /// Left out, and why.
        case unread(reason: String)
    }

    struct Node {
        let content: Content
        let place: SourcePlace
        /// Whether the text is the template of `Fn::Sub`, in which pseudo parameters stay as they are written.
        let isSubstitution: Bool
    }

    private(set) var nodes: [Node] = []
    /// Whether values were left out because there are too many.
    private(set) var isFull = false
    private var keys: [ID: [String: ID]] = [:]
    private let maxNodes: Int

    init(maxNodes: Int) { self.maxNodes = maxNodes }

    /// Maps with more members than this get an index when they are first asked.
    private static let indexedFrom = 8

    /// Adds a tree and returns the number of its top.
    mutating func add(_ node: ManifestNode) -> ID { add(node, depth: 0, isSubstitution: false) }

    /// Adds a value of no manifest.
    mutating func add(_ content: Content, at place: SourcePlace, isSubstitution: Bool = false) -> ID {
        nodes.append(Node(content: content, place: place, isSubstitution: isSubstitution))
        return nodes.count - 1
    }

    subscript(id: ID) -> Node { nodes[id] }

    /// The value of a key, of duplicates the last.
    mutating func child(_ key: String, of id: ID) -> ID? {
        guard case .map(let members) = nodes[id].content else { return nil }
        if members.count < Self.indexedFrom { return members.last { $0.key == key }?.value }
        if let index = keys[id] { return index[key] }
        let index = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
        keys[id] = index
        return index[key]
    }

    /// The element at a 0-based index written in decimal.
    func element(_ index: String, of id: ID) -> ID? {
        guard case .list(let elements) = nodes[id].content, let index = Int(index), elements.indices.contains(index)
        else { return nil }
        return elements[index]
    }

    private mutating func add(_ node: ManifestNode, depth: Int, isSubstitution: Bool) -> ID {
        guard nodes.count < maxNodes, depth < Value.maxManifestDepth else {
            isFull = isFull || nodes.count >= maxNodes
            return add(.unread(reason: "left unread: too many or too deep values"), at: node.place)
        }
        let node = node.longForm
        switch node.content {
        case .missing: return add(.unread(reason: "nothing stands here"), at: node.place)
        case .null: return add(.null, at: node.place)
        case .bool(let value): return add(.bool(value), at: node.place)
        case .number(let value, let text): return add(.number(value, text: text), at: node.place)
        case .string(let text): return add(.text(text), at: node.place, isSubstitution: isSubstitution)
        case .sequence(let elements):
            let ids = elements.enumerated().map { index, element in
                add(element, depth: depth + 1, isSubstitution: isSubstitution && index == 0)
            }
            return add(.list(ids), at: node.place)
        case .mapping(let members):
            let added = members.map { member in
                Member(
                    key: member.key, keyPlace: member.keyPlace,
                    value: add(member.value, depth: depth + 1, isSubstitution: member.key == "Fn::Sub"))
            }
            return add(.map(added), at: node.place)
        }
    }
}
