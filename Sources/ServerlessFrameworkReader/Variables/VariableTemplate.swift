/// A text cut into what stands for itself and what the framework fills in.
struct VariableTemplate: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case literal(String)
        /// `${AWS::Region}` or, of a plugin, `#{AWS::Region}`.
        case pseudoParameter(String)
        case variable(VariableExpression)
    }

    var parts: [Part]

    /// Whether any part is a variable.
    var hasVariables: Bool {
        parts.contains { if case .variable = $0 { true } else { false } }
    }

    /// The variable that is the whole text; `nil` when there is anything beside it.
    var whole: VariableExpression? {
        if parts.count == 1, case .variable(let expression) = parts[0] { expression } else { nil }
    }
}

/// A variable as the author wrote it: sources of which the first that has a value wins.
struct VariableExpression: Hashable, Sendable {
    /// The UTF-8 offsets in the decoded text.
    let range: Range<Int>
    /// The text, shortened, with quoted fallbacks left out where they could be secrets.
    let written: String
    let sources: [VariableSource]
}

/// One source of a variable.
enum VariableSource: Hashable, Sendable {
    /// `type(arguments):address`; `arguments` is `nil` without parentheses and `address` without a colon.
    case reference(type: String, arguments: [VariableTemplate]?, address: VariableTemplate?)
    /// A quoted text, with the UTF-8 offsets between its quotes.
    case text(VariableTemplate, Range<Int>)
    case number(Double, text: String)
    case bool(Bool)
    case null
    /// Something that is neither, which the framework refuses.
    case invalid
}
