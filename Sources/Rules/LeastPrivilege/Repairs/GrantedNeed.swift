import LeastPrivilege
import Permissions

/// A need as far as a role allows it: never more than either says.
struct GrantedNeed {
    /// The need.
    let need: Need
    /// The resources that are needed and allowed.
    let resources: [ARNPattern]

    /// Holds a need against what allows it; `nil` when what both have in common cannot be told.
    init?(_ need: Need, allowedBy grants: [RoleGrant]) {
        let allowed = grants.filter { grant in need.known.map(grant.action.matches) ?? false }.flatMap { $0.resources.compactMap(\.self) }
        var resources: Set<ARNPattern> = []
        for needed in need.resources {
            if allowed.contains(where: { $0.covers(needed) }) {
                resources.insert(needed)
            } else {
                let within = allowed.filter(needed.covers)
                // What overlaps in part is left as it is written.
                guard allowed.allSatisfy({ within.contains($0) || !$0.overlaps(needed) }) else { return nil }
                resources.formUnion(within)
            }
        }
        guard !resources.isEmpty else { return nil }
        self.need = need
        self.resources = resources.sorted { $0.description < $1.description }
    }
}
