package import ApplicationModel
import SourceText

extension Repair.Literal {
    /// How deep a value is copied.
    private static let depthLimit = 32

    /// A value written once more with the comments in it: the variable it was taken through, else its text; `nil` for what
    /// only the deployment knows, and for what is nested too deep.
    package init?(copying value: Value) { self.init(value, depth: 0) }

    private init?(_ value: Value, depth: Int) {
        guard depth < Self.depthLimit else { return nil }
        if let step = value.trace.first {
            // Of a text with variables in it the steps do not say what stands around them.
            guard value.place != value.usePlace else { return nil }
            self = .string(step.expression)
            return
        }
        switch value.content {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(_, let text): self = .number(text)
        case .string(let text): self = .string(text)
        case .list(let elements):
            let copies = elements.compactMap { Self(commented: $0, after: nil, depth: depth + 1) }
            guard copies.count == elements.count else { return nil }
            self = .list(copies)
        case .map(let members):
            let copies = members.compactMap { member in
                Self(commented: member.value, after: member.keyPlace, depth: depth + 1).map { Member(member.key, $0) }
            }
            guard copies.count == members.count else { return nil }
            self = .map(copies)
        case .symbolic, .composed, .unknown: return nil
        }
    }

    private init?(commented value: Value, after key: SourcePlace?, depth: Int) {
        guard let copy = Self(value, depth: depth) else { return nil }
        let isList = if case .list = value.content { true } else { false }
        // The comments within a list or map are those of its parts.
        let own = value.isMap || isList ? nil : value.place
        self = .commented(Repair.CommentSource([key, own].compactMap(\.self).map { Repair.CommentSource.Part($0) }), copy)
    }
}
