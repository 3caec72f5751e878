package import SourceText

/// An object, list, instance, or what a call of a library gave.
package struct HeapObject: Sendable {
    /// An object by its position in the heap.
    package struct ID: Hashable, Sendable {
        let index: Int
    }

    /// What made it.
    package enum Kind: Hashable, Sendable {
        /// An object literal, a dictionary, a map.
        case record
        /// An array, list, tuple or set.
        case list
        /// An instance of a class of the program.
        case instance(ClassValue.ID)
        /// What a library gave: of `new x()` the path ends with `#`, of a call with `()`.
        case external(api: String)
    }

    /// What made it.
    package let kind: Kind
    /// Where it is made.
    package let place: SourcePlace
    /// The fields by name; the elements of a list by position.
    package internal(set) var fields: [String: AbstractValue] = [:]
    /// The names of `fields` in the order they were first set.
    package internal(set) var fieldOrder: [String] = []
    /// What stands under names or positions that could not be told.
    package internal(set) var rest = AbstractValue.none
    /// What it was made with, for what a library gave.
    package internal(set) var arguments: [AbstractValue] = []
    /// The names by which `arguments` were given.
    package internal(set) var argumentNames: [String?] = []
    /// What the call was made on, for what a library gave.
    package internal(set) var receiver: AbstractValue = .none
}

/// A function of the program with the variables around it.
package struct Closure: Hashable, Sendable {
    /// A closure by its position in the interpreter's list.
    package struct ID: Hashable, Sendable {
        let index: Int
    }

    let module: ModuleIndex
    let function: CodeFunction.ID
    /// The variables of the functions around it.
    let environment: EnvironmentID
    /// What it was bound to: the instance of a method, `bind`'s receiver.
    var receiver: AbstractValue?
    /// Arguments that were bound before (`bind`, `partial`).
    var bound: [AbstractValue] = []

    package func hash(into hasher: inout Hasher) {
        hasher.combine(module.index)
        hasher.combine(function)
        hasher.combine(environment.index)
    }
}

/// The variables of one invocation of a function that outlive it, by its position in the interpreter's list.
struct EnvironmentID: Hashable, Sendable {
    let index: Int
}

/// A class of the program with the variables around it.
package struct ClassValue: Hashable, Sendable {
    /// A class by its position in the interpreter's list.
    package struct ID: Hashable, Sendable {
        let index: Int
    }

    let module: ModuleIndex
    let code: CodeClass.ID
    let environment: EnvironmentID
}

/// All objects that a program has made; they only grow, so that reading them again and again comes to an end.
struct Heap: Sendable {
    /// How many objects are kept apart.
    static let limit = 20_000
    /// How many fields of an object are kept apart.
    static let fieldLimit = 512

    private(set) var objects: [HeapObject] = []
    private var byKey: [Key: HeapObject.ID] = [:]
    /// Grows with every change, so that who reads the heap knows whether to read again.
    private(set) var version = 0

    /// What makes two objects the same: where they are made, and for whom.
    struct Key: Hashable, Sendable {
        let module: ModuleIndex
        let site: Int
        let context: Int
        let kind: HeapObject.Kind

        func hash(into hasher: inout Hasher) {
            hasher.combine(module.index)
            hasher.combine(site)
            hasher.combine(context)
        }
    }

    subscript(_ id: HeapObject.ID) -> HeapObject { objects[id.index] }

    /// What made an object.
    func kind(of id: HeapObject.ID) -> HeapObject.Kind { objects[id.index].kind }

    /// The object of a key, made when it is new; `nil` when there are too many.
    mutating func object(_ key: Key, at place: SourcePlace) -> HeapObject.ID? {
        if let known = byKey[key] { return known }
        guard objects.count < Heap.limit else { return nil }
        objects.append(HeapObject(kind: key.kind, place: place))
        let id = HeapObject.ID(index: objects.count - 1)
        byKey[key] = id
        version += 1
        return id
    }

    /// Adds a value to a field.
    mutating func write(_ value: AbstractValue, to field: String, of id: HeapObject.ID) {
        let known = objects[id.index].fields[field]
        if known == nil {
            guard objects[id.index].fields.count < Heap.fieldLimit else { return writeRest(value, of: id) }
            objects[id.index].fieldOrder.append(field)
        }
        let joined = (known ?? .none).joined(value)
        guard known != joined else { return }
        objects[id.index].fields[field] = joined
        version += 1
    }

    /// Adds a value under a name that could not be told.
    mutating func writeRest(_ value: AbstractValue, of id: HeapObject.ID) {
        let joined = objects[id.index].rest.joined(value)
        guard joined != objects[id.index].rest else { return }
        objects[id.index].rest = joined
        version += 1
    }

    /// Keeps what a library's object was made with; false when that was known.
    mutating func note(
        arguments: [AbstractValue], named names: [String?] = [], receiver: AbstractValue, of id: HeapObject.ID
    ) -> Bool {
        if objects[id.index].argumentNames.count < names.count { objects[id.index].argumentNames = names }
        var known = objects[id.index].arguments
        for (index, argument) in arguments.enumerated() {
            if index < known.count { known[index] = known[index].joined(argument) } else { known.append(argument) }
        }
        guard known != objects[id.index].arguments || objects[id.index].receiver != receiver else { return false }
        objects[id.index].arguments = known
        objects[id.index].receiver = objects[id.index].receiver.joined(receiver)
        return true
    }
}
