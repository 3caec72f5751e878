package import ApplicationModel
package import ManifestSyntax

extension Value {
    /// How deep values may stand in each other before the rest is left unknown.
    package static let maxManifestDepth = 256

    /// A manifest's value as it is written: places kept, CloudFormation's short forms as plain maps, no variable
    /// resolved.
    package init(_ node: ManifestNode) {
        self = Value.make(node, depth: 0)
    }

    private static func make(_ node: ManifestNode, depth: Int) -> Value {
        guard depth < maxManifestDepth else {
            return Value(.unknown(reason: "nested too deep"), place: node.place)
        }
        let node = node.longForm
        let content: Content =
            switch node.content {
            case .missing: .unknown(reason: "nothing stands here")
            case .null: .null
            case .bool(let value): .bool(value)
            case .number(let value, let text): .number(value, text: text)
            case .string(let text): .string(text.value)
            case .sequence(let elements): .list(elements.map { make($0, depth: depth + 1) })
            case .mapping(let members):
                .map(
                    members.map { member in
                        Member(
                            key: member.key, keyPlace: member.keyPlace, value: make(member.value, depth: depth + 1))
                    })
            }
        return Value(content, place: node.place)
    }
}
