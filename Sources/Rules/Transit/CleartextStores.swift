import ApplicationModel
import AuditKit
import Findings
import SourceText

/// The buckets, queues and topics of an application, and what their policies do about requests without TLS.
struct CleartextStores: Sendable {
    private var policies = TransportPolicies()
    private var neighbours = Neighbours()
    private var logicalIDs: Set<String> = []

    /// Knows none.
    init() {}

    /// Looks at an application's policies and relations once.
    init(of application: Application) {
        policies = TransportPolicies(of: application)
        neighbours = Neighbours(of: application)
        logicalIDs = Set(application.resources.map(\.logicalID))
    }

    /// What the policies of a store do; `nil` for what is none.
    func answer(for resource: Resource, in application: Application) -> TransportPolicies.Answer? {
        guard let store = CleartextStore(resource) else { return nil }
        return policies.answer(for: resource, named: store.nameKey.flatMap { resource.properties[$0] }, in: application)
    }

    /// Whether others than services of AWS and whoever holds a key may come to it: its policy or its access list lets
    /// them in, it is a website, or it is a bucket of a function's, of which links are given away.
    func isReached(_ resource: Resource, _ statements: Value?) -> Bool {
        if statements?.letsOthersIn == true || resource.properties["WebsiteConfiguration"] != nil { return true }
        if resource.properties["AccessControl"]?.string?.hasPrefix("Public") == true { return true }
        return CleartextStore(resource) == .bucket && !neighbours.functions(beside: resource.logicalID).isEmpty
    }

    /// The finding on a store that takes requests without TLS, with the statements to add to where there is a policy.
    func violation(on resource: Resource, _ statements: Value?, in application: Application) -> Violation {
        let store = CleartextStore(resource) ?? .bucket
        return Violation(
            at: resource.logicalIDPlace, "the \(store.noun) `\(resource.logicalID)` takes requests without TLS",
            gain: "whoever stands between a client that uses `http:` and `\(resource.logicalID)` reads and changes \(store.content)",
            functions: neighbours.functions(beside: resource.logicalID),
            severity: statements?.letsOthersIn == true ? .medium : .low, remedy: store.remedy,
            repair: repair(resource, store, statements, in: application))
    }

    private func repair(
        _ resource: Resource, _ store: CleartextStore, _ statements: Value?, in application: Application
    ) -> Repair? {
        // Website endpoints speak HTTP alone: the policy would take the site down.
        guard resource.properties["WebsiteConfiguration"] == nil else { return nil }
        let statement = store.statement(for: resource.logicalID)
        let title = "turn requests without TLS away"
        if let statements { return Repair(title, [.append(statement, to: statements.place)]) }
        guard let section = application.section(holding: resource) else { return nil }
        let id = resource.logicalID + "TransportPolicy"
        guard !logicalIDs.contains(id) else { return nil }
        // A policy of a topic takes the place of the one that lets the account's own services publish.
        return Repair(
            title, safety: store == .topic ? .unsafe : .safe,
            [.insert(store.policy(statement, for: resource.logicalID), at: [id], into: section)])
    }
}

extension Value {
    /// Whether a list of statements lets in others than the services of AWS.
    fileprivate var letsOthersIn: Bool {
        elements.contains { statement in
            guard statement["Effect"]?.string == "Allow", let principal = statement["Principal"] else { return false }
            let accounts = principal.isMap ? principal["AWS"]?.oneOrMany ?? [] : principal.oneOrMany
            return accounts.contains { $0.string != nil }
        }
    }
}
