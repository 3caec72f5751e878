import SourceText

/// Reads YAML 1.2 into trees with exact places, without backtracking except, within a budget, after errors.
///
/// Recursion is bounded by `ManifestLimits.depth`; every loop advances `position`, so time is linear.
struct YAMLReader {
    /// The line `position` is on.
    struct Line {
        /// The offset of its first byte.
        var start = 0
        /// The offset of its first byte that is not white space.
        var content = 0
        /// What to subtract from an offset to get its column.
        var columnBase = 0
    }

    /// The value an anchor names, and what an alias to it costs.
    struct Anchored {
        let node: ManifestNode
        /// How many nodes a walk over it meets.
        let weight: Int
        /// How many collections are within each other in it.
        let height: Int
    }

    var text: ManifestText
    var position = 0
    var line = Line()
    var comments: [ByteSpan] = []

    /// How many collections enclose `position`.
    var depth = 0
    /// The greatest depth since it was last reset, aliases followed.
    var deepest = 0
    var flowDepth = 0
    /// Whether the flow collection being read turned out to have no end.
    var isFlowBroken = false

    var anchors: [String: Anchored] = [:]
    /// Every anchor met in the document, also those whose value is still being read.
    var declaredAnchors: Set<String> = []
    /// The prefixes of `%TAG` handles.
    var tagPrefixes: [String: String] = [:]
    /// How many nodes a walk over everything read so far meets.
    var expandedNodes = 0
    var hasReportedTab = false
    /// Where the text of the node read last ends; its `place` does not say so when it is an alias.
    var writtenEnd = 0
    /// The bytes of the alias read last.
    var lastAlias: ByteSpan?

    init(_ text: ManifestText) {
        self.text = text
        if text.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
        startLine()
    }

    /// The column of `position`, 0-based; a tab in the indentation counts as two.
    var column: Int { position - line.columnBase }

    /// The byte at `position`; 0 at the end.
    var current: UInt8 { text.byte(position) }

    var isAtEnd: Bool { position >= text.end }

    /// Whether nothing but white space stands before `position` on its line.
    var isFirstOnLine: Bool { position == line.content }

    /// Records a syntax error of the current line.
    mutating func fail(_ message: String, help: String? = nil, at lower: Int, to upper: Int) {
        text.report(.syntax, message, help: help, at: lower, to: upper, line: line.start)
    }
}

extension YAMLReader {
    /// Reads every document of the stream.
    mutating func readDocuments() -> [ManifestNode] {
        var roots: [ManifestNode] = []
        while true {
            skipToContent()
            skipDirectives()
            guard !isAtEnd else { return roots }
            if isAtBoundary {
                let isEnd = current == .dot
                position += 3
                if isEnd {
                    requireLineEnd()
                    continue
                }
            }
            startDocument()
            roots.append(blockNode(under: -1, role: .entry).node)
        }
    }

    private mutating func startDocument() {
        anchors = [:]
        declaredAnchors = []
        depth = 0
        deepest = 0
    }

    private mutating func skipDirectives() {
        tagPrefixes = [:]
        while current == .percent, position == line.start {
            let end = text.lineEnd(from: position)
            let words = text.string(position, end).split { $0 == " " || $0 == "\t" }
            if words.count >= 3, words[0] == "%TAG" { tagPrefixes[String(words[1])] = String(words[2]) }
            position = end
            skipToContent()
        }
    }
}

extension ByteSpan {
    var isEmpty: Bool { count == 0 }
}
