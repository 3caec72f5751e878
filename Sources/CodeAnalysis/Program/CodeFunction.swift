package import SourceText

/// A function, method, closure or module body.
package struct CodeFunction: Sendable {
    package typealias ID = CodeID<CodeFunction>

    /// What the function's receiver (`this`, `self`) is.
    package enum Receiver: Sendable, Hashable {
        /// There is none: plain functions of Python, Go and static methods.
        case none
        /// That of the function around it: arrow functions, lambdas.
        case lexical
        /// What it is called on: `this` of ECMAScript and Java.
        case dynamic
        /// What it is called on, handed over as its first parameter: methods of Python and Go.
        case firstParameter
        /// The class it is called on, handed over as its first parameter: `@classmethod`.
        case classAsFirstParameter
    }

    /// The name it is declared or bound under; `nil` for one that nobody named.
    package internal(set) var name: String?
    /// The whole function.
    package let span: ByteSpan
    /// Its name, or what stands for it in a message: the keyword, the arrow's parameters.
    package let nameSpan: ByteSpan
    /// The function around it; `nil` for a module's body.
    package let parent: CodeFunction.ID?
    /// The class whose member it is.
    package internal(set) var ofClass: CodeClass.ID?
    /// The parameters in order, with the receiver first where the language writes it there.
    package internal(set) var parameters: [CodeParameter] = []
    /// What it does. An arrow function with an expression for its body returns it.
    package internal(set) var body: [CodeStatement] = []
    /// What `this` or `self` is in it.
    package let receiver: Receiver
    /// Decorators and annotations, outermost first.
    package internal(set) var decorators: [CodeExpression.ID] = []
    /// Whether its result is awaited.
    package let isAsync: Bool
    /// Whether it yields its results one by one.
    package let isGenerator: Bool
    /// The type it says it returns.
    package internal(set) var returnType: CodeExpression.ID?
}

/// A parameter of a function.
package struct CodeParameter: Sendable {
    /// How arguments get to it.
    package enum Kind: Sendable, Hashable {
        /// By position or name.
        case ordinary
        /// By name only: Python's parameters after `*`.
        case keywordOnly
        /// The positional arguments that are left, as a list: `...args`, `*args`.
        case rest
        /// The named arguments that are left, as a record: `**kwargs`.
        case keywordRest
    }

    /// What is bound.
    package let pattern: CodePattern
    /// The name by which arguments may name it.
    package let name: String?
    /// How arguments get to it.
    package let kind: Kind
    /// What it is when no argument is given.
    package let defaultValue: CodeExpression.ID?
    /// The type it is declared with, as an expression that names it; of `A<B>` and `A | null` the `A`.
    package let type: CodeExpression.ID?
    /// Decorators and annotations.
    package let decorators: [CodeExpression.ID]
    /// The whole parameter.
    package let span: ByteSpan
}

/// A class, struct, record, enum or interface.
package struct CodeClass: Sendable {
    package typealias ID = CodeID<CodeClass>

    /// A field, method or accessor.
    package struct Member: Sendable {
        /// What the member is.
        package enum Kind: Sendable {
            case method(CodeFunction.ID)
            case getter(CodeFunction.ID)
            case setter(CodeFunction.ID)
            /// A field with what it starts as; `nil` when nothing is said.
            case field(CodeExpression.ID?)
            case constructor(CodeFunction.ID)
        }

        /// The name; a private name of ECMAScript keeps its `#`.
        package let name: String
        /// Where the name is written.
        package let nameSpan: ByteSpan
        /// What it is.
        package let kind: Kind
        /// Whether it belongs to the class rather than to its instances.
        package let isStatic: Bool
        /// The type it is declared with.
        package let type: CodeExpression.ID?
        /// Decorators and annotations.
        package let decorators: [CodeExpression.ID]
        /// Whether an instance need not have it: `name?: string`.
        package var isOptional = false
    }

    /// The name; `nil` for a class expression that nobody named.
    package internal(set) var name: String?
    /// The whole class.
    package let span: ByteSpan
    /// Where the name is written, or the keyword.
    package let nameSpan: ByteSpan
    /// What it inherits from, nearest first: superclass, then interfaces and embedded types.
    package internal(set) var bases: [CodeExpression.ID] = []
    /// The members in order. Go's methods stand here when their type is declared in the same file.
    package internal(set) var members: [Member] = []
    /// Decorators and annotations.
    package internal(set) var decorators: [CodeExpression.ID] = []
    /// Whether it declares a shape only: an interface or an alias of an object type.
    package let isInterface: Bool
}
