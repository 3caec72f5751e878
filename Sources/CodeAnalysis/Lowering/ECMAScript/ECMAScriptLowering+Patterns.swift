import CodeSyntax
import SourceText

// What values are bound to, in declarations and in assignments alike.
extension ECMAScriptLowering {
    /// Lowers a pattern whose names are declared, or a place that is assigned to.
    mutating func pattern(_ node: Node) -> CodePattern {
        switch kind(node) {
        case .identifier, .shorthandPropertyIdentifierPattern, .undefined: builder.target(text(node), span(node))
        case .objectPattern: recordPattern(node)
        case .arrayPattern: listPattern(node)
        case .assignmentPattern, .objectAssignmentPattern: item(node).pattern
        case .restPattern, .parenthesizedExpression, .nonNullExpression: part(of: node).map { pattern($0) } ?? .nothing
        default: .target(expression(node))
        }
    }

    private mutating func recordPattern(_ node: Node) -> CodePattern {
        var fields: [CodePattern.Field] = []
        var rest: CodePattern?
        for part in parts(of: node) {
            switch kind(part) {
            case .restPattern: rest = pattern(part)
            case .pairPattern: fields.append(pairField(part))
            default: fields.append(shorthandField(part))
            }
        }
        return .record(fields, rest: rest)
    }

    private mutating func pairField(_ node: Node) -> CodePattern.Field {
        let key = child(.key, node).map { propertyKey($0) }
        let value = child(.value, node).map { item($0) }
        return CodePattern.Field(
            name: key?.name ?? "", key: key?.computed, pattern: value?.pattern ?? .nothing,
            defaultValue: value?.defaultValue)
    }

    private mutating func shorthandField(_ node: Node) -> CodePattern.Field {
        let item = item(node)
        let name = names(in: node).first?.text ?? ""
        return CodePattern.Field(name: name, key: nil, pattern: item.pattern, defaultValue: item.defaultValue)
    }

    private mutating func listPattern(_ node: Node) -> CodePattern {
        var items: [CodePattern.Item?] = []
        var rest: CodePattern?
        for element in withHoles(node) {
            guard let element else {
                items.append(nil)
                continue
            }
            if kind(element) == .restPattern { rest = pattern(element) } else { items.append(item(element)) }
        }
        return .list(items, rest: rest)
    }

    /// A pattern with the value it takes when there is none.
    mutating func item(_ node: Node) -> CodePattern.Item {
        guard kind(node) == .assignmentPattern || kind(node) == .objectAssignmentPattern else {
            return CodePattern.Item(pattern: pattern(node), defaultValue: nil)
        }
        let left = child(.left, node)
        let value = child(.right, node).map { expression($0, named: left.flatMap { names(in: $0).first }) }
        return CodePattern.Item(pattern: left.map { pattern($0) } ?? .nothing, defaultValue: value)
    }

    /// The elements of an array or array pattern, with `nil` where a comma follows none. The commas themselves are not
    /// in the tree: they are counted in the text between the elements.
    func withHoles(_ node: Node) -> [Node?] {
        var elements: [Node?] = []
        var commas = 1
        var position = span(node).lowerBound + 1
        for child in tree.children(of: node) {
            commas += commaCount(from: position, to: span(child).lowerBound)
            position = span(child).upperBound
            if isMark(child) { continue }
            elements += Array(repeating: nil, count: min(max(commas - 1, 0), ECMAScriptLowering.holeLimit))
            elements.append(child)
            commas = 0
        }
        return elements
    }

    /// How many elements may be left out side by side.
    private static let holeLimit = 100

    private func commaCount(from start: Int, to end: Int) -> Int {
        let bytes = tree.file.bytes
        guard start < end, start >= 0, end <= bytes.count else { return 0 }
        return bytes[start..<end].count { $0 == UInt8(ascii: ",") }
    }
}
