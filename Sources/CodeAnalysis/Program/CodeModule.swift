package import CodeSyntax
package import SourceText

/// One file in the intermediate representation that all languages share.
///
/// Expressions, variables, functions and classes stand in lists and are named by their positions, so that a fact about
/// one of them is a small value; statements nest.
package struct CodeModule: Sendable {
    /// The file.
    package let file: SourceFile
    /// The language it is written in.
    package let language: CodeLanguage
    /// The functions; the first is the module's own body. Never empty.
    package internal(set) var functions: [CodeFunction]
    /// The classes, structs, records and interfaces.
    package internal(set) var classes: [CodeClass] = []
    /// The variables of all scopes.
    package internal(set) var variables: [CodeVariable] = []
    /// The expressions.
    package internal(set) var expressions: [CodeExpression] = []
    /// What the file imports, in the file's order.
    package internal(set) var imports: [CodeImport] = []
    /// The names that others may import (`export`, module-level names of Python, package-level names of Go and Java), and
    /// their variables; `default` is ECMAScript's default export. What CommonJS exports is decided by running the body.
    package internal(set) var exports: [String: CodeVariable.ID] = [:]
    /// The imports whose names are all exported again (`export * from`) or all brought into scope (`from x import *`,
    /// Java's `import a.b.*`, Go's `import . "x"`).
    package internal(set) var starImports: [CodeImport.ID] = []
    /// Methods that stand outside their type (Go), by the type's name, in the file's order.
    package internal(set) var looseMethods: [String: [CodeFunction.ID]] = [:]
    /// The package that a Go or Java file says it belongs to.
    package internal(set) var packageName: String?
    /// Where comments stand, in the file's order.
    package internal(set) var comments: [ByteSpan] = []
    /// Where the text does not follow the grammar; what could be read is there.
    package internal(set) var syntaxErrors: [ByteSpan] = []
    /// Whether something was left out because of a limit.
    package internal(set) var isCut = false

    /// Whether it is JavaScript or TypeScript.
    package var isECMAScript: Bool { language.isECMAScript }
    /// Whether it is Python.
    package var isPython: Bool { language == .python }
    /// Whether it is Java.
    package var isJava: Bool { language == .java }

    /// The module's own body.
    package var body: CodeFunction { functions[0] }

    package subscript(_ id: CodeExpression.ID) -> CodeExpression { expressions[id.index] }
    package subscript(_ id: CodeVariable.ID) -> CodeVariable { variables[id.index] }
    package subscript(_ id: CodeFunction.ID) -> CodeFunction { functions[id.index] }
    package subscript(_ id: CodeClass.ID) -> CodeClass { classes[id.index] }
    package subscript(_ id: CodeImport.ID) -> CodeImport { imports[id.index] }

    /// The expressions that cover exactly a span, in their order. Takes time linear in the file.
    package func expressions(at span: ByteSpan) -> [CodeExpression.ID] {
        expressions.indices.filter { expressions[$0].span == span }.map { CodeExpression.ID($0) }
    }

    /// The place of a span of this file.
    package func place(_ span: ByteSpan) -> SourcePlace { SourcePlace(path: file.path, span: span) }
}

/// The position of something in one of a module's lists.
package struct CodeID<Of>: Hashable, Sendable, Comparable {
    /// The position, 0-based.
    package let index: Int

    init(_ index: Int) { self.index = index }

    package static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}

/// A name that values are bound to: a local variable, a parameter, a function, a class or an import.
package struct CodeVariable: Sendable {
    package typealias ID = CodeID<CodeVariable>

    /// The name as written.
    package let name: String
    /// Where it is declared.
    package let span: ByteSpan
    /// The function whose invocation it lives in; the module's body for module-level names.
    package let owner: CodeFunction.ID
    /// Whether a function inside its owner uses it, so that it outlives the owner's invocation.
    package internal(set) var isCaptured: Bool
    /// Whether nothing but its declaration assigns it, as the language says (`const`, `final`, an import, a function).
    package let isConstant: Bool
}

/// A module that a file asks for.
package struct CodeImport: Sendable {
    package typealias ID = CodeID<CodeImport>

    /// The text between the quotes or after the keyword: `./util`, `aws-sdk`, `..models.order`, `os/exec`,
    /// `java.util.List`; `nil` when it is computed.
    package let specifier: String?
    /// Where the specifier is written.
    package let span: ByteSpan
    /// The names taken from it, which in Python may be modules of their own; empty for the module itself.
    package let names: [String]
    /// Whether it is loaded while the program runs: `import()`, or `require` and `import` within a function.
    package let isDynamic: Bool
    /// Whether only types are taken, so that nothing is loaded.
    package let isTypeOnly: Bool
}
