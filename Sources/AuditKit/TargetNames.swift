import ApplicationModel
import CodeAnalysis

/// The names under which code means a function, a queue or another resource.
struct TargetNames: Sendable {
    /// Logical ids of the manifest.
    private var ids: Set<String> = []
    /// Names, addresses and ARNs.
    private var texts: [String] = []
    /// How a text ends that is put together.
    private var endings: [String] = []
    /// Names of variables of the environment.
    private var variables: [String] = []

    /// The names that a value of a function's code may be, its environment looked up in the manifest.
    init(of value: AbstractValue, in function: Function) {
        for constant in value.constants {
            switch constant {
            case .string(let text): texts.append(text)
            case .environment(let name):
                variables.append(name)
                for variable in function.environment where variable.name == name { add(variable.value) }
            default: continue
            }
        }
        if value.text.count > 1, case .constant(let ending)? = value.text.last { endings.append(ending) }
    }

    private mutating func add(_ value: Value) {
        ResourceReferences.visit(value) { ids.insert($0) }
        guard let text = value.text(placeholder: "\u{0}") else { return }
        if let known = value.string {
            texts.append(known)
        } else if let ending = text.split(separator: "\u{0}").last, text.hasSuffix(ending) {
            endings.append(String(ending))
        }
    }

    /// Whether a function is meant.
    func name(_ function: Function, of application: Application) -> Bool {
        if let id = function.logicalID, ids.contains(id) { return true }
        let deployed = function.deployedName?.string
        let frameworks = application.format == .serverlessFramework ? "-" + function.name : nil
        return texts.contains { text in
            let name = Self.last(of: text)
            if name == function.name || name == deployed { return true }
            return frameworks.map { name.hasSuffix($0) && name.hasPrefix(application.name) } ?? false
        } || endings.contains { ending in frameworks.map { ending.hasSuffix($0) } ?? false }
    }

    /// Whether what a trigger reads from is meant.
    func name(sourceOf trigger: Trigger) -> Bool {
        let known = trigger.sourceLogicalID ?? trigger.source?.referencedLogicalID
        if let known, ids.contains(known) { return true }
        guard let name = trigger.sourceName ?? known ?? trigger.source?.string.map(Self.last) else {
            return trigger.kind == .eventBus && ids.isEmpty && texts.allSatisfy { $0 == "default" } && endings.isEmpty
        }
        return (texts + endings).contains { Self.last(of: $0) == Self.last(of: name) }
    }

    /// What the store is called in messages: its logical id, else its name, else the variable that holds it.
    var title: String { ids.min() ?? texts.first.map { Self.last(of: $0) } ?? variables.first ?? endings.first ?? "?" }

    /// Whether a logical id of the manifest is among them.
    func refer(to logicalID: String) -> Bool { ids.contains(logicalID) }

    /// Whether anything is known.
    var areKnown: Bool { !ids.isEmpty || !texts.isEmpty || !endings.isEmpty }

    /// Whether others may mean the same: by reference, by name, or by the variable where nothing else is known.
    func meetAny(of other: TargetNames) -> Bool {
        if !ids.isDisjoint(with: other.ids) { return true }
        let own = Set((texts + endings).map { Self.last(of: $0) })
        if other.texts.contains(where: { own.contains(Self.last(of: $0)) }) || other.endings.contains(where: { own.contains(Self.last(of: $0)) }) {
            return true
        }
        return !areKnown && !other.areKnown && !Set(variables).isDisjoint(with: other.variables)
    }

    /// Whether a value of the manifest, such as an ARN, names it.
    func areNamed(by value: Value) -> Bool {
        var named: Set<String> = []
        ResourceReferences.visit(value) { named.insert($0) }
        if !named.isDisjoint(with: ids) { return true }
        guard let text = value.text(placeholder: "\u{0}") else { return false }
        let parts = Set(text.split { "/:".contains($0) }.map(String.init))
        return texts.contains { parts.contains(Self.last(of: $0)) }
    }

    /// `orders` of an address or ARN of a queue, topic or function.
    static func last(of text: String) -> String {
        text.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? text
    }
}
