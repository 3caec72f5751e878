import CodeSyntax

/// The kinds of nodes of Go's grammar that its lowering tells apart, by the grammar's own names.
enum GoKind: String, CaseIterable, Sendable {
    // Declarations.
    case comment, dot
    case blankIdentifier = "blank_identifier"
    case constDeclaration = "const_declaration"
    case constSpec = "const_spec"
    case fieldIdentifier = "field_identifier"
    case fieldDeclaration = "field_declaration"
    case fieldDeclarationList = "field_declaration_list"
    case functionDeclaration = "function_declaration"
    case importDeclaration = "import_declaration"
    case importSpec = "import_spec"
    case importSpecList = "import_spec_list"
    case methodDeclaration = "method_declaration"
    case methodElem = "method_elem"
    case packageClause = "package_clause"
    case packageIdentifier = "package_identifier"
    case parameterDeclaration = "parameter_declaration"
    case parameterList = "parameter_list"
    case typeAlias = "type_alias"
    case typeDeclaration = "type_declaration"
    case typeElem = "type_elem"
    case typeSpec = "type_spec"
    case varDeclaration = "var_declaration"
    case varSpec = "var_spec"
    case varSpecList = "var_spec_list"
    case variadicParameterDeclaration = "variadic_parameter_declaration"

    // Types.
    case arrayType = "array_type"
    case channelType = "channel_type"
    case functionType = "function_type"
    case genericType = "generic_type"
    case implicitLengthArrayType = "implicit_length_array_type"
    case interfaceType = "interface_type"
    case mapType = "map_type"
    case negatedType = "negated_type"
    case parenthesizedType = "parenthesized_type"
    case pointerType = "pointer_type"
    case qualifiedType = "qualified_type"
    case sliceType = "slice_type"
    case structType = "struct_type"
    case typeConstraint = "type_constraint"
    case typeIdentifier = "type_identifier"

    // Statements.
    case block
    case assignmentStatement = "assignment_statement"
    case breakStatement = "break_statement"
    case communicationCase = "communication_case"
    case continueStatement = "continue_statement"
    case decStatement = "dec_statement"
    case defaultCase = "default_case"
    case deferStatement = "defer_statement"
    case expressionCase = "expression_case"
    case expressionStatement = "expression_statement"
    case expressionSwitchStatement = "expression_switch_statement"
    case fallthroughStatement = "fallthrough_statement"
    case forClause = "for_clause"
    case forStatement = "for_statement"
    case goStatement = "go_statement"
    case ifStatement = "if_statement"
    case incStatement = "inc_statement"
    case labeledStatement = "labeled_statement"
    case rangeClause = "range_clause"
    case receiveStatement = "receive_statement"
    case returnStatement = "return_statement"
    case selectStatement = "select_statement"
    case sendStatement = "send_statement"
    case shortVarDeclaration = "short_var_declaration"
    case typeCase = "type_case"
    case typeSwitchStatement = "type_switch_statement"

    // Expressions.
    case `false`, identifier, iota, `nil`, `true`
    case argumentList = "argument_list"
    case binaryExpression = "binary_expression"
    case callExpression = "call_expression"
    case compositeLiteral = "composite_literal"
    case expressionList = "expression_list"
    case floatLiteral = "float_literal"
    case funcLiteral = "func_literal"
    case imaginaryLiteral = "imaginary_literal"
    case indexExpression = "index_expression"
    case intLiteral = "int_literal"
    case interpretedStringLiteral = "interpreted_string_literal"
    case keyedElement = "keyed_element"
    case literalElement = "literal_element"
    case literalValue = "literal_value"
    case parenthesizedExpression = "parenthesized_expression"
    case rawStringLiteral = "raw_string_literal"
    case runeLiteral = "rune_literal"
    case selectorExpression = "selector_expression"
    case sliceExpression = "slice_expression"
    case typeAssertionExpression = "type_assertion_expression"
    case typeConversionExpression = "type_conversion_expression"
    case typeInstantiationExpression = "type_instantiation_expression"
    case unaryExpression = "unary_expression"
    case variadicArgument = "variadic_argument"

    // Operators.
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case and = "&&"
    case or = "||"
    case not = "!"
    case bitwiseXor = "^"
    case bitwiseAnd = "&"
    case receive = "<-"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case assign = "="
    case addInPlace = "+="
    case subtractInPlace = "-="
    case multiplyInPlace = "*="
    case divideInPlace = "/="
    case remainderInPlace = "%="
}

extension GoKind {
    /// Whether nodes of this kind are types.
    var isType: Bool {
        switch self {
        case .arrayType, .channelType, .functionType, .genericType, .implicitLengthArrayType, .interfaceType, .mapType,
            .negatedType, .parenthesizedType, .pointerType, .qualifiedType, .sliceType, .structType, .typeIdentifier,
            .typeConstraint, .typeElem:
            true
        default: false
        }
    }

    /// Whether nodes of this kind have a value.
    var isExpression: Bool {
        switch self {
        case .false, .identifier, .iota, .nil, .true, .binaryExpression, .callExpression, .compositeLiteral,
            .expressionList, .floatLiteral, .funcLiteral, .imaginaryLiteral, .indexExpression, .intLiteral,
            .interpretedStringLiteral, .literalElement, .literalValue, .parenthesizedExpression, .rawStringLiteral,
            .runeLiteral, .selectorExpression, .sliceExpression, .typeAssertionExpression, .typeConversionExpression,
            .typeInstantiationExpression, .unaryExpression, .variadicArgument:
            true
        default: false
        }
    }
}
