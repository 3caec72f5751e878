import AuditKit

extension Repair {
    /// Whether the repair would write the name of a resource that another stack of the model holds: the model calls it
    /// `Stack.LogicalID`, and no template can.
    var namesNestedResource: Bool {
        changes.contains { change in
            switch change {
            case .replace(_, let literal), .append(let literal, _): literal.namesNestedResource
            case .spread(_, let literals): literals.contains(where: \.namesNestedResource)
            case .insert(let literal, let keys, _), .insertBelowKey(let literal, let keys, _):
                literal.namesNestedResource || keys.starts(with: ["Resources"]) && keys.dropFirst().first?.contains(".") == true
            case .removeMember, .removeElement, .removeComment, .rewrite: false
            }
        }
    }
}

extension Repair.Literal {
    fileprivate var namesNestedResource: Bool {
        switch self {
        case .null, .bool, .number, .string: return false
        case .commented(_, let literal): return literal.namesNestedResource
        case .list(let elements): return elements.contains(where: \.namesNestedResource)
        case .map(let members):
            guard members.count == 1, let only = members.first else {
                return members.contains { $0.value.namesNestedResource }
            }
            switch (only.key, only.value) {
            case ("Ref", .string(let name)): return name.contains(".")
            case ("Fn::GetAtt", .list(let parts)):
                if case .string(let name)? = parts.first { return name.contains(".") }
                return false
            // One dot is an attribute's.
            case ("Fn::Sub", .string(let text)):
                return text.split(separator: "${").dropFirst().contains { piece in
                    piece.prefix { $0 != "}" }.count { $0 == "." } > 1
                }
            default: return only.value.namesNestedResource
            }
        }
    }
}
