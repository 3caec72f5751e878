package import SourceText

/// A call that a handler may make, with everything it may be made with. It is shared and never changes: rules go through
/// all calls again and again, and copying one would cost a count for each of its values.
package final class CallFact: Sendable {
    /// An argument.
    package struct Argument: Sendable {
        /// The name it is given by.
        package let name: String?
        /// What it may be.
        package internal(set) var value: AbstractValue
        /// Where it is written.
        package let place: SourcePlace
        /// Whether its elements or fields are the arguments.
        package let isSpread: Bool
    }

    /// What is called, by its path in its library (see `APIPath`), sorted; `?.name` for a method of something unknown.
    package let apis: [String]
    /// Whether it is called with `new`.
    package let isConstruction: Bool
    /// What it is called on.
    package let receiver: AbstractValue
    /// The arguments in order.
    package let arguments: [Argument]
    /// The whole call.
    package let place: SourcePlace
    /// The name of what is called: the member's or the whole callee.
    package let namePlace: SourcePlace
    /// The function it stands in.
    package let site: CodeSite
    /// Whether it runs when the module is loaded rather than for an event.
    package let isAtLoad: Bool
    /// Whether it is in a loop or in what a loop calls.
    package let isInLoop: Bool
    /// What it gives.
    package let result: AbstractValue
    /// What the program had made sure of before.
    let guards: Guards

    init(
        apis: [String], isConstruction: Bool, receiver: AbstractValue, arguments: [Argument], place: SourcePlace, namePlace: SourcePlace,
        site: CodeSite, isAtLoad: Bool, isInLoop: Bool, result: AbstractValue, guards: Guards
    ) {
        self.apis = apis
        self.isConstruction = isConstruction
        self.receiver = receiver
        self.arguments = arguments
        self.place = place
        self.namePlace = namePlace
        self.site = site
        self.isAtLoad = isAtLoad
        self.isInLoop = isInLoop
        self.result = result
        self.guards = guards
    }

    /// The argument of a name, else the one at a position.
    package func argument(_ position: Int, named name: String? = nil) -> Argument? {
        if let name, let named = arguments.first(where: { $0.name == name }) { return named }
        let positional = arguments.filter { $0.name == nil }
        return position < positional.count ? positional[position] : nil
    }
}

/// A function of a file.
package struct CodeSite: Hashable, Sendable, Comparable {
    /// The file.
    package let path: RelativePath
    /// The function in it.
    package let function: CodeFunction.ID

    package func hash(into hasher: inout Hasher) { hasher.combine(function) }

    package static func < (left: CodeSite, right: CodeSite) -> Bool {
        left.path == right.path ? left.function < right.function : left.path < right.path
    }
}

/// A value that a handler gives back to who called it: a result, or what it hands to the platform's callback.
package struct ReturnFact: Sendable {
    /// What it may be.
    package internal(set) var value: AbstractValue
    /// Where it is given back.
    package let place: SourcePlace
    /// Whether it is an error that is raised.
    package let isError: Bool
    var guards: Guards
}

/// A write to something that outlives the invocation: a variable of a module, a field of what such a variable holds, or
/// an element under a computed name.
package struct WriteFact: Sendable {
    /// What is written to.
    package enum Target: Hashable, Sendable {
        /// A variable of a module, by its name.
        case moduleVariable(String)
        /// A field or element of an object that was made when the module was loaded.
        case moduleObject(field: String?)
        /// An element of any object under a name that is computed.
        case computedField
    }

    /// What is written to.
    package let target: Target
    /// The computed name.
    package internal(set) var key: AbstractValue
    /// What is written.
    package internal(set) var value: AbstractValue
    /// What it is written to.
    package internal(set) var object: AbstractValue
    /// The assignment.
    package let place: SourcePlace
    /// The function it stands in.
    package let site: CodeSite
    var guards: Guards
}

/// An assignment to a field of something of a library or the language: `process.env.X = '0'`, `session.verify = False`.
package struct AssignmentFact: Sendable {
    /// What is assigned to, by its path in its library (see `APIPath`).
    package let api: String
    /// What is assigned.
    package internal(set) var value: AbstractValue
    /// The assignment.
    package let place: SourcePlace
    /// The function it stands in.
    package let site: CodeSite
}

/// A comparison or test of two values.
package struct ComparisonFact: Sendable {
    /// The operator.
    package let comparison: CodeExpression.BinaryOperator
    package internal(set) var left: AbstractValue
    package internal(set) var right: AbstractValue
    /// The whole comparison.
    package let place: SourcePlace
    /// The function it stands in.
    package let site: CodeSite
}

/// A part of the event that is read.
package struct ReadFact: Sendable {
    /// The part.
    package let path: AccessPath
    /// Where it is read first.
    package let place: SourcePlace
    /// What was certain about it at every read.
    package internal(set) var guarantees: Guarantees

    /// The part as it came in where it is read first.
    package var origin: Origin { Origin(path: path, guarantees: guarantees, trail: FlowTrail(.read, at: place, after: nil)) }
}

/// A part of the event with what a schema or a declared type says of it.
package struct SchemaFact: Sendable {
    /// The part.
    package let path: AccessPath
    /// What is said of it.
    package let schema: EventSchema
    /// Where: the call that holds it against the schema, or the type.
    package let place: SourcePlace
    /// Whether somebody looks: a type that is only declared is not tested when the program runs.
    package let isChecked: Bool
}

/// A loop whose rounds depend on what came from outside.
package struct LoopFact: Sendable {
    /// What decides the number of rounds.
    package internal(set) var value: AbstractValue
    /// The loop.
    package let place: SourcePlace
    /// Whether the value is a number that a counter is held against, rather than what is gone through.
    package let isCounted: Bool
    var guards: Guards
}

/// All that is known about what one handler does.
package struct HandlerAnalysis: Sendable {
    /// The handler's function and those it reaches, module bodies among them; sorted.
    package internal(set) var reached: [CodeSite] = []
    /// The methods of classes that are handed to libraries and that nothing else calls: these may.
    package internal(set) var handedOver: [CodeSite] = []
    /// The calls, in the order of their files and places.
    package internal(set) var calls: [CallFact] = []
    /// What it gives back.
    package internal(set) var returns: [ReturnFact] = []
    /// What it writes that outlives the invocation.
    package internal(set) var writes: [WriteFact] = []
    /// What of libraries it assigns to.
    package internal(set) var assignments: [AssignmentFact] = []
    /// What it compares.
    package internal(set) var comparisons: [ComparisonFact] = []
    /// What of the event it reads.
    package internal(set) var reads: [ReadFact] = []
    /// What schemas and declared types say of the event.
    package internal(set) var schemas: [SchemaFact] = []
    /// Loops that depend on what came from outside.
    package internal(set) var loops: [LoopFact] = []
    /// The functions that take the event, where they could be told; empty when the handler is a library's object.
    package internal(set) var entries: [CodeSite] = []
    /// Whether the export that the manifest names was there.
    package internal(set) var isExportFound = false
    /// Why the analysis stopped early; `nil` when it came to its end.
    package internal(set) var cut: String?
    /// The positions of `calls` by the paths they call.
    var callsByAPI: [String: [Int]] = [:]
    /// The objects that values refer to.
    var heap = Heap()
    /// The objects that hold what is said of classes: their static fields.
    var statics: [ClassValue.ID: HeapObject.ID] = [:]
    /// What classes inherit from.
    var bases: [ClassValue.ID: AbstractValue] = [:]
}
