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
        return policies.answer(for: resource.logicalID, named: store.nameKey.flatMap { resource.properties[$0] }, in: application)
    }

    /// Whether others than services of AWS and whoever holds a key may come to it: its policy lets them in, it is a website, or it is a bucket of a function's, of which links are given away.
    func isReached(_ resource: Resource, _ statements: Value?) -> Bool {
        if statements?.letsOthersIn == true || resource.properties["WebsiteConfiguration"] != nil { return true }
        return CleartextStore(resource) == .bucket && !neighbours.functions(beside: resource.logicalID).isEmpty
    }

    /// The finding on a store that takes requests without TLS, with the statements to add to where there is a policy.
    func violation(on resource: Resource, _ statements: Value?, in application: Application) -> Violation {
        let store = CleartextStore(resource) ?? .bucket
        return Violation(
            at: resource.logicalIDPlace, "the \(store.noun) `\(resource.logicalID)` takes requests without TLS",
            gain: "whoever stands between a client that uses `http:` and `\(resource.logicalID)` reads and changes \(store.content)",
            functions: neighbours.functions(beside: resource.logicalID), subject: "resource \(resource.logicalID)",
            severity: statements?.letsOthersIn == true ? .medium : .low, remedy: remedy(resource, store),
            repair: repair(resource, store, statements, in: application))
    }

    /// A store has one policy: where there is one, another would take its place or be refused.
    private func remedy(_ resource: Resource, _ store: CleartextStore) -> String {
        let statement = store.statementInWords
        guard let policy = policies.policy(of: resource) else {
            return "Add an `\(store.policyType)` for `\(resource.logicalID)` with \(statement)."
        }
        if let generator = policy.generator {
            return """
                The policy that `\(generator.logicalID)` makes holds no such statement: add an `\(store.policyType)` for \
                `\(resource.logicalID)` with \(statement), and with what that policy allows.
                """
        }
        return "Add to the policy `\(policy.logicalID)` \(statement)."
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

    /// The verdict on a store that the Serverless Framework makes for an event.
    func verdict(on made: FrameworkStore, in application: Application) -> Verdict? {
        let store = made.isBucket ? CleartextStore.bucket : .topic
        switch policies.answer(for: made.logicalID ?? "", named: made.name, in: application) {
        case .denied: return nil
        case .unknown(let value):
            let reason = "a policy that may be the \(store.noun)'s is not known: \(value.whyUndetermined)"
            return .undecided(at: value.place, because: reason, functions: made.functions)
        case .admitted(let statements): return .violation(violation(on: made, store, statements, in: application))
        }
    }

    private func violation(
        on made: FrameworkStore, _ store: CleartextStore, _ statements: Value?, in application: Application
    ) -> Violation {
        let name = made.name.text(placeholder: "…") ?? "…"
        let id = made.logicalID.map { "`!Ref \($0)`" } ?? "the \(store.noun)"
        return Violation(
            at: made.place, "the \(store.noun) `\(name)`, which the framework makes for the event, takes requests without TLS",
            gain: "whoever stands between a client that uses `http:` and `\(name)` reads and changes \(store.content)",
            functions: made.functions, subject: "\(store.noun) \(name)", severity: .low,
            remedy: """
                Add an `\(store.policyType)` for \(id) under `resources.Resources`, with \
                \(store.statementInWords).
                """,
            repair: repair(made, store, statements, in: application))
    }

    /// The policy stands beside what the framework makes; `resources` may be a list of templates.
    private func repair(
        _ made: FrameworkStore, _ store: CleartextStore, _ statements: Value?, in application: Application
    ) -> Repair? {
        guard let logicalID = made.logicalID, statements == nil, application.document.isMap else { return nil }
        let id = logicalID + "TransportPolicy"
        guard !logicalIDs.contains(id) else { return nil }
        let policy = store.policy(store.statement(for: logicalID), for: logicalID)
        let title = "turn requests without TLS away"
        // A policy of a topic takes the place of the one that lets the account's own services publish.
        let safety: Fix.Safety = store == .topic ? .unsafe : .safe
        if let resources = application.document["resources"], case .list = resources.content {
            let section = Repair.Literal.map([.init("Resources", .map([.init(id, policy)]))])
            return Repair(title, safety: safety, [.append(section, to: resources.place)])
        }
        return Repair(
            title, safety: safety, [.insert(policy, at: ["resources", "Resources", id], into: application.document.place)])
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
