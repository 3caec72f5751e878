import Permissions

/// Whether the resources of grants are of types that their actions work on: what is not has no effect.
package struct ResourceFit {
    /// What an action takes: the ARNs of its types of resources, all parts open.
    private struct Types {
        let arns: [ARNPattern]
        /// The ARNs as AWS's reference has them.
        let shown: [String]
        /// Whether some take none: their requests are of all that the service has, such as `arn:aws:s3:::*`.
        let isOfNone: Bool
    }

    /// What a grant is about, where its resources are something else.
    package struct Misfit: Sendable, Hashable {
        /// The ARNs that the action takes, as AWS's reference has them; empty when only `*` has an effect.
        package let wanted: [String]
    }

    private var known: [String: Types] = [:]

    /// Makes one that remembers what actions take.
    package init() {}

    /// Why a grant has no effect on any of its resources; `nil` where it may have one.
    package mutating func misfit(of grant: RoleGrant) -> Misfit? {
        guard !grant.action.spansServices, !grant.action.isEverything, !grant.resources.isEmpty,
            grant.resources.allSatisfy({ $0 != nil && $0 != .everything }), let types = types(of: grant.action)
        else { return nil }
        let isFit = grant.resources.prefix(Self.limit).contains { resource in
            guard let resource, let plain = ARNPattern(resource.plain) else { return true }
            return types.arns.contains { Self.fits(plain, $0) } || types.isOfNone && Self.isOpen(plain, grant.action.service)
        }
        return isFit ? nil : Misfit(wanted: types.shown)
    }

    /// How many resources of one statement are looked at; what has more is taken to fit.
    private static let limit = 200

    /// `nil` for actions that the catalogue does not know.
    private mutating func types(of pattern: ActionPattern) -> Types? {
        if let types = known[pattern.text] { return types }
        let actions = ActionCatalogue.bundled.actions(matching: pattern).filter { $0.accessLevel != .retired }
        guard !actions.isEmpty else { return nil }
        var seen: Set<String> = []
        let taken = actions.map { ResourceTypes.bundled.types(for: $0) }
        let arns = taken.joined().map(\.type.arn).filter { seen.insert($0).inserted }
        let types = Types(
            arns: arns.compactMap { ARNPattern(ARNTemplate.filled($0) { _ in "*" }) }, shown: arns, isOfNone: taken.contains(where: \.isEmpty))
        known[pattern.text] = types
        return types
    }

    /// Whether a resource leaves its name open, and so may hold everything of its service.
    private static func isOpen(_ resource: ARNPattern, _ service: String) -> Bool {
        resource.resource.hasSuffix("*") && (resource.service == service.lowercased() || resource.service.contains("*"))
    }

    /// Names of buckets hold no slash, so what has one is an object.
    private static func fits(_ resource: ARNPattern, _ type: ARNPattern) -> Bool {
        if type.service == "s3", type.resource == "*", type.region.isEmpty, resource.resource.contains("/") { return false }
        return type.overlaps(resource)
    }
}
