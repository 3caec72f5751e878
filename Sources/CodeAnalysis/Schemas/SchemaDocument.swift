import ApplicationModel

/// A schema that is written as data: an object literal, a JSON file, a part of a manifest.
indirect enum SchemaDocument: Sendable, Hashable {
    case map([Member])
    case list([SchemaDocument])
    case scalar(Constant)
    /// Something that is not known.
    case unknown

    /// A key with its value.
    struct Member: Sendable, Hashable {
        let key: String
        let value: SchemaDocument
    }

    /// How deep data is followed.
    static let depthLimit = 32

    subscript(_ key: String) -> SchemaDocument? {
        guard case .map(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var members: [Member] { if case .map(let members) = self { members } else { [] } }
    var elements: [SchemaDocument] { if case .list(let elements) = self { elements } else { [] } }
    var constant: Constant? { if case .scalar(let constant) = self { constant } else { nil } }
    var string: String? { if case .string(let text)? = constant { text } else { nil } }
    var number: Double? { if case .number(let number)? = constant { number } else { nil } }
    var boolean: Bool? { if case .boolean(let value)? = constant { value } else { nil } }
    var isUnknown: Bool { self == .unknown }

    /// The one text it is, or the texts that it lists.
    var strings: [String] { string.map { [$0] } ?? elements.compactMap(\.string) }
}

extension SchemaDocument {
    /// What a value of the program is, when it is data.
    init(_ value: AbstractValue, in heap: Heap, depth: Int = 0) {
        if let constant = value.constant {
            self = .scalar(constant)
        } else if value.references.count == 1, case .object(let id)? = value.references.first, depth < SchemaDocument.depthLimit {
            self = SchemaDocument(heap[id], in: heap, depth: depth)
        } else {
            self = .unknown
        }
    }

    private init(_ object: HeapObject, in heap: Heap, depth: Int) {
        let parts = object.fieldOrder.map { name in
            Member(key: name, value: SchemaDocument(object.fields[name] ?? .none, in: heap, depth: depth + 1))
        }
        switch object.kind {
        case .record: self = .map(parts)
        case .list: self = .list(parts.map(\.value) + (object.rest.isEmpty ? [] : [.unknown]))
        // `Object.freeze` and its like give what they got; anything else is a library's own.
        case .instance, .external: self = .unknown
        }
    }

    /// What stands in a manifest.
    init(_ value: Value, depth: Int = 0) {
        guard depth < SchemaDocument.depthLimit else {
            self = .unknown
            return
        }
        switch value.content {
        case .null: self = .scalar(.null)
        case .bool(let value): self = .scalar(.boolean(value))
        case .number(let number, _): self = .scalar(.number(number))
        case .string(let text): self = .scalar(.string(text))
        case .list(let elements): self = .list(elements.map { SchemaDocument($0, depth: depth + 1) })
        case .map(let members):
            self = .map(members.map { Member(key: $0.key, value: SchemaDocument($0.value, depth: depth + 1)) })
        case .symbolic, .composed, .unknown: self = .unknown
        }
    }
}
