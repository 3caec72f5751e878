import AuditKit
import CodeAnalysis
import SourceText

extension Flow {
    /// What methods of lists and texts give, which is text though nothing of the library is known.
    private static let textMakers: Set<String> = ["?.join()", "?.concat()", "?.toString()", "?.replace()", "?.slice()", "?.format()", "?.trim()"]

    /// Whether the part stands in the value's own text: not in a field of an object, nor in what a library made of it, such
    /// as a query that keeps its values apart.
    func isInText(of code: FunctionCode) -> Bool {
        guard value.origins.contains(where: { $0.path == origin.path }) else { return false }
        // A part of an answer is known by the path of the call that gave it.
        return filler != nil || code.analysis.apis(of: value).allSatisfy(Flow.textMakers.contains)
    }

    /// Whether the call is a tag before a template: a tag gets the values apart from the text.
    var isTag: Bool {
        guard let first = call.arguments.first?.place.span else { return false }
        return first.upperBound == call.place.span.upperBound && first.lowerBound > call.place.span.lowerBound
    }

    /// The certain text before the part; `nil` when it could not be told how the text is put together.
    var prefix: String? { value.prefix(before: origin) }
}

extension AbstractValue {
    /// The certain text before a part of the event, with `…` for what is neither certain nor that part, such as an address
    /// from the environment; `nil` when it could not be told how the text is put together.
    func prefix(before origin: Origin) -> String? {
        guard !text.isEmpty else { return nil }
        var prefix = ""
        for piece in text {
            switch piece {
            case .constant(let text): prefix += text
            case .environment: prefix += "…"
            case .value(let origins, _):
                if origins.contains(where: { $0.path == origin.path }) { return prefix }
                prefix += "…"
            }
        }
        return nil
    }
}
