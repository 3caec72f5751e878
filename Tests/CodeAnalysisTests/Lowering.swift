import CodeAnalysis
import CodeSyntax
import SourceText
import Testing

/// A module from text, for tests.
func module(_ text: String, _ language: CodeLanguage, path: String = "file") throws -> CodeModule {
    CodeModule(lowering: SourceFile(path: try #require(RelativePath(path)), text: text), as: language)
}
