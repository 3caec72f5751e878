/// Swift code with comments and the text of strings replaced by spaces, line by line the same; interpolated code stays.
///
/// Regular expression literals are left alone, so a quotation mark in one would mislead it; write those as `\u{22}`.
func blankingComments(in text: String) -> String {
    var blanking = Blanking(Array(text.utf8))
    blanking.code(untilClosingParenthesis: false)
    return String(decoding: blanking.output, as: UTF8.self)
}

/// Walks over code once; nesting of comments and interpolations is followed.
private struct Blanking {
    private let input: [UInt8]
    private var position = 0
    private(set) var output: [UInt8] = []

    init(_ input: [UInt8]) {
        self.input = input
        output.reserveCapacity(input.count)
    }

    mutating func code(untilClosingParenthesis isInterpolation: Bool) {
        var depth = 0
        while let byte = peek() {
            if starts("//") {
                blank(while: { $0 != UInt8(ascii: "\n") })
            } else if starts("/*") {
                comment()
            } else if let hashes = hashesBeforeQuote() {
                string(hashes: hashes)
            } else {
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") {
                    if isInterpolation && depth == 0 { return }
                    depth -= 1
                }
                keep()
            }
        }
    }

    private mutating func comment() {
        var depth = 0
        repeat {
            if starts("/*") {
                depth += 1
                blank(2)
            } else if starts("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && peek() != nil
    }

    private mutating func string(hashes: Int) {
        let fence = String(repeating: "#", count: hashes)
        blank(hashes)
        let isLong = starts("\"\"\"")
        let end = (isLong ? "\"\"\"" : "\"") + fence
        blank(isLong ? 3 : 1)
        while let byte = peek() {
            if starts(end) { return blank(end.utf8.count) }
            if !isLong && byte == UInt8(ascii: "\n") { return }
            if starts("\\" + fence + "(") {
                blank(2 + hashes)
                code(untilClosingParenthesis: true)
                blank(1)
            } else if starts("\\" + fence) {
                blank(2 + hashes)
            } else {
                blank(1)
            }
        }
    }

    private func hashesBeforeQuote() -> Int? {
        var end = position
        while end < input.count && input[end] == UInt8(ascii: "#") { end += 1 }
        return end < input.count && input[end] == UInt8(ascii: "\"") ? end - position : nil
    }

    private func peek() -> UInt8? { position < input.count ? input[position] : nil }

    private func starts(_ prefix: String) -> Bool { input[position...].starts(with: prefix.utf8) }

    private mutating func keep() {
        output.append(input[position])
        position += 1
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where position < input.count {
            output.append(input[position] == UInt8(ascii: "\n") ? UInt8(ascii: "\n") : UInt8(ascii: " "))
            position += 1
        }
    }

    private mutating func blank(while condition: (UInt8) -> Bool) {
        while let byte = peek(), condition(byte) { blank(1) }
    }
}
