import ApplicationModel
import Findings

extension FunctionPortrait {
    /// Who makes the function run beside its triggers, which are relations too.
    var callers: [CardLine] {
        let triggers = Set(function.triggers.map(\.place))
        return entries {
            $0.to == party && $0.kind != .configures && !triggers.contains($0.place)
        } saying: { relation in
            let other = name(relation.from)
            return switch relation.kind {
            case .invokes where relation.note == "authorizer": "\(other), to be authorized"
            case .invokes where relation.note == "AWS::Lambda::Permission": "\(other), by a permission"
            case .invokes: ([other] + note(relation)).joined(separator: ", ")
            case .delivers where relation.note == "onSuccess": "\(other), when it succeeds"
            case .delivers: ([other] + note(relation)).joined(separator: ", ")
            case .failsTo: "\(other), when it fails"
            case .configures: other
            }
        }
    }

    /// Where the function leads.
    var reaches: [CardLine] {
        entries {
            $0.from == party || ($0.to == party && $0.kind == .configures)
        } saying: { relation in
            let isConfigured = relation.to == party && relation.kind == .configures
            let other = name(isConfigured ? relation.from : relation.to)
            return switch relation.kind {
            case .invokes: ([other] + note(relation)).joined(separator: ", ")
            case .delivers: "\(other), when it succeeds"
            case .failsTo: "\(other), when it fails"
            case .configures:
                "\(other), "
                    + (isConfigured
                        ? "named in \(relation.note)" : "which holds its name in \(relation.note)")
            }
        }
    }

    private var party: Relation.Party { .function(function.name) }

    /// The same sentence from two places is said once.
    private func entries(
        where isWanted: (Relation) -> Bool, saying text: (Relation) -> String
    ) -> [CardLine] {
        var seen: Set<String> = []
        return model.relations(of: function).filter(isWanted).compactMap { relation in
            let text = text(relation)
            guard seen.insert(text).inserted else { return nil }
            return CardLine(text, at: positions[relation.place])
        }
    }

    private func note(_ relation: Relation) -> [String] {
        relation.note.isEmpty ? [] : [relation.note]
    }

    private func name(_ party: Relation.Party) -> String {
        switch party {
        case .function(let name): "function \(name)"
        case .resource(let id): model.resource(id).map { "\(id) (\($0.type))" } ?? id
        case .external("internet"): "the internet"
        case .external("private network"): "the private network"
        case .external(let text): text
        }
    }
}
