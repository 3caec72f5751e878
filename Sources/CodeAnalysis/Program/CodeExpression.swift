package import SourceText

/// An expression of any language.
package struct CodeExpression: Sendable {
    package typealias ID = CodeID<CodeExpression>

    /// What it does.
    package let kind: Kind
    /// The bytes it covers.
    package let span: ByteSpan

    /// The kinds of expressions.
    package enum Kind: Sendable {
        /// A string, with escapes resolved; bytes of Python and raw strings too.
        case string(String)
        case number(Double)
        case boolean(Bool)
        /// `null`, `None`, `nil`, `undefined`.
        case null
        case regularExpression(pattern: String, flags: String)
        /// Text with values in it: template literals, f-strings. A tagged template is a call of its tag with this.
        case template([TemplatePart])
        /// A name that the file declares.
        case variable(CodeVariable.ID)
        /// A name that the file does not declare: `process`, `module`, `exports`, `print`, a class of the same package.
        case global(String)
        /// `this`; Python's `self` is a variable.
        case receiver
        /// `super`.
        case superclass
        /// `object.name`; `nameSpan` covers the name. Optional chaining is the same.
        case member(ID, name: String, nameSpan: ByteSpan)
        /// `object[index]`.
        case element(ID, index: ID)
        /// `object[from:to]`; the bounds that are written.
        case slice(ID, bounds: [ID])
        case call(ID, arguments: [Argument])
        /// `new Class(…)`; Go's `T{…}` with names is this with a record as its only argument.
        case construct(ID, arguments: [Argument])
        case unary(UnaryOperator, ID)
        case binary(BinaryOperator, ID, ID)
        /// Operators that may leave their right side out.
        case logical(LogicalOperator, ID, ID)
        case conditional(ID, then: ID, else: ID)
        /// An assignment; its value is the assigned one. `a += b` assigns the `binary` of both, whose left side is a read.
        case assign(CodePattern, ID)
        case function(CodeFunction.ID)
        case classDefinition(CodeClass.ID)
        /// An array, list, tuple or set.
        case list([Element])
        /// An object literal, a dictionary, a map.
        case record([Property])
        /// `await`, Go's `<-channel`.
        case await(ID)
        case yield(ID?)
        case comprehension(Comprehension)
        /// A module: `require('x')` with a constant, `import('x')`, what an import statement binds names from.
        case importModule(CodeImport.ID)
        /// `require(x)` and its like with a computed name.
        case importComputed(CodeImport.ID, specifier: ID)
        /// A value taken for another type: `x as T`, `(T) x`, `x.(T)`, `<T>x`; the type as an expression that names it.
        case cast(ID, type: ID?)
        /// A type with the types or values it is applied to: `Array<T>`, `List[T]`, `Annotated[T, …]` of which `T` is the type.
        case generic(ID, arguments: [ID])
        /// Several one after another, whose value is the last one's.
        case sequence([ID])
        /// Anything else: a value made of these.
        case opaque([ID])
    }

    /// A part of a template.
    package enum TemplatePart: Sendable {
        /// Text, with escapes resolved.
        case text(String)
        /// A value put there.
        case value(ID)
    }

    /// An argument of a call.
    package struct Argument: Sendable {
        /// The name it is given by, as in `shell=True`.
        package let name: String?
        /// The value.
        package let value: ID
        /// Whether the value's elements (`...x`, `*x`) or, with `isNamed`, its fields (`**x`) are the arguments.
        package let isSpread: Bool
    }

    /// An element of a list.
    package struct Element: Sendable {
        /// The value.
        package let value: ID
        /// Whether the value's own elements stand here.
        package let isSpread: Bool
    }

    /// A property of a record.
    package enum Property: Sendable {
        /// `name: value`, shorthand and methods; `nameSpan` covers the name.
        case named(String, nameSpan: ByteSpan, value: ID)
        /// `[key]: value`, a key of a dictionary that is no constant string.
        case computed(key: ID, value: ID)
        /// `...value`, `**value`.
        case spread(ID)
    }

    /// A comprehension or generator expression.
    package struct Comprehension: Sendable {
        /// `for pattern in iterable if …`.
        package struct Clause: Sendable {
            package let pattern: CodePattern
            package let iterable: ID
            package let conditions: [ID]
        }

        /// The clauses, outermost first.
        package let clauses: [Clause]
        /// The key of a dictionary comprehension.
        package let key: ID?
        /// The element or value.
        package let value: ID
    }

    /// Operators with one operand.
    package enum UnaryOperator: Sendable, Hashable {
        case not, negate, plus, bitwiseNot, typeName, void, delete, addressOf, dereference
    }

    /// Operators with two operands.
    package enum BinaryOperator: Sendable, Hashable {
        /// `+`, which joins texts.
        case add
        /// `%`, which formats texts in Python.
        case remainder
        case subtract, multiply, divide, power, bitwise
        /// Equality, loose or strict.
        case equal, notEqual
        /// Order.
        case less, greater
        /// `in`, `not in`: a member of a list, a key of a record, a part of a text.
        case contained, notContained
        /// `instanceof`, `isinstance` written as an operator, Java's `instanceof`.
        case instance
    }

    /// Operators that may leave their right side out.
    package enum LogicalOperator: Sendable, Hashable {
        case and, or, coalesce
    }
}

/// What a value is bound to: a name, a place in an object, or parts of the value.
package indirect enum CodePattern: Sendable {
    case variable(CodeVariable.ID, span: ByteSpan)
    /// A name that the file does not declare.
    case global(String, span: ByteSpan)
    /// A `member`, `element` or other expression that is assigned to.
    case target(CodeExpression.ID)
    /// Fields by name, or by a computed key; `rest` takes the others.
    case record([Field], rest: CodePattern?)
    /// Elements by position; `nil` skips one. `rest` takes those from position `fields.count` on.
    case list([Item?], rest: CodePattern?)
    /// Nothing is bound: `_`.
    case nothing

    /// A field of a record pattern.
    package struct Field: Sendable {
        /// The field's name; empty when `key` computes it.
        package let name: String
        package let key: CodeExpression.ID?
        package let pattern: CodePattern
        package let defaultValue: CodeExpression.ID?
    }

    /// An element of a list pattern.
    package struct Item: Sendable {
        package let pattern: CodePattern
        package let defaultValue: CodeExpression.ID?
    }
}
