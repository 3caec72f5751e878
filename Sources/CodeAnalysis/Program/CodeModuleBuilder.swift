import CodeSyntax
import SourceText

/// What every lowering writes a module with: the lists, and the scopes that names are looked up in.
///
/// A lowering enters a scope, declares all names of the scope, and only then lowers what uses them; a function may use a
/// name that is declared further down.
struct CodeModuleBuilder {
    private(set) var module: CodeModule
    private var scopes: [Scope] = []
    private var functionStack: [CodeFunction.ID] = []

    private struct Scope {
        var names: [String: CodeVariable.ID] = [:]
        /// The scope of a class body is not seen by the functions in it (Python).
        var isClass = false
        var function: CodeFunction.ID
    }

    /// Starts a module with its body's scope entered.
    init(file: SourceFile, language: CodeLanguage) {
        let whole = ByteSpan(0, file.bytes.count)
        let body = CodeFunction(
            name: nil, span: whole, nameSpan: ByteSpan(0, 0), parent: nil, receiver: .dynamic,
            isAsync: true, isGenerator: false)
        module = CodeModule(file: file, language: language, functions: [body])
        functionStack = [CodeID(0)]
        scopes = [Scope(function: CodeID(0))]
    }

    // MARK: Expressions

    /// Adds an expression.
    mutating func add(_ kind: CodeExpression.Kind, _ span: ByteSpan) -> CodeExpression.ID {
        module.expressions.append(CodeExpression(kind: kind, span: span))
        return CodeID(module.expressions.count - 1)
    }

    /// A read of a name: the variable in scope, or a global.
    mutating func read(_ name: String, _ span: ByteSpan) -> CodeExpression.ID {
        add(lookUp(name).map { .variable($0) } ?? .global(name), span)
    }

    /// A write to a name: the variable in scope, or a global.
    mutating func target(_ name: String, _ span: ByteSpan) -> CodePattern {
        lookUp(name).map { .variable($0, span: span) } ?? .global(name, span: span)
    }

    /// Adds an import and gives its id.
    mutating func addImport(_ value: CodeImport) -> CodeImport.ID {
        module.imports.append(value)
        return CodeID(module.imports.count - 1)
    }

    // MARK: Scopes

    /// The function whose body is being lowered.
    var currentFunction: CodeFunction.ID { functionStack.last ?? CodeID(0) }

    /// Whether the module's body is being lowered, outside any function.
    var isAtModuleLevel: Bool { functionStack.count == 1 }

    /// Enters a block; `leaveScope` leaves it.
    mutating func enterScope(isClass: Bool = false) {
        scopes.append(Scope(isClass: isClass, function: currentFunction))
    }

    /// Leaves the innermost scope.
    mutating func leaveScope() { scopes.removeLast() }

    /// Declares a name in the innermost scope; one that is already declared there stays the same variable.
    @discardableResult
    mutating func declare(_ name: String, _ span: ByteSpan, isConstant: Bool = false) -> CodeVariable.ID {
        if let known = scopes.last?.names[name] { return known }
        return declareAnew(name, span, isConstant: isConstant)
    }

    /// Declares a name in the scope of the current function's body, as ECMAScript's `var` and Python's assignments do.
    @discardableResult
    mutating func declareInFunction(_ name: String, _ span: ByteSpan) -> CodeVariable.ID {
        let index = scopes.firstIndex { $0.function == currentFunction } ?? 0
        if let known = scopes[index].names[name] { return known }
        let id = variable(name, span, isConstant: false)
        scopes[index].names[name] = id
        return id
    }

    /// Declares a name that hides one of the same name in the same scope: Go's `:=` in a new block of its own.
    mutating func declareAnew(_ name: String, _ span: ByteSpan, isConstant: Bool = false) -> CodeVariable.ID {
        let id = variable(name, span, isConstant: isConstant)
        if let last = scopes.indices.last { scopes[last].names[name] = id }
        return id
    }

    /// Makes a name of the innermost scope mean a variable of an outer one: Python's `global` and `nonlocal`.
    mutating func alias(_ name: String, to variable: CodeVariable.ID) {
        if let last = scopes.indices.last { scopes[last].names[name] = variable }
        if module.variables[variable.index].owner != currentFunction { module.variables[variable.index].isCaptured = true }
    }

    /// The module-level variable of a name, made when there is none.
    mutating func moduleVariable(_ name: String, _ span: ByteSpan) -> CodeVariable.ID {
        if let known = scopes.first?.names[name] { return known }
        module.variables.append(
            CodeVariable(name: name, span: span, owner: CodeID(0), isCaptured: false, isConstant: false))
        let id = CodeVariable.ID(module.variables.count - 1)
        scopes[0].names[name] = id
        return id
    }

    /// A variable without a name that anybody could write.
    mutating func hiddenVariable(_ span: ByteSpan) -> CodeVariable.ID { variable("", span, isConstant: true) }

    /// The variable that a name means here; using one of an outer function makes it captured.
    mutating func lookUp(_ name: String) -> CodeVariable.ID? {
        for scope in scopes.reversed() {
            if scope.isClass, scope.function != currentFunction { continue }
            guard let id = scope.names[name] else { continue }
            if module.variables[id.index].owner != currentFunction { module.variables[id.index].isCaptured = true }
            return id
        }
        return nil
    }

    /// The variable that a name means outside the current function: what Python's `nonlocal` asks for.
    mutating func lookUpOutside(_ name: String) -> CodeVariable.ID? {
        for scope in scopes.reversed() where scope.function != currentFunction && !scope.isClass {
            if let id = scope.names[name] { return id }
        }
        return nil
    }

    private mutating func variable(_ name: String, _ span: ByteSpan, isConstant: Bool) -> CodeVariable.ID {
        module.variables.append(
            CodeVariable(name: name, span: span, owner: currentFunction, isCaptured: false, isConstant: isConstant))
        return CodeID(module.variables.count - 1)
    }

    // MARK: Functions and classes

    /// Enters a function: its parameters and body are lowered until `leaveFunction`.
    mutating func enterFunction(
        name: String?, span: ByteSpan, nameSpan: ByteSpan, receiver: CodeFunction.Receiver, isAsync: Bool = false,
        isGenerator: Bool = false
    ) -> CodeFunction.ID {
        module.functions.append(
            CodeFunction(
                name: name, span: span, nameSpan: nameSpan, parent: currentFunction, receiver: receiver,
                isAsync: isAsync, isGenerator: isGenerator))
        let id = CodeFunction.ID(module.functions.count - 1)
        functionStack.append(id)
        scopes.append(Scope(function: id))
        return id
    }

    /// Leaves the current function and keeps what was lowered for it.
    mutating func leaveFunction(
        parameters: [CodeParameter], body: [CodeStatement], returnType: CodeExpression.ID? = nil
    ) {
        let id = currentFunction
        module.functions[id.index].parameters = parameters
        module.functions[id.index].body = body
        module.functions[id.index].returnType = returnType
        scopes.removeAll { $0.function == id }
        functionStack.removeLast()
    }

    /// Changes a function that was left.
    mutating func update(_ id: CodeFunction.ID, _ change: (inout CodeFunction) -> Void) {
        change(&module.functions[id.index])
    }

    /// Adds a class and gives its id; members are added with `update`.
    mutating func addClass(_ value: CodeClass) -> CodeClass.ID {
        module.classes.append(value)
        return CodeID(module.classes.count - 1)
    }

    /// Changes a class that was added.
    mutating func update(_ id: CodeClass.ID, _ change: (inout CodeClass) -> Void) {
        change(&module.classes[id.index])
    }

    // MARK: The module

    /// Makes a variable importable under a name.
    mutating func export(_ name: String, _ variable: CodeVariable.ID) { module.exports[name] = variable }

    /// Notes that all names of an import are exported again or brought into scope.
    mutating func addStarImport(_ id: CodeImport.ID) { module.starImports.append(id) }

    /// Adds a method that stands outside its type.
    mutating func addLooseMethod(_ function: CodeFunction.ID, of type: String) {
        module.looseMethods[type, default: []].append(function)
    }

    /// Notes the package the file belongs to.
    mutating func setPackage(_ name: String) { module.packageName = name }

    /// Ends the module with its own body.
    mutating func finish(body: [CodeStatement], tree: SyntaxTree, isCut: Bool) -> CodeModule {
        module.functions[0].body = body
        module.syntaxErrors = tree.errors
        module.comments = tree.comments
        module.isCut = isCut || tree.isCut
        return module
    }
}
