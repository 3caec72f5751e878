import CodeSyntax

/// What the names of types say that languages and their libraries bring along.
enum TypeNames {
    /// A type that holds others.
    enum Container {
        case list, dictionary, literal
    }

    static func container(_ name: String) -> Container? {
        switch name {
        case "Array", "ReadonlyArray", "Set", "ReadonlySet", "Iterable", "list", "List", "set", "frozenset", "FrozenSet", "Sequence", "Collection",
            "tuple", "Tuple", "MutableSequence", "AbstractSet", "conlist": .list
        case "Record", "Map", "ReadonlyMap", "dict", "Dict", "Mapping", "MutableMapping", "OrderedDict", "DefaultDict", "defaultdict": .dictionary
        case "Literal": .literal
        default: nil
        }
    }

    /// The schema of a type by its path; `nil` when it is not known.
    static func schema(of api: String, in language: CodeLanguage) -> EventSchema? {
        let name = String(APIPath.name(api))
        if let container = container(name) {
            switch container {
            case .list: return .list(of: nil)
            case .dictionary: return .object([])
            case .literal: return nil
            }
        }
        return language == .python ? python[name] : ecmaScript[name]
    }

    private static let ecmaScript: [String: EventSchema] = [
        "string": EventSchema(.text), "number": EventSchema(.number), "boolean": EventSchema(.boolean), "bigint": EventSchema(.integer),
        "String": EventSchema(.text), "Number": EventSchema(.number), "Boolean": EventSchema(.boolean), "any": .anything, "unknown": .anything,
        "object": .object([]), "Object": .object([]), "Date": .text(.dateTime), "null": EventSchema(.null), "undefined": EventSchema(.null),
    ]

    private static let python: [String: EventSchema] = {
        var names: [String: EventSchema] = [
            "int": EventSchema(.integer), "float": EventSchema(.number), "Decimal": EventSchema(.number), "bool": converted(EventSchema(.boolean)),
            "str": EventSchema(.text), "bytes": EventSchema(.text), "Any": .anything, "object": .anything, "None": EventSchema(.null),
            "EmailStr": .text(.email), "NameEmail": .text(.email), "StrictStr": EventSchema(.text), "SecretStr": EventSchema(.text),
            "StrictInt": EventSchema(.integer), "StrictFloat": EventSchema(.number), "StrictBool": EventSchema(.boolean),
            "Json": .unread, "IPvAnyAddress": .text(.ipv6), "IPv4Address": .text(.ipv4), "IPv6Address": .text(.ipv6),
            "date": moment(.date), "datetime": moment(.dateTime), "time": moment(.time), "timedelta": converted(EventSchema(.text)),
            "AwareDatetime": moment(.dateTime), "NaiveDatetime": moment(.dateTime), "PastDate": moment(.date), "FutureDate": moment(.date),
        ]
        for name in ["UUID", "UUID1", "UUID3", "UUID4", "UUID5", "UUID7"] { names[name] = .text(.uuid) }
        for name in ["HttpUrl", "AnyUrl", "AnyHttpUrl", "FileUrl"] { names[name] = .text(.uri) }
        for (kind, text) in [(EventSchema.Kinds.integer, "Int"), (.number, "Float")] {
            for sign in ["Positive", "NonNegative"] { names[sign + text] = bounded(kind, 0, nil) }
            for sign in ["Negative", "NonPositive"] { names[sign + text] = bounded(kind, nil, 0) }
        }
        return names
    }()

    private static func converted(_ schema: EventSchema) -> EventSchema {
        var schema = schema
        schema.isConverted = true
        return schema
    }

    /// A moment that a library makes of text or of a number: it spells digits.
    private static func moment(_ format: EventSchema.Format) -> EventSchema {
        var schema = EventSchema.text(format)
        schema.extra = .word
        return converted(schema)
    }

    private static func bounded(_ kind: EventSchema.Kinds, _ least: Double?, _ most: Double?) -> EventSchema {
        var schema = EventSchema(kind)
        schema.minimum = least
        schema.maximum = most
        return schema
    }
}
