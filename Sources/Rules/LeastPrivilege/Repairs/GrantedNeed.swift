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
        let serving = grants.filter { grant in need.known.map { grant.serves($0, on: need.resources) } ?? false }
        let allowed = serving.flatMap { $0.resources.compactMap(\.self) }
        var resources: Set<ARNPattern> = []
        let isExact = need.known.map { Self.services.contains($0.service) } ?? false
        guard isExact || need.resources == [.everything] else {
            // Of some calls several kinds of resources are checked together: what is granted stays.
            guard !allowed.isEmpty else { return nil }
            self.need = need
            self.resources = Set(allowed).sorted { $0.description < $1.description }
            return
        }
        for needed in need.resources.map(\.withWholeKeys) {
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

    /// Services of which every action checks one resource, which the engine knows to name.
    private static let services: Set<String> = [
        "bedrock", "cognito-idp", "dynamodb", "events", "firehose", "kinesis", "lambda", "s3", "secretsmanager", "sns", "sqs", "ssm", "states",
    ]

    /// Whether its resources are known by name, are none at all, or stay as they are granted.
    var isNarrow: Bool {
        guard need.resources != [.everything], let service = need.known?.service, Self.services.contains(service) else { return true }
        return need.isNamed && !resources.contains(where: \.hasComputedName)
    }
}

extension ARNPattern {
    /// Of a key that code puts together nothing is kept but the bucket: a sum looks like a text there.
    fileprivate var withWholeKeys: ARNPattern {
        guard service == "s3", let slash = resource.firstIndex(of: "/"), resource[slash...].contains("*") else { return self }
        return ARNPattern("arn:aws:s3:::\(resource[..<slash])/*") ?? self
    }

    /// Whether a part of the name is open although the rest is known.
    fileprivate var hasComputedName: Bool {
        let name = resource.hasSuffix("/*") || resource.hasSuffix(":*") ? resource.dropLast(2) : resource[...]
        return name.contains("*") && !name.hasPrefix("event-bus/") && service != "bedrock"
    }
}
