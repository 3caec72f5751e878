internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Writes out `Fn::ForEach`: one copy of the loop's body for each element of its list, all at the author's places.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
struct LoopExpansion {
    /// How many values the loops of one template may make together.
    private static let valueLimit = 100_000
    private static let depthLimit = 200
    private static let prefix = "Fn::ForEach::"

    /// The lists that parameters stand for.
    private let lists: [String: [String]]
    /// Loops that could not be written out.
    private(set) var issues: [SourceIssue] = []
    private var remaining = valueLimit

    /// Prepares an expansion; `parameters` are the values that parameters stand for.
    init(parameters: [String: Value]) {
        lists = parameters.compactMapValues { value in
            guard case .list(let elements) = value.content else { return nil }
            return elements.compactMap(\.scalarText)
        }
    }

    /// The value with every loop in it written out.
    mutating func expand(_ value: Value) -> Value {
        guard Self.occurs(in: value, depth: 0) else { return value }
        return expand(value, [:], depth: 0)
    }

    private static func occurs(in value: Value, depth: Int) -> Bool {
        guard depth < depthLimit else { return false }
        switch value.content {
        case .list(let elements): return elements.contains { occurs(in: $0, depth: depth + 1) }
        case .map(let members):
            return members.contains { $0.key.hasPrefix(prefix) || occurs(in: $0.value, depth: depth + 1) }
        default: return false
        }
    }

    private mutating func expand(_ value: Value, _ bindings: [String: String], depth: Int) -> Value {
        guard depth < Self.depthLimit, remaining > 0 else {
            return value.replacing(.unknown(reason: "a loop makes more than is followed"))
        }
        if !bindings.isEmpty { remaining -= 1 }
        switch value.content {
        case .list(let elements):
            var expanded: [Value] = []
            for element in elements { expanded.append(expand(element, bindings, depth: depth + 1)) }
            return value.replacing(.list(expanded))
        case .map(let members):
            if members.count == 1, members[0].key == "Ref", let item = members[0].value.string.flatMap({ bindings[$0] }) {
                return value.replacing(.string(item))
            }
            return value.replacing(.map(expand(members, bindings, depth: depth)))
        case .string(let text) where !bindings.isEmpty:
            return value.replacing(.string(Self.replaced(in: text, bindings)))
        default: return value
        }
    }

    private mutating func expand(
        _ members: [Value.Member], _ bindings: [String: String], depth: Int
    ) -> [Value.Member] {
        var expanded: [Value.Member] = []
        for member in members {
            if member.key.hasPrefix(Self.prefix) {
                expanded += loop(member, bindings, depth: depth)
            } else {
                expanded.append(
                    Value.Member(
                        key: Self.replaced(in: member.key, bindings), keyPlace: member.keyPlace,
                        value: expand(member.value, bindings, depth: depth + 1)))
            }
        }
        return expanded
    }

    private mutating func loop(
        _ member: Value.Member, _ bindings: [String: String], depth: Int
    ) -> [Value.Member] {
        let parts = member.value.elements
        guard parts.count == 3, let identifier = parts[0].string, case .map(let body) = parts[2].content,
            let items = items(of: parts[1], bindings)
        else {
            report(.unresolved, "the loop `\(member.key)` is not written out: its list or body is not known", member)
            return []
        }
        var expanded: [Value.Member] = []
        for item in items {
            guard remaining > 0 else {
                report(.limit, "the loop `\(member.key)` makes more than \(Self.valueLimit) values", member)
                break
            }
            expanded += expand(body, bindings.merging([identifier: item]) { $1 }, depth: depth + 1)
        }
        return expanded
    }

    private mutating func report(_ kind: SourceIssue.Kind, _ message: String, _ member: Value.Member) {
        if issues.count < 100 { issues.append(SourceIssue(kind, message, at: member.keyPlace)) }
    }

    /// The elements of a loop's list: literals, or a parameter that stands for a list.
    private func items(of value: Value, _ bindings: [String: String]) -> [String]? {
        if value.members.count == 1, let name = value["Ref"]?.string { return lists[name] }
        guard case .list(let elements) = value.content else { return nil }
        var items: [String] = []
        for element in elements {
            if let text = element.scalarText {
                items.append(Self.replaced(in: text, bindings))
            } else if let name = element["Ref"]?.string, let list = lists[name] {
                items += list
            } else {
                return nil
            }
        }
        return items
    }

    /// `${Name}` and `&{Name}` are the element, in keys and values alike.
    private static func replaced(in text: String, _ bindings: [String: String]) -> String {
        guard !bindings.isEmpty, text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var result = text
        for (name, item) in bindings.sorted(by: { $0.key < $1.key }) {
            result = result.replacing("${\(name)}", with: item).replacing("&{\(name)}", with: item)
        }
        return result
    }
}
