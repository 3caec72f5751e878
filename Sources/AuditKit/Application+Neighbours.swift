package import ApplicationModel
package import SourceText

/// The functions around each resource: those that it feeds, that feed it, and that are told its name.
package struct Neighbours: Sendable {
    private var names: [String: [String]] = [:]

    /// Knows none.
    package init() {}

    /// Collects an application's.
    package init(of application: Application) {
        var found: [String: Set<String>] = [:]
        for relation in application.relations {
            if let (resource, function) = relation.ends { found[resource, default: []].insert(function) }
        }
        for function in application.functions {
            for source in function.triggers.compactMap(\.sourceLogicalID) { found[source, default: []].insert(function.name) }
        }
        let order = Dictionary(application.functions.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        names = found.mapValues { $0.sorted { (order[$0] ?? Int.max, $0) < (order[$1] ?? Int.max, $1) } }
    }

    /// The names of the functions around a resource, in the manifest's order.
    package func functions(beside logicalID: String) -> [String] { names[logicalID] ?? [] }
}

extension Relation {
    /// The resource and the function when it joins one of each.
    fileprivate var ends: (resource: String, function: String)? {
        switch (from, to) {
        case (.function(let function), .resource(let resource)), (.resource(let resource), .function(let function)):
            (resource, function)
        default: nil
        }
    }
}

extension Application {
    /// The mapping that holds a resource of the author's beside its siblings; `nil` for what a transform makes.
    package func section(holding resource: Resource) -> SourcePlace? {
        guard resource.generator == nil else { return nil }
        let templates = [document] + (document["resources"]?.oneOrMany ?? [])
        return templates.lazy.compactMap { $0["Resources"] }.first { section in
            section.members.contains { $0.keyPlace == resource.logicalIDPlace }
        }?.place
    }

    /// The logical ids that anything in the manifest refers to, other than the resource of that id itself.
    package var referencedLogicalIDs: Set<String> {
        var walk = ReferenceWalk()
        for resource in resources { walk.visit(resource.definition, from: resource.logicalID) }
        // The resources were looked at one by one, for what refers to itself is not used.
        for member in document.members where member.key != "Resources" {
            guard member.key == "resources" else {
                walk.visit(member.value, from: nil)
                continue
            }
            for template in member.value.oneOrMany {
                for part in template.members where part.key != "Resources" { walk.visit(part.value, from: nil) }
            }
        }
        return walk.found
    }
}

/// Collects references, into the arguments of functions too.
private struct ReferenceWalk {
    /// How many values of one part are looked at.
    private static let valueLimit = 500_000

    private(set) var found: Set<String> = []

    mutating func visit(_ value: Value, from owner: String?) {
        var pending = [value]
        var seen = 0
        while let next = pending.popLast(), seen < Self.valueLimit {
            seen += 1
            for symbol in next.symbols {
                switch symbol {
                case .resource(let logicalID, _) where logicalID != owner: found.insert(logicalID)
                case .intrinsic(_, let argument): pending.append(argument)
                default: continue
                }
            }
            if case .list(let elements) = next.content { pending += elements }
            for member in next.members {
                if member.key == "DependsOn" { found.formUnion(member.value.oneOrMany.compactMap(\.string)) }
                pending.append(member.value)
            }
            pending += next.alternatives
        }
    }
}
