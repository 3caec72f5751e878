/// The part that a node plays in its parent, by the grammars' own names; one list for all of them.
package enum SyntaxField: String, Sendable, CaseIterable {
    case alias, alternative, argument, arguments, array, attribute, body, capacity, cause, channel, code
    case communication, condition, consequence, constraint, constructor, declaration, declarator, decorator
    case definition, dimensions, element, end, expression, field, finalizer, flags, function, `guard`, handler
    case increment, index, `init`, initializer, interfaces, key, kind, label, left, length, member, modifiers
    case module, modules, name, object, operand, `operator`, operators, `package`, parameter, parameters, path
    case pattern, permits, property, provided, provider, receiver, resources, result, right, scope, sign, source
    case start, subject, `subscript`, superclass, superclasses, tag, type, update, value
    case closeTag = "close_tag"
    case formatSpecifier = "format_specifier"
    case indexType = "index_type"
    case moduleName = "module_name"
    case openTag = "open_tag"
    case optionalChain = "optional_chain"
    case returnType = "return_type"
    case templateArgument = "template_argument"
    case templateProcessor = "template_processor"
    case typeArguments = "type_arguments"
    case typeConversion = "type_conversion"
    case typeParameters = "type_parameters"
}
