/// What a schema says of a value, whichever library it is written for.
package struct EventSchema: Sendable, Hashable {
    /// The kinds of values that JSON has.
    package struct Kinds: OptionSet, Sendable, Hashable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let null = Kinds(rawValue: 1 << 0)
        package static let boolean = Kinds(rawValue: 1 << 1)
        package static let integer = Kinds(rawValue: 1 << 2)
        package static let number = Kinds(rawValue: 1 << 3)
        package static let text = Kinds(rawValue: 1 << 4)
        package static let list = Kinds(rawValue: 1 << 5)
        package static let object = Kinds(rawValue: 1 << 6)
    }

    /// A field of an object.
    package struct Field: Sendable, Hashable {
        /// The name.
        package let name: String
        /// What it must be.
        package var schema: EventSchema

        /// Makes a field.
        package init(_ name: String, _ schema: EventSchema) {
            self.name = name
            self.schema = schema
        }
    }

    /// What happens to fields of an object that are not described.
    package enum Others: Sendable, Hashable {
        /// They stay.
        case kept
        /// The library's result does not have them; what came in still does.
        case dropped
        /// The object is not accepted.
        case refused
        /// They stay when they fit.
        indirect case matching(EventSchema)
    }

    /// A form of texts that a schema asks for by name.
    package enum Format: String, Sendable, Hashable {
        case uuid, email, uri, date, time, hostname, ipv4, ipv6
        case dateTime = "date-time"
    }

    /// A regular expression that texts match.
    package struct Pattern: Sendable, Hashable {
        /// The expression.
        package let text: String
        /// Its flags, as ECMAScript writes them.
        package let flags: String
        /// Whether the library looks at the start of the text alone, whatever the expression says.
        var isAtStart = false
    }

    /// The kinds of values; empty for any.
    package var kinds: Kinds
    /// The values, when they are listed.
    package var values: [Constant] = []
    /// The fields of an object, in the order they are written.
    package var fields: [Field] = []
    /// What happens to the other fields of an object.
    package var others: Others = .kept
    /// What the elements of a list must be: one schema, or none.
    package var elements: [EventSchema] = []
    /// Schemas of which one must fit; what this one says besides holds for each.
    package var alternatives: [EventSchema] = []
    /// The form of a text.
    package var format: Format?
    /// The expression that a text matches.
    package var pattern: Pattern?
    /// The least number.
    package var minimum: Double?
    /// The greatest number.
    package var maximum: Double?
    /// The least number of characters or elements.
    package var minimumLength: Int?
    /// The greatest number of characters or elements.
    package var maximumLength: Int?
    /// Whether an object without the field is accepted.
    package var isOptional = false
    /// Whether something of the schema could not be read: it then asks for more than is said here.
    package var isUnread = false
    /// How the value is encoded that is described: `json` for text that holds it.
    package var coding: String?
    /// Whether what the library gives is made from what came, which itself need not be so.
    var isConverted = false
    /// Whether it is no more than the type that a program declares, which nothing tests when the program runs.
    var isDeclared = false
    /// What the library's own test makes certain beyond the kinds.
    var extra: Guarantees = []
    /// The functions that change what passed, in order.
    var transforms: [AbstractValue] = []
    /// What must hold of what they give.
    var results: [EventSchema] = []
    /// The class of the program whose instance the library makes.
    var model: ClassValue.ID?

    /// Makes a schema that asks for kinds of values and no more.
    package init(_ kinds: Kinds = []) { self.kinds = kinds }

    /// Alternatives as they are.
    init(anyOf alternatives: [EventSchema]) {
        kinds = []
        self.alternatives = alternatives
    }

    /// Any value.
    package static let anything = EventSchema()

    /// A schema of which nothing could be read.
    package static let unread: EventSchema = {
        var schema = EventSchema()
        schema.isUnread = true
        return schema
    }()

    /// Any object or list with any fields or elements.
    package static func object(_ fields: [Field], others: Others = .kept) -> EventSchema {
        var schema = EventSchema(.object)
        schema.fields = fields
        schema.others = others
        return schema
    }

    /// A list of elements that each fit a schema.
    package static func list(of element: EventSchema?) -> EventSchema {
        var schema = EventSchema(.list)
        schema.elements = element.map { [$0] } ?? []
        return schema
    }

    /// One of some values.
    package static func listed(_ values: [Constant]) -> EventSchema {
        var schema = EventSchema()
        schema.values = values
        return schema
    }

    /// Text of a form.
    package static func text(_ format: Format) -> EventSchema {
        var schema = EventSchema(.text)
        schema.format = format
        return schema
    }

    /// One of several schemas.
    package static func any(of schemas: [EventSchema]) -> EventSchema {
        guard schemas.count <= EventSchema.alternativeLimit else { return .unread }
        var distinct: [EventSchema] = []
        for schema in schemas where !distinct.contains(schema) { distinct.append(schema) }
        if distinct.count == 1 { return distinct[0] }
        if !distinct.isEmpty, distinct.allSatisfy(\.isListOnly) { return listed(distinct.flatMap(\.values)) }
        var schema = EventSchema()
        schema.alternatives = distinct
        schema.isOptional = distinct.contains(where: \.isOptional)
        return schema
    }

    private var isListOnly: Bool { self == EventSchema.listed(values) && !values.isEmpty }

    /// This schema as one that `null` fits too.
    package var nullable: EventSchema {
        var schema = self
        if !values.isEmpty { schema.values.append(.null) }
        if !kinds.isEmpty { schema.kinds.insert(.null) }
        if !alternatives.isEmpty { schema.alternatives.append(EventSchema(.null)) }
        return schema
    }

    /// This schema as one whose field may be missing.
    package var optional: EventSchema {
        var schema = self
        schema.isOptional = true
        return schema
    }

    /// This schema as one whose field must be there.
    package var required: EventSchema {
        var schema = self
        schema.isOptional = false
        return schema
    }

    /// The field of a name.
    package func field(_ name: String) -> EventSchema? { fields.first { $0.name == name }?.schema }

    /// Sets a field, which replaces one of the same name.
    package mutating func set(_ name: String, _ schema: EventSchema) {
        if let index = fields.firstIndex(where: { $0.name == name }) {
            fields[index].schema = schema
        } else if fields.count < EventSchema.fieldLimit {
            fields.append(Field(name, schema))
        }
    }

    /// How many schemas one may hold, those within it among them: a program may put the same one into many others.
    static let sizeLimit = 2_000

    /// Whether it holds no more schemas than are kept.
    var isOfBearableSize: Bool {
        var rest = EventSchema.sizeLimit
        return fits(&rest)
    }

    private func fits(_ rest: inout Int) -> Bool {
        rest -= 1
        guard rest > 0 else { return false }
        for field in fields where !field.schema.fits(&rest) { return false }
        for part in elements + alternatives + results where !part.fits(&rest) { return false }
        if case .matching(let others) = others { return others.fits(&rest) }
        return true
    }

    /// Has objects treat fields that are not described in another way, objects within them too.
    mutating func letOthers(_ others: Others, depth: Int = 0) {
        guard depth < EventSchema.depthLimit else { return }
        if case .matching = self.others {} else if describesObject { self.others = others }
        for index in fields.indices { fields[index].schema.letOthers(others, depth: depth + 1) }
        for index in elements.indices { elements[index].letOthers(others, depth: depth + 1) }
        for index in alternatives.indices { alternatives[index].letOthers(others, depth: depth + 1) }
    }

    /// Whether any value fits, as far as it could be read.
    package var asksNothing: Bool {
        kinds.isEmpty && values.isEmpty && !describesObject && elements.isEmpty && alternatives.isEmpty && pattern == nil && format == nil
            && coding == nil
    }

    /// Whether it is about objects and says something of their fields.
    package var describesObject: Bool {
        kinds.contains(.object) || !fields.isEmpty || others != .kept
    }
}
