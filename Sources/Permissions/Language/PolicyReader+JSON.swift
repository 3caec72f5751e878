package import ManifestSyntax
package import SourceText

extension PolicyReader {
    /// Reads the text of a policy; what is wrong with the JSON comes first.
    package static func read(json text: String, as use: Use) -> (policy: Policy, problems: [PolicyProblem]) {
        guard let path = RelativePath("policy.json") else { return (Policy(statements: []), []) }
        let document = ManifestDocument.parse(SourceFile(path: path, text: text), language: .json)
        let issues = document.issues.map {
            PolicyProblem(path: [], message: $0.message, help: $0.help, isPartial: $0.isPartial)
        }
        let (policy, problems) = read(document.roots.first.map { PolicyValue($0) } ?? .unknown("no value"), as: use)
        return (policy, issues + problems)
    }
}

extension PolicyValue {
    /// The value of a manifest's node; what stands for something else (a tag, a missing value) is not known.
    package init(_ node: ManifestNode) {
        guard node.tag == nil else {
            self = .unknown("it is computed by a tag")
            return
        }
        switch node.content {
        case .missing: self = .unknown("nothing is written there")
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(_, let text): self = .number(text)
        case .string(let text): self = .string(text.value)
        case .sequence(let elements): self = .list(elements.map { PolicyValue($0) })
        case .mapping(let members): self = .map(members.map { Member($0.key, PolicyValue($0.value)) })
        }
    }
}

extension PolicyProblem {
    /// Where it is written in the node that the policy was read from: the deepest value that its path leads to.
    package func place(in root: ManifestNode) -> SourcePlace {
        var node = root
        for step in path {
            switch step {
            case .key(let key):
                guard let member = node.member(key) else { return node.place }
                node = member.value
            case .index(let index):
                guard node.elements.indices.contains(index) else { return node.place }
                node = node.elements[index]
            }
        }
        return node.place
    }
}
