internal import CTreeSitter
private import CTreeSitterGo
private import CTreeSitterJava
private import CTreeSitterJavaScript
private import CTreeSitterPython
private import CTreeSitterTSX
private import CTreeSitterTypeScript

extension CodeLanguage {
    /// The grammar's tables, which live as long as the process.
    var grammar: OpaquePointer? {
        switch self {
        case .javaScript: tree_sitter_javascript()
        case .typeScript: tree_sitter_typescript()
        case .tsx: tree_sitter_tsx()
        case .python: tree_sitter_python()
        case .go: tree_sitter_go()
        case .java: tree_sitter_java()
        }
    }

    /// The part of each of the grammar's field numbers; number 0 is no field.
    var fields: [SyntaxField?] {
        let count = ts_language_field_count(grammar)
        return (0...count).map { number in
            ts_language_field_name_for_id(grammar, UInt16(clamping: number))
                .flatMap { SyntaxField(rawValue: String(cString: $0)) }
        }
    }
}
