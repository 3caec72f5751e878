import ApplicationModel

/// The web ACLs of a manifest, by what they are put before.
struct WebACLs: Sendable {
    /// The logical ids that any association names.
    private var guarded: Set<String> = []
    /// Associations of which nobody knows what they are put before.
    private(set) var strays: [Value] = []
    /// Whether a plugin puts one before the framework's own API.
    let isByPlugin: Bool

    /// Knows none.
    init() { isByPlugin = false }

    /// Collects an application's.
    init(of application: Application) {
        isByPlugin = application.hasPlugin("serverless-associate-waf") || application.hasPlugin("serverless-regional-waf")
        for resource in application.resources {
            guard ["AWS::WAFv2::WebACLAssociation", "AWS::WAFRegional::WebACLAssociation"].contains(resource.type),
                let target = resource.properties["ResourceArn"]
            else { continue }
            let names = Self.names(in: target)
            if names.isEmpty, target.isUndetermined { strays.append(target) }
            guarded.formUnion(names)
        }
    }

    /// Whether an association names a resource, or a stage of it.
    func isGuarded(_ logicalID: String) -> Bool { guarded.contains(logicalID) }

    private static func names(in value: Value) -> [String] {
        value.symbols.flatMap { symbol -> [String] in
            switch symbol {
            case .resource(let logicalID, _): [logicalID]
            case .intrinsic(_, let argument): ([argument] + argument.elements).flatMap { names(in: $0) }
            default: []
            }
        }
    }
}
