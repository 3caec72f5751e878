import ApplicationModel
import Findings

extension GraphPainter {
    /// Draws the relations that are no function's trigger, which are drawn already.
    mutating func paintRelations() {
        let drawn = Set(model.application.functions.flatMap(\.triggers).map(\.place))
        for relation in model.application.relations where !drawn.contains(relation.place) && !isMadeForTrigger(relation) {
            let from = node(of: relation.from, isTarget: false)
            let to = node(of: relation.to, isTarget: true)
            switch relation.kind {
            case .invokes: edge(from, to, .invokes, words(for: relation))
            case .delivers: edge(from, to, .delivers, words(for: relation))
            case .failsTo: edge(from, to, .failsTo)
            // The function uses what its environment names, so that is where it leads.
            case .configures: edge(to, from, .names, relation.note)
            }
        }
    }

    /// Whether it starts at what makes one of the function's triggers, or at what a transform made of the function's own
    /// event: both are drawn as its door.
    private func isMadeForTrigger(_ relation: Relation) -> Bool {
        guard case .resource(let logicalID) = relation.from, case .function(let name) = relation.to,
            let function = model.function(named: name)
        else { return false }
        if function.triggers.contains(where: { $0.resourceLogicalID == logicalID && $0.sourceLogicalID != logicalID }) { return true }
        return model.resource(logicalID)?.generator.map { $0.logicalID == function.logicalID } ?? false
    }

    private func words(for relation: Relation) -> String {
        switch relation.note {
        case "AWS::Lambda::Permission": "by a permission"
        case "onSuccess": "on success"
        default: relation.note
        }
    }

    private mutating func node(of party: Relation.Party, isTarget: Bool) -> Int {
        switch party {
        case .function(let name):
            model.function(named: name).map { node(of: $0) } ?? node(.function, "function:" + name, label: name)
        case .resource(let logicalID): node(ofResource: logicalID)
        case .external(let text) where text.hasPrefix("state machine "):
            node(ofStateMachine: String(text.dropFirst("state machine ".count)))
        case .external(let text):
            isTarget
                ? node(.resource, "external:" + text, label: ARNName(text).short, detail: "outside the manifest")
                : outside(text)
        }
    }
}
