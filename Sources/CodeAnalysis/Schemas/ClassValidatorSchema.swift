/// What the decorators of `class-validator` say of a field.
///
/// Source: https://github.com/typestack/class-validator#validation-decorators
enum ClassValidatorSchema {
    /// The decorator that a value is; `nil` when it is none of the library's.
    static func call(_ value: AbstractValue, _ reader: SchemaReader) -> SchemaCall? {
        for case .object(let id) in value.references {
            guard case .external(let api) = reader.heap.kind(of: id),
                api.hasPrefix("class-validator.") || api.hasPrefix("class-transformer.Type") else { continue }
            return SchemaCall(api, reader.heap[id], reader)
        }
        return nil
    }

    /// A field with its decorators; `inner` gives the schema of the class that `@Type` names. The declared type is nobody's
    /// promise: only what a decorator tests is certain.
    static func schema(_ tests: [SchemaCall], declared: EventSchema, inner: (AbstractValue) -> EventSchema?) -> EventSchema {
        var schema = EventSchema.anything
        var element = EventSchema.anything
        var isList = false
        var nested: EventSchema?
        for test in tests {
            if test.path.hasPrefix("class-transformer.") {
                nested = test.argument(0).flatMap(inner)
                continue
            }
            let isEach = test.arguments.contains { options($0, test)?.isTrue == true }
            isList = isList || isEach || test.method == "IsArray" || test.method.hasPrefix("Array")
            if isEach { add(test, to: &element) } else { add(test, to: &schema) }
        }
        if tests.contains(where: { $0.method == "ValidateNested" }) {
            let part = nested ?? (isList ? declared.elements.first : declared) ?? .unread
            if isList || declared.kinds == .list { element = nested ?? declared.elements.first ?? .unread } else { schema = part }
            isList = isList || declared.kinds == .list
        }
        if isList {
            schema.kinds = .list
            schema.elements = [element]
        }
        schema.isOptional = tests.contains { $0.method == "IsOptional" }
        return schema
    }

    private static func options(_ value: AbstractValue, _ test: SchemaCall) -> AbstractValue? {
        for case .object(let id) in value.references {
            if let each = test.reader.heap[id].fields["each"] { return each }
        }
        return nil
    }

    private static func add(_ test: SchemaCall, to schema: inout EventSchema) {
        switch test.method {
        case "IsInt": schema.kinds = .integer
        case "IsNumber", "IsPositive", "IsNegative", "IsDivisibleBy", "IsLatitude", "IsLongitude":
            schema.kinds = schema.kinds.isEmpty ? .number : schema.kinds
        case "IsBoolean": schema.kinds = .boolean
        case "IsString": schema.kinds = .text
        case "IsDate": schema.extra.insert(.word)
        case "IsNumberString", "IsDecimal", "IsNumeric", "IsPort": schema.extra.insert(.number)
        case "IsBooleanString": schema.extra.insert(.listed)
        case "IsUUID": schema = with(schema, .uuid)
        case "IsEmail": schema = with(schema, .email)
        case "IsUrl": schema = with(schema, .uri)
        case "IsIP": schema = with(schema, .ipv6)
        case "IsFQDN": schema = with(schema, .hostname)
        case "IsDateString", "IsISO8601", "IsRFC3339": schema = with(schema, .dateTime)
        case "IsAlpha", "IsAlphanumeric", "IsHexadecimal", "IsMongoId", "IsHash", "IsISO31661Alpha2", "IsISO31661Alpha3", "IsISO4217CurrencyCode", "IsLocale":
            schema.kinds = .text
            schema.extra.formUnion([.word, .pathComponent, .singleLine])
        case "IsEnum", "IsIn": listed(test, &schema)
        case "Equals": schema.values = [test.argument(0)?.constant].compactMap { $0 }
        case "Matches": schema.pattern = test.argument(0)?.pattern ?? schema.pattern
        case "Min": schema.minimum = test.number(0)
        case "Max": schema.maximum = test.number(0)
        case "MinLength", "ArrayMinSize": schema.minimumLength = test.count(0)
        case "MaxLength", "ArrayMaxSize": schema.maximumLength = test.count(0)
        case "Length": (schema.minimumLength, schema.maximumLength) = (test.count(0), test.count(1))
        case "IsObject": schema.kinds = .object
        default: return
        }
    }

    private static func with(_ schema: EventSchema, _ format: EventSchema.Format) -> EventSchema {
        var schema = schema
        schema.kinds = .text
        schema.format = format
        return schema
    }

    private static func listed(_ test: SchemaCall, _ schema: inout EventSchema) {
        let constants = test.reader.constants(of: test.argument(0))
        // An enumeration that could not be read is one all the same.
        if constants.isEmpty { schema.extra.insert(.listed) } else { schema.values = constants }
    }
}
