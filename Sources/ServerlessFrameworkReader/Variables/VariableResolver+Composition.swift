import ApplicationModel
import ManifestReading
import SourceText

extension VariableResolver {
    /// A text with its variables filled in.
    struct Composition {
        var content: Value.Content
        var alternatives: [Value]
        var steps: [TraceStep]
        var weight: Int

        /// The text when it is known, else the text that the fallbacks in it make.
        var assumedText: String? {
            Value.scalarText(of: content) ?? alternatives.first.flatMap { Value.scalarText(of: $0.content) }
        }
    }

    /// Fills in the variables of a text.
    mutating func compose(_ template: VariableTemplate, in holder: Holder) -> Composition {
        var parts = PartList()
        var standIn = PartList()
        var steps: [TraceStep] = []
        var hasStandIn = false
        for part in template.parts {
            switch part {
            case .literal(let text):
                parts.append(text)
                standIn.append(text)
            case .pseudoParameter(let name):
                parts.append(.symbol(.pseudoParameter(name)))
                standIn.append(.symbol(.pseudoParameter(name)))
            case .variable(let expression):
                let value = value(of: expression, in: holder, steps: &steps)
                append(value, of: expression, to: &parts, in: holder)
                let fallback = value.alternatives.first
                append(fallback ?? value, of: expression, to: &standIn, in: holder)
                hasStandIn = hasStandIn || fallback != nil
            }
            if isOver(parts) || isOver(standIn) { return tooLong(at: holder.place, steps: steps) }
        }
        composedBytes += parts.byteCount + standIn.byteCount
        let alternatives = hasStandIn ? [Value(standIn.content, place: holder.place)] : []
        return Composition(
            content: parts.content, alternatives: alternatives, steps: capped(steps),
            weight: 1 + parts.parts.count + parts.byteCount / Self.bytesPerWeight)
    }

    /// Bytes of text that weigh as much as one more value.
    private static let bytesPerWeight = 64

    private mutating func value(
        of expression: VariableExpression, in holder: Holder, steps: inout [TraceStep]
    ) -> Value {
        let evaluation = evaluate(expression, in: holder)
        let value = resolve(evaluation.target, askedAt: holder.place(of: expression.range)).value
        if steps.count < limits.traceSteps { steps += evaluation.steps + value.trace }
        return value
    }

    private mutating func append(
        _ value: Value, of expression: VariableExpression, to parts: inout PartList, in holder: Holder
    ) {
        switch value.content {
        case .string(let text): parts.append(text)
        case .number(_, let text): parts.append(text)
        case .bool(let value): parts.append(value ? "true" : "false")
        case .symbolic(let symbol): parts.append(.symbol(symbol))
        case .unknown(let reason): parts.append(.unknown(reason: reason))
        case .composed(let pieces): for piece in pieces { parts.append(piece) }
        case .null: parts.append(.unknown(reason: "`\(expression.written)` is null"))
        case .list(let elements) where elements.allSatisfy { $0.scalarText != nil }:
            // Version 4 writes a list as JavaScript does; versions before it refuse.
            parts.append(elements.compactMap(\.scalarText).joined(separator: ","))
        case .list, .map:
            let kind = value.isMap ? "a map" : "a list"
            report(
                SourceIssue(
                    .unexpectedShape, "`\(expression.written)` is \(kind), which cannot stand within a text",
                    at: holder.place(of: expression.range), isPartial: false))
            parts.append(.unknown(reason: "`\(expression.written)` is \(kind)"))
        }
    }

    private func isOver(_ parts: PartList) -> Bool {
        parts.byteCount > limits.textBytes || parts.parts.count > limits.textParts
            || composedBytes + parts.byteCount > limits.allTextBytes
    }

    private mutating func tooLong(at place: SourcePlace, steps: [TraceStep]) -> Composition {
        reportLimit("variables make a text too long", at: place)
        return Composition(
            content: .unknown(reason: "variables make the text too long"), alternatives: [], steps: capped(steps),
            weight: 1)
    }
}

extension Value {
    static func scalarText(of content: Content) -> String? {
        switch content {
        case .string(let text): text
        case .number(_, let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .list, .map, .symbolic, .composed, .unknown: nil
        }
    }
}
