import CodeSyntax
import SourceText

// Strings, templates and numbers.
extension ECMAScriptLowering {
    /// The value of a string.
    func string(_ node: Node) -> String {
        var decoder = ECMAScriptText()
        decoder.append(tree.file.bytes[inner(node)])
        return decoder.finish()
    }

    /// The text between the quotes as it stands.
    func quoted(_ node: Node) -> String { String(decoding: tree.file.bytes[inner(node)], as: UTF8.self) }

    /// The bytes between a node's quotes, if it has two.
    private func inner(_ node: Node) -> Range<Int> {
        let bytes = tree.file.bytes
        let whole = span(node)
        let end = min(whole.upperBound, bytes.count)
        guard whole.lowerBound >= 0, whole.lowerBound + 1 < end else { return 0..<0 }
        let isClosed = bytes[whole.lowerBound] == bytes[end - 1]
        return whole.lowerBound + 1..<(isClosed ? end - 1 : end)
    }

    /// The parts of a template.
    mutating func template(_ node: Node) -> [CodeExpression.TemplatePart] {
        var parts: [CodeExpression.TemplatePart] = []
        var position = inner(node).lowerBound
        for child in tree.children(of: node) where kind(child) == .templateSubstitution {
            append(textBetween(position, span(child).lowerBound), &parts)
            position = span(child).upperBound
            let value = part(of: child).map { expression($0) }
            parts.append(.value(value ?? builder.add(.opaque([]), span(child))))
        }
        append(textBetween(position, inner(node).upperBound), &parts)
        return parts
    }

    /// The value of a template without values in it.
    func templateText(_ node: Node) -> String { string(node) }

    private func append(_ text: String, _ parts: inout [CodeExpression.TemplatePart]) {
        if !text.isEmpty { parts.append(.text(text)) }
    }

    func textBetween(_ start: Int, _ end: Int) -> String {
        guard start >= 0, start < end, end <= tree.file.bytes.count else { return "" }
        var decoder = ECMAScriptText()
        decoder.append(tree.file.bytes[start..<end])
        return decoder.finish()
    }

    /// The value of a number, also of a `BigInt`.
    func number(_ node: Node) -> Double {
        var digits = text(node).lowercased().filter { $0 != "_" }
        if digits.hasPrefix("0x") { return number(digits.dropFirst(2), radix: 16) }
        if digits.hasPrefix("0o") { return number(digits.dropFirst(2), radix: 8) }
        if digits.hasPrefix("0b") { return number(digits.dropFirst(2), radix: 2) }
        if digits.hasSuffix("n") { digits.removeLast() }
        let isOctal = digits.count > 1 && digits.hasPrefix("0") && digits.allSatisfy { $0 >= "0" && $0 <= "7" }
        if isOctal { return number(digits.dropFirst(), radix: 8) }
        if digits.hasSuffix(".") { digits.removeLast() }
        return Double(digits.hasPrefix(".") ? "0" + digits : digits) ?? 0
    }

    private func number(_ digits: Substring, radix: Int) -> Double {
        var value = 0.0
        for digit in digits {
            guard let digit = digit.hexDigitValue, digit < radix else { break }
            value = value * Double(radix) + Double(digit)
        }
        return value
    }
}
