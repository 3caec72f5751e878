/// A JSON value that a policy is read from, whatever notation its author used.
package indirect enum PolicyValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number as written.
    case number(String)
    /// A string, in parts where a part of it is not known.
    case text([WildcardPattern.Piece])
    case list([PolicyValue])
    case map([Member])
    /// A value of which nothing is known, and why.
    case unknown(String)

    /// A key and its value.
    package struct Member: Sendable, Hashable {
        /// The key.
        package let key: String
        /// The value.
        package let value: PolicyValue

        /// Makes a member.
        package init(_ key: String, _ value: PolicyValue) {
            self.key = key
            self.value = value
        }
    }

    /// A string that is known.
    package static func string(_ text: String) -> PolicyValue { .text([.text(text)]) }

    /// The elements of a list, or the value itself where a list may be left out.
    var oneOrMany: [PolicyValue] { if case .list(let elements) = self { elements } else { [self] } }

    /// The text of a string that is wholly known.
    var string: String? {
        guard case .text(let pieces) = self else { return nil }
        var result = ""
        for piece in pieces {
            guard case .text(let text) = piece else { return nil }
            result += text
        }
        return result
    }

    /// What it is, for messages.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .text: "a string"
        case .list: "a list"
        case .map: "an object"
        case .unknown: "not known"
        }
    }
}

/// Something in a policy that IAM would refuse, or that could not be read.
package struct PolicyProblem: Sendable, Hashable {
    /// One step down from the policy's root.
    package enum Step: Sendable, Hashable {
        case key(String)
        /// 0-based.
        case index(Int)
    }

    /// The way from the policy's root to what is wrong.
    package let path: [Step]
    /// What is wrong: lower case, no full stop, the user's text in backticks.
    package let message: String
    /// What to do about it; `nil` when the message says it all.
    package let help: String?
    /// Whether the policy may say more than was read.
    package let isPartial: Bool

    /// The way as text, such as `Statement[0].Action[2]`.
    package var location: String {
        path.reduce(into: "") { text, step in
            switch step {
            case .key(let key): text += (text.isEmpty ? "" : ".") + key
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}
