private import CTreeSitter
package import SourceText

extension SyntaxTree {
    /// The largest file that is parsed, in bytes.
    package static let sizeLimit = 4 << 20

    /// Parses a file; text that does not follow the grammar gives what could be read and `errors`.
    ///
    /// A file above `sizeLimit` gives an empty root and `isCut`.
    package init(parsing file: SourceFile, as language: CodeLanguage) {
        var flattener = Flattener(language: language)
        if file.bytes.count <= SyntaxTree.sizeLimit { flattener.parse(file.bytes) }
        self.init(
            file: file, language: language, nodes: flattener.finished(byteCount: file.bytes.count),
            errors: flattener.errors, isCut: flattener.isCut || file.bytes.count > SyntaxTree.sizeLimit)
    }
}

/// Copies a parsed tree into a flat list and lets go of it.
private struct Flattener {
    private let language: CodeLanguage
    private let fields: [SyntaxField?]
    /// Whether each symbol is kept although it has no name of its own: the keywords.
    private let keywords: [Bool]
    private var nodes: [SyntaxNode] = []
    private(set) var errors: [ByteSpan] = []
    private(set) var isCut = false

    init(language: CodeLanguage) {
        self.language = language
        fields = Self.fields[language] ?? []
        keywords = Self.keywords[language] ?? []
    }

    /// The tables of every grammar, made once.
    private static let fields = Dictionary(uniqueKeysWithValues: CodeLanguage.allCases.map { ($0, $0.fields) })
    private static let keywords = Dictionary(uniqueKeysWithValues: CodeLanguage.allCases.map { ($0, keywords(of: $0)) })

    private static func keywords(of language: CodeLanguage) -> [Bool] {
        let grammar = language.grammar
        return (0..<ts_language_symbol_count(grammar)).map { symbol in
            guard let name = ts_language_symbol_name(grammar, UInt16(clamping: symbol)) else { return false }
            return UInt8(bitPattern: name.pointee) >= UInt8(ascii: "a") && UInt8(bitPattern: name.pointee) <= UInt8(ascii: "z")
        }
    }

    mutating func parse(_ bytes: [UInt8]) {
        guard let parser = ts_parser_new() else { return }
        defer { ts_parser_delete(parser) }
        guard ts_parser_set_language(parser, language.grammar) else { return }
        let parsed = BoundedInput.parse(bytes, with: parser)
        isCut = parsed.isCut
        guard let tree = parsed.tree else { return }
        defer { ts_tree_delete(tree) }
        copy(tree)
    }

    func finished(byteCount: Int) -> [SyntaxNode] {
        guard nodes.isEmpty else { return nodes }
        let end = UInt32(clamping: byteCount)
        return [SyntaxNode(symbol: 0, field: nil, hasError: false, start: 0, end: end, next: 1)]
    }

    private mutating func copy(_ tree: OpaquePointer) {
        var cursor = ts_tree_cursor_new(ts_tree_root_node(tree))
        defer { ts_tree_cursor_delete(&cursor) }
        // The position of each kept node above the cursor; nil where the node was left out.
        var path: [Int?] = [append(&cursor)]
        while true {
            if path.last != .some(nil), descend(&cursor, &path) { continue }
            while true {
                close(path.popLast() ?? nil)
                if path.isEmpty { return }
                if ts_tree_cursor_goto_next_sibling(&cursor) {
                    path.append(append(&cursor))
                    break
                }
                _ = ts_tree_cursor_goto_parent(&cursor)
            }
        }
    }

    private mutating func descend(_ cursor: inout TSTreeCursor, _ path: inout [Int?]) -> Bool {
        guard path.count < SyntaxTree.depthLimit, nodes.count < SyntaxTree.nodeLimit else {
            isCut = isCut || ts_node_child_count(ts_tree_cursor_current_node(&cursor)) > 0
            return false
        }
        guard ts_tree_cursor_goto_first_child(&cursor) else { return false }
        path.append(append(&cursor))
        return true
    }

    /// Keeps the cursor's node and says where; `nil` when it is punctuation.
    private mutating func append(_ cursor: inout TSTreeCursor) -> Int? {
        let node = ts_tree_cursor_current_node(&cursor)
        note(node)
        let number = Int(ts_tree_cursor_current_field_id(&cursor))
        let field = number < fields.count ? fields[number] : nil
        let symbol = ts_node_symbol(node)
        guard ts_node_is_named(node) || field != nil || (Int(symbol) < keywords.count && keywords[Int(symbol)]) else {
            return nil
        }
        nodes.append(
            SyntaxNode(
                symbol: symbol, field: field, hasError: ts_node_has_error(node), start: ts_node_start_byte(node),
                end: ts_node_end_byte(node), next: UInt32(clamping: nodes.count + 1)))
        return nodes.count - 1
    }

    private mutating func note(_ node: TSNode) {
        guard errors.count < SyntaxTree.errorLimit, ts_node_is_error(node) || ts_node_is_missing(node) else { return }
        errors.append(ByteSpan(Int(ts_node_start_byte(node)), Int(ts_node_end_byte(node))))
    }

    private mutating func close(_ position: Int?) {
        guard let position else { return }
        nodes[position].next = UInt32(clamping: nodes.count)
    }
}
