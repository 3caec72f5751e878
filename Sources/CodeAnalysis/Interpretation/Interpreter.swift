import CodeSyntax
import SourceText

/// Reads a program as it would run for any event, with values that stand for all that may be.
///
/// Every function is read with the values it is called with, so that what a call leads to is known in the place it is
/// made from; the same call with the same values is read once. Objects only grow, and the program is read again until
/// they no longer do, so the order of events does not matter.
struct Interpreter {
    let program: Program
    let paths: [RelativePath]
    /// The programs' files in the order of `paths`.
    let modules: [CodeModule]
    let environment: [String: AbstractValue]
    let knowledge: [APIKnowledge]
    /// What whoever starts the handler has made sure of.
    let premise: EventSchema?
    let budget: AnalysisBudget

    // What was made so far.
    var heap = LiveHeap()
    var closures: [Closure] = []
    var closureIDs: [Closure: Closure.ID] = [:]
    var classes: [ClassValue] = []
    var classIDs: [ClassValue: ClassValue.ID] = [:]
    var environments: [Environment] = []
    var environmentIDs: [EnvironmentKey: EnvironmentID] = [:]
    var moduleStates: [ModuleState]
    let indices: [RelativePath: ModuleIndex]

    // Where it is.
    var flow = Flow()
    var frames: [Frame] = []
    var loopDepth = 0
    var expressionDepth = 0
    var steps = 0
    var cut: String?
    var summaries: [SummaryKey: Summary] = [:]
    /// The fields that functions were given, such as a handler's settings.
    var properties: [Closure.ID: [String: AbstractValue]] = [:]
    /// What classes inherit from, and the objects that hold their static fields.
    var bases: [ClassValue.ID: AbstractValue] = [:]
    var staticObjects: [ClassValue.ID: HeapObject.ID] = [:]
    /// What is assigned to names that no file of ECMAScript declares, which are then the program's for all its files.
    var undeclared: [String: AbstractValue] = [:]
    /// The instances around instances of Java's inner classes.
    var outers: [HeapObject.ID: AbstractValue] = [:]
    /// The classes whose instances are being filled with parts of what came in.
    var filling: [ClassValue.ID] = []
    /// The classes that implement interfaces.
    var implementers: [ClassValue.ID: [ClassValue.ID]] = [:]
    /// What instances were filled from last.
    var filled: [HeapObject.ID: AbstractValue] = [:]
    /// How many modules are being loaded; events are handled when none is.
    var loadDepth = 0
    /// The objects that were made while modules were loaded.
    var atLoad: Set<HeapObject.ID> = []
    /// For each file the functions that have variables which outlive them.
    let capturing: [Set<CodeFunction.ID>]
    /// Grows with every change of a variable that outlives its invocation.
    var changes = 0
    /// How often a variable or a function's field has changed after it was read.
    var lateChanges = 0

    /// What decorators hold the events of functions against.
    var eventChecks: [CodeSite: EventCheck] = [:]
    /// What the middlewares around the handler hold its event against.
    var middlewares: [EventCheck] = []
    /// The types of the events of functions that are declared as handlers.
    var handlerTypes: [CodeSite: CodeExpression.ID] = [:]
    /// What the program's classes say of their instances.
    var classSchemas: [ClassValue.ID: EventSchema] = [:]
    var classesBeingRead: Set<ClassValue.ID> = []
    /// The values of JSON files.
    var documents: [RelativePath: AbstractValue] = [:]

    /// The functions that take events or requests.
    var entrySites: Set<CodeSite> = []

    // What was seen.
    var recorder = FactRecorder()

    /// The variables of an invocation that outlive it.
    struct Environment {
        let parent: EnvironmentID?
        let function: CodeFunction.ID
        var variables: [CodeVariable.ID: AbstractValue] = [:]
        /// The variables that functions further in assign.
        var assignedInside: Set<CodeVariable.ID> = []
        /// The variables that were read since the program was started.
        var read: Set<CodeVariable.ID> = []
    }

    struct EnvironmentKey: Hashable {
        let module: ModuleIndex
        let function: CodeFunction.ID
        let parent: EnvironmentID?
        let context: Int
    }

    struct ModuleState {
        var environment: EnvironmentID
        var isStarted = false
        /// `module` of CommonJS.
        var moduleObject: HeapObject.ID?
        var exportsObject: HeapObject.ID?
    }

    /// What holds at the point that is being read.
    struct Flow {
        var locals: [CodeVariable.ID: AbstractValue] = [:]
        var guards = Guards()
        var isReachable = true
    }

    /// One invocation that is being read.
    struct Frame {
        let module: ModuleIndex
        let function: CodeFunction.ID
        let environment: EnvironmentID
        /// Tells invocations from different places apart.
        let context: Int
        let receiver: AbstractValue
        let name: String
        var result = AbstractValue.none
        var yielded = AbstractValue.none
        /// What is certain wherever the function returns; `nil` while it has not.
        var guardsAtReturn: Guards?
        var conditionsAtReturn: [(value: AbstractValue, guards: Guards)] = []
        /// The flows that leave the innermost loop or choice, and those that go on with its next round.
        var leaving: [[Flow]] = []
        var continuing: [[Flow]] = []
        /// Whether what it returns goes to the handler's caller.
        var isHandler = false
    }

    /// What a call of a function with some values comes to.
    struct SummaryKey: Hashable {
        let closure: Closure.ID
        let arguments: [Argument]
        let receiver: AbstractValue
        let guards: Guards
        let isInLoop: Bool
    }

    struct Summary {
        var result: AbstractValue
        var guards: Guards
        var returns: Bool
    }

    /// An argument of a call.
    struct Argument: Hashable {
        let name: String?
        var value: AbstractValue
        let place: SourcePlace
        var isSpread = false

        static func == (left: Argument, right: Argument) -> Bool {
            left.name == right.name && left.value == right.value && left.isSpread == right.isSpread
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(name)
            hasher.combine(value)
        }
    }

    /// Prepares to read a program; `environment` has what the manifest puts into variables of the environment.
    init(
        _ program: Program, environment: [String: AbstractValue] = [:], premise: EventSchema? = nil,
        budget: AnalysisBudget = AnalysisBudget()
    ) {
        self.program = program
        self.premise = premise
        self.environment = environment
        self.budget = budget
        paths = program.units.keys.sorted()
        indices = Dictionary(paths.enumerated().map { ($1, ModuleIndex(index: $0)) }) { first, _ in first }
        modules = paths.compactMap { program[$0]?.module }
        capturing = modules.map { module in Set(module.variables.filter(\.isCaptured).map(\.owner)) }
        knowledge = modules.map { APIKnowledge.of($0.language) }
        moduleStates = []
        for index in paths.indices {
            environments.append(Environment(parent: nil, function: CodeID(0)))
            moduleStates.append(ModuleState(environment: EnvironmentID(index: index)))
        }
    }

    // MARK: Where it is

    /// The position of the file that is being read; the first file before anything is.
    var current: Int { frames.isEmpty ? 0 : frames[frames.count - 1].module.index }

    /// The function that is being read.
    var currentFunction: CodeFunction.ID { frames.isEmpty ? CodeID(0) : frames[frames.count - 1].function }

    func unit(_ index: ModuleIndex) -> Program.Unit? {
        index.index < paths.count ? program[paths[index.index]] : nil
    }

    func place(_ span: ByteSpan) -> SourcePlace { SourcePlace(path: paths[current], span: span) }

    func span(_ id: CodeExpression.ID) -> ByteSpan { modules[current].expressions[id.index].span }

    func place(_ id: CodeExpression.ID) -> SourcePlace { place(span(id)) }

    var site: CodeSite { CodeSite(path: paths[current], function: currentFunction) }

    var language: CodeLanguage { modules[current].language }

    var languageKnowledge: APIKnowledge { knowledge[current] }

    /// Counts a step, or as many as something weighs; false when the budget is used up.
    mutating func step(weight: Int = 1) -> Bool {
        steps += weight
        if steps > budget.steps, cut == nil { cut = "more than \(budget.steps) steps" }
        return cut == nil
    }

    // MARK: Making things

    mutating func allocate(_ kind: HeapObject.Kind, at id: CodeExpression.ID, salt: Int = 0) -> AbstractValue {
        guard let frame = frames.last else { return .unknown }
        let key = Heap.Key(module: frame.module, site: id.index &* 8 &+ salt, context: frame.context, kind: kind)
        guard let object = heap.object(key, at: place(id)) else { return .unknown }
        if isLoading { atLoad.insert(object) }
        return AbstractValue(.object(object))
    }

    var isLoading: Bool { loadDepth > 0 }

    mutating func reference(_ closure: Closure) -> AbstractValue {
        if let known = closureIDs[closure] { return AbstractValue(.closure(known)) }
        guard closures.count < Heap.limit else { return .unknown }
        closures.append(closure)
        let id = Closure.ID(index: closures.count - 1)
        closureIDs[closure] = id
        return AbstractValue(.closure(id))
    }

    mutating func reference(_ value: ClassValue) -> AbstractValue {
        if let known = classIDs[value] { return AbstractValue(.classValue(known)) }
        guard classes.count < Heap.limit else { return .unknown }
        classes.append(value)
        let id = ClassValue.ID(index: classes.count - 1)
        classIDs[value] = id
        return AbstractValue(.classValue(id))
    }

    mutating func environmentID(_ key: EnvironmentKey) -> EnvironmentID {
        if let known = environmentIDs[key] { return known }
        environments.append(Environment(parent: key.parent, function: key.function))
        let id = EnvironmentID(index: environments.count - 1)
        environmentIDs[key] = id
        return id
    }
}
