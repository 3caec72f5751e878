/// Text within Markdown as GitHub and GitLab read it.
///
/// Every mark is written as a number: numbers mean nothing to Markdown, in HTML no more than elsewhere
/// (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references). Names and addresses become links after
/// that is read, so an empty comment stands within them.
enum MarkdownText {
    /// The text in one line with nothing in it that means something; what is longer than `limit` columns is cut.
    static func escaped(_ text: String, limit: Int = 400) -> String {
        let shown = text.visible.truncated(to: limit, ellipsis: "…")
        var escaped = ""
        var before = ""
        for scalar in shown.unicodeScalars {
            escaped += piece(scalar, after: before)
            before = String(before.suffix(3)) + String(scalar)
        }
        return escaped
    }

    /// A sentence in which what stands in backticks is code.
    static func prose(_ sentence: String, limit: Int = 400) -> String {
        let pieces = sentence.visible.truncated(to: limit, ellipsis: "…")
            .split(separator: "`", omittingEmptySubsequences: false)
        return pieces.enumerated().map { index, piece in
            let text = escaped(String(piece), limit: limit)
            guard !index.isMultiple(of: 2) else { return text }
            return index < pieces.count - 1 ? "<code>\(text)</code>" : "&#96;\(text)"
        }.joined()
    }

    /// Lines as a block of code that nothing in them ends.
    static func block(_ lines: [String], language: String = "") -> String {
        let shown = lines.map { $0.replacing("\t", with: "    ").visible }
        let longest = shown.map(longestRun).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return ([fence + language] + shown.map(harmless) + [fence]).joined(separator: "\n")
    }

    /// A build log takes some beginnings of a line for commands of its own.
    private static func harmless(_ line: String) -> String {
        let text = line.drop { $0 == " " }
        let line = text.hasPrefix("::") ? line.prefix(line.count - text.count) + ": :" + text.dropFirst(2) : line[...]
        return String(line.replacing("##[", with: "## ["))
    }

    private static func longestRun(in line: String) -> Int {
        var (longest, current) = (0, 0)
        for character in line.unicodeScalars {
            current = character == "`" ? current + 1 : 0
            longest = max(longest, current)
        }
        return longest
    }

    private static func piece(_ scalar: Unicode.Scalar, after before: String) -> String {
        switch scalar {
        case "@", "#": "&#\(scalar.value);<!-- -->"
        // Addresses: a scheme's colon, and the point of `www.`.
        case "/" where before.hasSuffix(":"): "<!-- -->/"
        case "." where before.lowercased().hasSuffix("www"): "<!-- -->."
        case "\\", "`", "*", "_", "{", "}", "[", "]", "|", "<", ">", "~", "&", "$", "^", "\"", ":", "!", "=":
            "&#\(scalar.value);"
        default: String(scalar)
        }
    }
}
