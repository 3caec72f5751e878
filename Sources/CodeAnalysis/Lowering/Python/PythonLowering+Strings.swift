import CodeSyntax
import SourceText

/// Strings, f-strings, and several side by side.
extension PythonLowering {
    mutating func string(_ node: SyntaxNode.ID) -> CodeExpression.ID {
        var parts = TextParts()
        if kind(node) == .concatenatedString {
            for child in children(node) where kind(child) == .string { append(child, to: &parts) }
        } else {
            append(node, to: &parts)
        }
        return builder.add(parts.kind, span(node))
    }

    /// Text and values in order, with neighbouring texts joined.
    private struct TextParts {
        private var parts: [CodeExpression.TemplatePart] = []
        private var text = ""
        private var isConstant = true

        mutating func append(_ more: String) { text += more }

        mutating func append(_ value: CodeExpression.ID) {
            flush()
            isConstant = false
            parts.append(.value(value))
        }

        private mutating func flush() {
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
        }

        var kind: CodeExpression.Kind {
            if isConstant { return .string(text) }
            var all = self
            all.flush()
            return .template(all.parts)
        }
    }

    private mutating func append(_ node: SyntaxNode.ID, to parts: inout TextParts) {
        let prefix = first(.stringStart, in: node).map { text($0) } ?? ""
        let style = PythonStringStyle(prefix: prefix)
        for child in children(node) {
            switch kind(child) {
            case .stringContent: parts.append(style.resolved(text(child)))
            case .interpolation: append(interpolation: child, to: &parts)
            case nil: if !isLeaf(child) { parts.append(opaque(child)) }
            default: break
            }
        }
    }

    /// `{value!r:format}`; `=` writes the expression's own text before its value.
    private mutating func append(interpolation node: SyntaxNode.ID, to parts: inout TextParts) {
        guard let inner = child(.expression, node) else { return parts.append(opaque(node)) }
        var value = expression(inner)
        if let conversion = child(.typeConversion, node) { value = converted(value, conversion) }
        guard let specifier = child(.formatSpecifier, node) else { return parts.append(value) }
        value = formatted(value, specifier)
        parts.append(value)
    }

    private mutating func converted(_ value: CodeExpression.ID, _ conversion: SyntaxNode.ID) -> CodeExpression.ID {
        switch text(conversion) {
        case "!r": return builtIn("repr", [value], span(conversion))
        case "!a": return builtIn("ascii", [value], span(conversion))
        default: return value
        }
    }

    /// A format is what the built-in `format` does; its own values are parts of its second argument.
    private mutating func formatted(_ value: CodeExpression.ID, _ specifier: SyntaxNode.ID) -> CodeExpression.ID {
        var parts = TextParts()
        var offset = span(specifier).lowerBound + 1
        for child in children(specifier) where kind(child) == .formatExpression || kind(child) == .interpolation {
            parts.append(tree.file.text(in: ByteSpan(offset, span(child).lowerBound)))
            append(interpolation: child, to: &parts)
            offset = span(child).upperBound
        }
        parts.append(tree.file.text(in: ByteSpan(offset, span(specifier).upperBound)))
        let format = builder.add(parts.kind, span(specifier))
        return builtIn("format", [value, format], span(specifier))
    }

    private mutating func builtIn(
        _ name: String, _ values: [CodeExpression.ID], _ span: ByteSpan
    ) -> CodeExpression.ID {
        let callee = builder.add(.global(name), span)
        let arguments = values.map { CodeExpression.Argument(name: nil, value: $0, isSpread: false) }
        return builder.add(.call(callee, arguments: arguments), span)
    }
}
