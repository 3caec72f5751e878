/// An answer that may stay open: what is not known is neither a yes nor a no.
package enum Truth: Sendable, Hashable {
    case no, unknown, yes

    /// Makes a certain answer.
    init(_ isTrue: Bool) { self = isTrue ? .yes : .no }

    /// How a region of requests stands to a pattern: wholly inside, outside, or partly.
    init(_ pattern: WildcardPattern, matches region: WildcardPattern) {
        self = pattern.covers(region) ? .yes : pattern.intersects(region) ? .unknown : .no
    }

    static prefix func ! (operand: Truth) -> Truth {
        switch operand {
        case .no: .yes
        case .unknown: .unknown
        case .yes: .no
        }
    }

    static func && (left: Truth, right: @autoclosure () -> Truth) -> Truth {
        if left == .no { return .no }
        let right = right()
        return right == .no ? .no : left == .yes ? right : .unknown
    }

    static func || (left: Truth, right: @autoclosure () -> Truth) -> Truth {
        if left == .yes { return .yes }
        let right = right()
        return right == .yes ? .yes : left == .no ? right : .unknown
    }
}

extension Sequence {
    /// Whether the answer is yes for any element.
    func any(_ answer: (Element) -> Truth) -> Truth {
        var result = Truth.no
        for element in self {
            result = result || answer(element)
            if result == .yes { return .yes }
        }
        return result
    }

    /// Whether the answer is yes for every element.
    func every(_ answer: (Element) -> Truth) -> Truth { !any { !answer($0) } }
}
