import CodeSyntax

/// The kinds of nodes of Python's grammar that its lowering tells apart, by the grammar's own names.
enum PythonKind: String, CaseIterable, Sendable {
    // Statements.
    case block, comment, decorator
    case assertStatement = "assert_statement"
    case breakStatement = "break_statement"
    case classDefinition = "class_definition"
    case continueStatement = "continue_statement"
    case decoratedDefinition = "decorated_definition"
    case deleteStatement = "delete_statement"
    case elifClause = "elif_clause"
    case elseClause = "else_clause"
    case exceptClause = "except_clause"
    case exceptGroupClause = "except_group_clause"
    case execStatement = "exec_statement"
    case expressionStatement = "expression_statement"
    case finallyClause = "finally_clause"
    case forStatement = "for_statement"
    case functionDefinition = "function_definition"
    case futureImportStatement = "future_import_statement"
    case globalStatement = "global_statement"
    case ifStatement = "if_statement"
    case importFromStatement = "import_from_statement"
    case importStatement = "import_statement"
    case matchStatement = "match_statement"
    case nonlocalStatement = "nonlocal_statement"
    case passStatement = "pass_statement"
    case printStatement = "print_statement"
    case raiseStatement = "raise_statement"
    case returnStatement = "return_statement"
    case tryStatement = "try_statement"
    case typeAliasStatement = "type_alias_statement"
    case whileStatement = "while_statement"
    case withStatement = "with_statement"

    // Parts of statements.
    case aliasedImport = "aliased_import"
    case asPatternTarget = "as_pattern_target"
    case chevron
    case dottedName = "dotted_name"
    case lineContinuation = "line_continuation"
    case wildcardImport = "wildcard_import"
    case withClause = "with_clause"
    case withItem = "with_item"

    // Patterns.
    case asPattern = "as_pattern"
    case caseClause = "case_clause"
    case casePattern = "case_pattern"
    case classPattern = "class_pattern"
    case complexPattern = "complex_pattern"
    case dictPattern = "dict_pattern"
    case keywordPattern = "keyword_pattern"
    case listPattern = "list_pattern"
    case listSplatPattern = "list_splat_pattern"
    case patternList = "pattern_list"
    case splatPattern = "splat_pattern"
    case tuplePattern = "tuple_pattern"
    case unionPattern = "union_pattern"

    // Parameters and types.
    case constrainedType = "constrained_type"
    case defaultParameter = "default_parameter"
    case dictionarySplatPattern = "dictionary_splat_pattern"
    case genericType = "generic_type"
    case keywordSeparator = "keyword_separator"
    case memberType = "member_type"
    case positionalSeparator = "positional_separator"
    case type
    case typedDefaultParameter = "typed_default_parameter"
    case typedParameter = "typed_parameter"
    case typeParameter = "type_parameter"
    case unionType = "union_type"

    // Expressions.
    case assignment, attribute, await, call, dictionary, ellipsis, `false`, float, identifier, integer, lambda, list
    case none, pair, set, slice, string, `subscript`, `true`, tuple, yield
    case argumentList = "argument_list"
    case augmentedAssignment = "augmented_assignment"
    case binaryOperator = "binary_operator"
    case booleanOperator = "boolean_operator"
    case comparisonOperator = "comparison_operator"
    case concatenatedString = "concatenated_string"
    case conditionalExpression = "conditional_expression"
    case dictionaryComprehension = "dictionary_comprehension"
    case dictionarySplat = "dictionary_splat"
    case expressionList = "expression_list"
    case forInClause = "for_in_clause"
    case formatExpression = "format_expression"
    case generatorExpression = "generator_expression"
    case ifClause = "if_clause"
    case interpolation
    case keywordArgument = "keyword_argument"
    case listComprehension = "list_comprehension"
    case listSplat = "list_splat"
    case namedExpression = "named_expression"
    case notOperator = "not_operator"
    case parenthesizedExpression = "parenthesized_expression"
    case parenthesizedListSplat = "parenthesized_list_splat"
    case setComprehension = "set_comprehension"
    case stringContent = "string_content"
    case stringStart = "string_start"
    case unaryOperator = "unary_operator"

    // Keywords and operators.
    case and, async, from
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case remainder = "%"
    case power = "**"
    case addInPlace = "+="
    case subtractInPlace = "-="
    case multiplyInPlace = "*="
    case divideInPlace = "/="
    case floorDivideInPlace = "//="
    case remainderInPlace = "%="
    case powerInPlace = "**="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case oldNotEqual = "<>"
    case contained = "in"
    case notContained = "not in"
    case identical = "is"
    case notIdentical = "is not"
}

extension PythonKind {
    /// Whether nodes of this kind are statements.
    var isStatement: Bool {
        switch self {
        case .block, .assertStatement, .breakStatement, .classDefinition, .continueStatement, .decoratedDefinition,
            .deleteStatement, .execStatement, .expressionStatement, .forStatement, .functionDefinition,
            .futureImportStatement, .globalStatement, .ifStatement, .importFromStatement, .importStatement,
            .matchStatement, .nonlocalStatement, .passStatement, .printStatement, .raiseStatement, .returnStatement,
            .tryStatement, .typeAliasStatement, .whileStatement, .withStatement:
            true
        default: false
        }
    }

    /// Whether nodes of this kind have a value.
    var isExpression: Bool {
        switch self {
        case .asPattern, .assignment, .attribute, .await, .call, .dictionary, .ellipsis, .false, .float, .identifier,
            .integer, .lambda, .list, .none, .set, .slice, .string, .subscript, .true, .tuple, .yield,
            .augmentedAssignment, .binaryOperator, .booleanOperator, .comparisonOperator, .concatenatedString,
            .conditionalExpression, .dictionaryComprehension, .dictionarySplat, .expressionList,
            .generatorExpression, .listComprehension, .listSplat, .namedExpression, .notOperator,
            .parenthesizedExpression, .parenthesizedListSplat, .setComprehension, .unaryOperator:
            true
        default: false
        }
    }

    /// Whether a keyword of the grammar has the same name, so that a node without children is that keyword.
    var isAlsoKeyword: Bool { self == .yield || self == .await || self == .lambda || self == .type }
}
