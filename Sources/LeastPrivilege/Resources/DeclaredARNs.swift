package import ApplicationModel
import Permissions

/// The ARNs of the resources that an application's manifest declares, to name them as its author would.
package struct DeclaredARNs: Sendable {
    /// A declared resource, or what is below it.
    package struct Match: Sendable, Hashable {
        /// The logical id.
        package let logicalID: String
        /// The attribute that gives the resource's ARN; `nil` where `Ref` does.
        package let attribute: String?
        /// What stands behind the resource's ARN, such as `/index/byOwner`; empty for the resource itself.
        package let suffix: String
    }

    private struct Entry {
        let logicalID: String
        let attribute: String?
        let length: Int
    }

    private var entries: [String: Entry] = [:]

    /// Looks at an application's resources once.
    package init(_ application: Application) {
        let names = ManifestNames(application)
        for resource in application.resources where resource.generator.map({ $0.logicalID == resource.logicalID }) ?? true {
            guard let identity = ResourceIdentity.known(resource.type), let arn = names.arn(of: resource).flatMap(ARNPattern.init),
                !arn.resource.contains("*")
            else { continue }
            let attribute = identity.arnAttribute
            guard attribute != nil || identity.reference == .arn else { continue }
            let key = Self.key(arn.service, arn.resource)
            if entries[key] == nil { entries[key] = Entry(logicalID: resource.logicalID, attribute: attribute, length: arn.resource.count) }
        }
    }

    private static func key(_ service: String, _ resource: String) -> String { "\(service):\(resource)" }

    /// The declared resource that an ARN names, or that it names something of; `nil` when none is.
    package func match(_ arn: ARNPattern) -> Match? {
        var resource = arn.resource[...]
        while true {
            if let entry = entries[Self.key(arn.service, String(resource))] {
                return Match(logicalID: entry.logicalID, attribute: entry.attribute, suffix: String(arn.resource.dropFirst(entry.length)))
            }
            guard let slash = resource.lastIndex(of: "/") else { return nil }
            resource = resource[..<slash]
        }
    }
}
