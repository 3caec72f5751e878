package import SourceText

/// A statement of any language.
package struct CodeStatement: Sendable {
    /// What it does.
    package let kind: Kind
    /// The bytes it covers.
    package let span: ByteSpan

    /// The kinds of statements. Function and class declarations are assignments at the start of their block, in the order
    /// in which the language makes their names known.
    package enum Kind: Sendable {
        case expression(CodeExpression.ID)
        /// A declaration or assignment; without a value the names are declared only. The type is the declared one.
        case assign(CodePattern, CodeExpression.ID?, type: CodeExpression.ID?)
        case branch(CodeExpression.ID, then: [CodeStatement], else: [CodeStatement])
        /// `switch`, `match`, `select`; the subject is `nil` where cases are conditions.
        case choice(CodeExpression.ID?, [Case])
        case loop(Loop)
        case attempt(Attempt)
        case `return`(CodeExpression.ID?)
        case raise(CodeExpression.ID?)
        /// `break`.
        case leave
        /// `continue`.
        case next
        case block([CodeStatement])
        /// `with`, `try (resource)`: a value held while the body runs.
        case using([CodeExpression.ID], [CodeStatement])
        /// `assert`: what follows runs only when it holds.
        case check(CodeExpression.ID)
    }

    /// A case of a choice.
    package struct Case: Sendable {
        /// The values or conditions; empty for the default.
        package let values: [CodeExpression.ID]
        /// What the subject's parts are bound to.
        package let pattern: CodePattern?
        /// A condition besides.
        package let condition: CodeExpression.ID?
        package let body: [CodeStatement]
        /// Whether the next case's body follows unless something leaves.
        package let fallsThrough: Bool
    }

    /// A loop.
    package struct Loop: Sendable {
        /// What drives it.
        package enum Kind: Sendable {
            /// `for pattern of iterable`; in Go and Python's `enumerate` the pattern is a list.
            case elements(CodePattern, of: CodeExpression.ID)
            /// `for pattern in object`: the keys.
            case keys(CodePattern, of: CodeExpression.ID)
            /// `while`, `for (;;)`; `nil` when there is no condition. What stands before runs once, `update` after each
            /// round.
            case condition(CodeExpression.ID?, update: [CodeExpression.ID], isCheckedAfter: Bool)
        }

        package let kind: Kind
        package let body: [CodeStatement]
        /// What runs when the loop was not left (Python's `else`).
        package let otherwise: [CodeStatement]
    }

    /// A statement that catches errors.
    package struct Attempt: Sendable {
        /// What is done with errors of some types.
        package struct Catch: Sendable {
            /// The types that are caught; empty for all.
            package let types: [CodeExpression.ID]
            package let pattern: CodePattern?
            package let body: [CodeStatement]
            /// The whole clause.
            package let span: ByteSpan
        }

        package let body: [CodeStatement]
        package let catches: [Catch]
        /// What runs when nothing was raised.
        package let otherwise: [CodeStatement]
        /// What runs in any case.
        package let finally: [CodeStatement]
    }
}
