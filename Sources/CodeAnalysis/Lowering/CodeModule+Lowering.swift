package import CodeSyntax
package import SourceText

extension CodeModule {
    /// Parses a file and lowers it; broken text yields what could be read.
    package init(lowering file: SourceFile, as language: CodeLanguage) {
        let tree = SyntaxTree(parsing: file, as: language)
        switch language {
        case .javaScript, .typeScript, .tsx:
            var lowering = ECMAScriptLowering(tree)
            self = lowering.module()
        case .python:
            var lowering = PythonLowering(tree: tree)
            self = lowering.module()
        case .go:
            var lowering = GoLowering(tree: tree)
            self = lowering.module()
        case .java:
            var lowering = JavaLowering(tree: tree)
            self = lowering.module()
        }
    }
}
