import CodeSyntax

/// The kinds of nodes of Java's grammar that its lowering tells apart, by the grammar's own names.
enum JavaKind: String, CaseIterable, Sendable {
    // Declarations.
    case annotation, asterisk, declaration, modifiers, permits, program, superclass
    case annotationArgumentList = "annotation_argument_list"
    case annotationTypeDeclaration = "annotation_type_declaration"
    case blockComment = "block_comment"
    case classBody = "class_body"
    case classDeclaration = "class_declaration"
    case compactConstructorDeclaration = "compact_constructor_declaration"
    case constantDeclaration = "constant_declaration"
    case constructorBody = "constructor_body"
    case constructorDeclaration = "constructor_declaration"
    case elementValueArrayInitializer = "element_value_array_initializer"
    case elementValuePair = "element_value_pair"
    case enumBodyDeclarations = "enum_body_declarations"
    case enumConstant = "enum_constant"
    case enumDeclaration = "enum_declaration"
    case explicitConstructorInvocation = "explicit_constructor_invocation"
    case extendsInterfaces = "extends_interfaces"
    case fieldDeclaration = "field_declaration"
    case formalParameter = "formal_parameter"
    case formalParameters = "formal_parameters"
    case importDeclaration = "import_declaration"
    case inferredParameters = "inferred_parameters"
    case interfaceBody = "interface_body"
    case interfaceDeclaration = "interface_declaration"
    case lineComment = "line_comment"
    case markerAnnotation = "marker_annotation"
    case methodDeclaration = "method_declaration"
    case moduleDeclaration = "module_declaration"
    case packageDeclaration = "package_declaration"
    case receiverParameter = "receiver_parameter"
    case recordDeclaration = "record_declaration"
    case spreadParameter = "spread_parameter"
    case staticInitializer = "static_initializer"
    case superInterfaces = "super_interfaces"
    case throwsClause = "throws"
    case typeList = "type_list"
    case typeParameter = "type_parameter"
    case typeParameters = "type_parameters"
    case variableDeclarator = "variable_declarator"

    // Types.
    case dimensions, wildcard
    case annotatedType = "annotated_type"
    case arrayType = "array_type"
    case booleanType = "boolean_type"
    case floatingPointType = "floating_point_type"
    case genericType = "generic_type"
    case integralType = "integral_type"
    case scopedTypeIdentifier = "scoped_type_identifier"
    case typeArguments = "type_arguments"
    case typeIdentifier = "type_identifier"
    case voidType = "void_type"

    // Statements.
    case block, `guard`, pattern, resource
    case assertStatement = "assert_statement"
    case breakStatement = "break_statement"
    case catchClause = "catch_clause"
    case catchFormalParameter = "catch_formal_parameter"
    case catchType = "catch_type"
    case continueStatement = "continue_statement"
    case doStatement = "do_statement"
    case enhancedForStatement = "enhanced_for_statement"
    case expressionStatement = "expression_statement"
    case finallyClause = "finally_clause"
    case forStatement = "for_statement"
    case ifStatement = "if_statement"
    case labeledStatement = "labeled_statement"
    case localVariableDeclaration = "local_variable_declaration"
    case recordPattern = "record_pattern"
    case recordPatternBody = "record_pattern_body"
    case recordPatternComponent = "record_pattern_component"
    case resourceSpecification = "resource_specification"
    case returnStatement = "return_statement"
    case switchBlock = "switch_block"
    case switchBlockStatementGroup = "switch_block_statement_group"
    case switchLabel = "switch_label"
    case switchRule = "switch_rule"
    case synchronizedStatement = "synchronized_statement"
    case throwStatement = "throw_statement"
    case tryStatement = "try_statement"
    case tryWithResourcesStatement = "try_with_resources_statement"
    case typePattern = "type_pattern"
    case whileStatement = "while_statement"
    case yieldStatement = "yield_statement"

    // Expressions.
    case `false`, identifier, `super`, this, `true`
    case argumentList = "argument_list"
    case arrayAccess = "array_access"
    case arrayCreationExpression = "array_creation_expression"
    case arrayInitializer = "array_initializer"
    case assignmentExpression = "assignment_expression"
    case binaryExpression = "binary_expression"
    case binaryIntegerLiteral = "binary_integer_literal"
    case castExpression = "cast_expression"
    case characterLiteral = "character_literal"
    case classLiteral = "class_literal"
    case decimalFloatingPointLiteral = "decimal_floating_point_literal"
    case decimalIntegerLiteral = "decimal_integer_literal"
    case dimensionsExpression = "dimensions_expr"
    case escapeSequence = "escape_sequence"
    case fieldAccess = "field_access"
    case hexFloatingPointLiteral = "hex_floating_point_literal"
    case hexIntegerLiteral = "hex_integer_literal"
    case instanceofExpression = "instanceof_expression"
    case lambdaExpression = "lambda_expression"
    case methodInvocation = "method_invocation"
    case methodReference = "method_reference"
    case nullLiteral = "null_literal"
    case objectCreationExpression = "object_creation_expression"
    case octalIntegerLiteral = "octal_integer_literal"
    case parenthesizedExpression = "parenthesized_expression"
    case scopedIdentifier = "scoped_identifier"
    case stringInterpolation = "string_interpolation"
    case stringLiteral = "string_literal"
    case switchExpression = "switch_expression"
    case templateExpression = "template_expression"
    case ternaryExpression = "ternary_expression"
    case unaryExpression = "unary_expression"
    case underscorePattern = "underscore_pattern"
    case updateExpression = "update_expression"

    // Keywords and operators.
    case `default`, new, `static`
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    case and = "&&"
    case or = "||"
    case not = "!"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case increment = "++"
    case decrement = "--"
    case assign = "="
    case addInPlace = "+="
    case subtractInPlace = "-="
    case multiplyInPlace = "*="
    case divideInPlace = "/="
    case remainderInPlace = "%="
}

extension JavaKind {
    /// Whether nodes of this kind are types.
    var isType: Bool {
        switch self {
        case .annotatedType, .arrayType, .booleanType, .floatingPointType, .genericType, .integralType,
            .scopedTypeIdentifier, .typeIdentifier, .voidType, .wildcard:
            true
        default: false
        }
    }

    /// Whether nodes of this kind declare a class, enum, record, interface or annotation.
    var isTypeDeclaration: Bool {
        switch self {
        case .annotationTypeDeclaration, .classDeclaration, .enumDeclaration, .interfaceDeclaration, .recordDeclaration: true
        default: false
        }
    }

    /// Whether nodes of this kind have a value.
    var isExpression: Bool {
        switch self {
        case .false, .identifier, .super, .this, .true, .arrayAccess, .arrayCreationExpression, .arrayInitializer,
            .assignmentExpression, .binaryExpression, .binaryIntegerLiteral, .castExpression, .characterLiteral,
            .classLiteral, .decimalFloatingPointLiteral, .decimalIntegerLiteral, .dimensionsExpression,
            .elementValueArrayInitializer, .fieldAccess, .hexFloatingPointLiteral, .hexIntegerLiteral,
            .instanceofExpression, .lambdaExpression, .methodInvocation, .methodReference, .nullLiteral,
            .objectCreationExpression, .octalIntegerLiteral, .parenthesizedExpression, .scopedIdentifier,
            .stringLiteral, .switchExpression, .templateExpression, .ternaryExpression, .unaryExpression,
            .updateExpression:
            true
        default: false
        }
    }
}
