/// The text of an `Action` element: an action's name with `*` and `?`, matched without regard to case.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
package struct ActionPattern: Sendable, Hashable {
    /// The most bytes a pattern may have to match anything; no action's name comes near it.
    package static let lengthLimit = 512

    /// The pattern as written.
    package let text: String
    /// The service part in lower case: `*` for the pattern `*`, the whole text when there is no colon.
    package let service: String
    /// The part after the colon in lower case; `*` for the pattern `*`, empty when there is no colon.
    package let name: String

    /// Makes a pattern.
    package init(_ text: String) {
        self.text = text
        guard text != "*" else {
            (service, name) = ("*", "*")
            return
        }
        let lowered = text.lowercased()
        let colon = lowered.utf8.firstIndex(of: UInt8(ascii: ":")) ?? lowered.endIndex
        service = String(lowered[..<colon])
        name = String(lowered[colon...].dropFirst())
    }

    /// Whether it stands for every action of every service.
    package var isEverything: Bool { isOnlyStars(service) && isOnlyStars(name) }

    /// Whether it stands for every action of the one service it names.
    package var isWholeService: Bool { isOnlyStars(name) && !service.isEmpty && !hasOpenService }

    /// Whether it has a wildcard at all.
    package var hasWildcard: Bool { text.utf8.contains { $0 == Wildcard.star || $0 == Wildcard.one } }

    /// Whether it leaves the service open without standing for everything, such as `*:Get*`.
    package var spansServices: Bool { !isEverything && hasOpenService }

    private var hasOpenService: Bool { service.utf8.contains { $0 == Wildcard.star || $0 == Wildcard.one } }

    /// Whether it covers an action.
    package func matches(_ action: Action) -> Bool {
        guard text.utf8.count <= ActionPattern.lengthLimit else { return false }
        guard hasWildcard else {
            // Most patterns name one action, and most actions are told from it by their length.
            return name.utf8.count == action.name.utf8.count && service.utf8.elementsEqual(action.service.utf8)
                && zip(name.utf8, action.name.utf8).allSatisfy { $0 == $1.asciiLowercased }
        }
        return Wildcard.matches(Array(service.utf8), Array(action.service.utf8)[...])
            && Wildcard.matches(Array(name.utf8), Array(action.name.utf8)[...])
    }

    private func isOnlyStars(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { $0 == Wildcard.star } }
}

/// IAM's wildcards: `*` for any run of characters, `?` for exactly one.
package enum Wildcard {
    static let star = UInt8(ascii: "*")
    static let one = UInt8(ascii: "?")

    /// Whether a pattern in lower case covers the whole of a text in any case.
    package static func matches(_ pattern: [UInt8], _ text: ArraySlice<UInt8>) -> Bool {
        var position = (pattern: 0, text: text.startIndex)
        var retry: (pattern: Int, text: Int)?
        while position.text < text.endIndex {
            if position.pattern < pattern.count, pattern[position.pattern] == star {
                retry = (position.pattern + 1, position.text)
                position.pattern += 1
            } else if position.pattern < pattern.count,
                pattern[position.pattern] == one || pattern[position.pattern] == text[position.text].asciiLowercased {
                position = (position.pattern + 1, position.text + 1)
            } else if let last = retry {
                retry = (last.pattern, last.text + 1)
                position = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[position.pattern...].allSatisfy { $0 == star }
    }
}
