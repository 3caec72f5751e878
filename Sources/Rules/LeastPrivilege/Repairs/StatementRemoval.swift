import ApplicationModel
import AuditKit
import SourceText

/// Takes statements out of a manifest without leaving an empty policy behind, which AWS does not accept.
struct StatementRemoval {
    private let application: Application
    private let role: Role
    /// Every statement that goes.
    private let places: Set<SourcePlace>

    /// Prepares to remove the statements of a role that stand at some places.
    init(of places: [SourcePlace], in role: Role, of application: Application) {
        (self.role, self.application, self.places) = (role, application, Set(places))
    }

    /// The change that removes a statement with what would be empty without it; `nil` where its surroundings are not known.
    func change(at place: SourcePlace) -> Repair.Change? {
        guard role.mayBeDeployed else { return nil }
        for holder in holders {
            if let change = removal(of: place, below: holder, key: nil, depth: 0) { return change }
        }
        return nil
    }

    /// Where statements of the role may be written.
    private var holders: [Value] {
        let functions = application.functions(under: role).map(\.definition)
        // What a transform generates stands where the function does that it is generated for.
        let declared = application.resource(role.id.name).flatMap { $0.generator == nil ? $0.definition : nil }
        let resource = declared.map { [$0] } ?? []
        let provider = application.document["provider"].map { [$0] } ?? []
        return provider + resource + functions
    }

    private static let depthLimit = 10

    /// The outermost part that holds nothing but the statement.
    private func removal(of place: SourcePlace, below value: Value, key: SourcePlace?, depth: Int) -> Repair.Change? {
        guard depth < Self.depthLimit, value.place.path == place.path else { return nil }
        if case .list(let elements) = value.content {
            if let index = elements.firstIndex(where: { holds(place, $0) && holdsOnly(places, $0, depth: depth) }) {
                if let key, elements.allSatisfy({ holdsOnly(places, $0, depth: depth) }) { return .removeMember(keyPlace: key) }
                return .removeElement(elements[index].place)
            }
            return elements.lazy.compactMap { removal(of: place, below: $0, key: nil, depth: depth + 1) }.first
        }
        for member in value.members where member.value.place.path == place.path {
            if Self.isPolicy(member.key), holds(place, member.value), holdsOnly(places, member.value, depth: depth) { return .removeMember(keyPlace: member.keyPlace) }
            if let change = removal(of: place, below: member.value, key: member.keyPlace, depth: depth + 1) { return change }
        }
        return nil
    }

    /// Keys that a role or function can do without.
    private static func isPolicy(_ key: String) -> Bool { ["Policies", "iamRoleStatements", "statements", "iam"].contains(key) }

    private func holds(_ place: SourcePlace, _ value: Value) -> Bool {
        value.place.path == place.path && value.place.span.contains(place.span)
    }

    /// Whether a value is a statement that goes, or a policy or list with no other.
    private func holdsOnly(_ places: Set<SourcePlace>, _ value: Value, depth: Int) -> Bool {
        guard depth < Self.depthLimit else { return false }
        if places.contains(value.place) { return true }
        if case .list(let elements) = value.content {
            return !elements.isEmpty && elements.allSatisfy { holdsOnly(places, $0, depth: depth + 1) }
        }
        let inner = value.members.filter { ["Statement", "PolicyDocument", "role", "statements"].contains($0.key) }
        guard inner.count == 1, value.members.allSatisfy({ ["Version", "PolicyName", "Id"].contains($0.key) || $0.key == inner[0].key }) else { return false }
        return holdsOnly(places, inner[0].value, depth: depth + 1)
    }
}
