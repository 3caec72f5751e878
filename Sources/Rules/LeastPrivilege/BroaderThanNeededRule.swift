import ApplicationModel
import AuditKit
import Findings
import LeastPrivilege
import Permissions
import SourceText

/// A wildcard in an action or in a resource's name that covers more than the code uses.
struct BroaderThanNeededRule: RoleRule {
    static let metadata = RuleMetadata(
        .leastPrivilege, "broader-than-needed", since: "0.1.0", severity: .low,
        summary: "has a wildcard where the code uses one or two things",
        why: """
            `s3:Get*` holds the reading of policies and of every other bucket's configuration, `table/orders*` the table \
            of invoices that somebody will call `orders-archive`. What the code under the role calls, and on what, is known, \
            so the wildcard can be written out. Whole services are `least-privilege/wildcard-action`'s, and resources of \
            every name `least-privilege/wildcard-resource`'s.
            """,
        remedy: "Write out what `ringfence permissions` lists as needed.",
        cwe: [250, 732],
        references: [
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html",
        ])

    static let readsCode = true

    init() {}

    func verdicts(on role: Role, in context: AuditContext) -> [Verdict] {
        guard let permissions = context.permissions, let given = permissions.grants[role.id], role.holders.isEmpty,
            permissions.incompleteness(of: role.id) == nil
        else { return [] }
        let attacker = context.holding(of: role).attacker
        let all = permissions.functions(under: role.id)
        let written = given.allowed.filter { $0.origin == .author && $0.managedPolicy == nil && !$0.action.isHousekeeping }
        let uses = written.map { grant in Use(grant: grant, needs: all.flatMap { permissions.needs(served: grant, of: $0) }) }
        let narrowing = { place in StatementNarrowing(at: place, of: role, in: context) }
        return uses.compactMap { $0.wideAction(attacker, narrowing) } + wideNames(uses, attacker, narrowing)
            + wideTemplates(given, all, permissions, attacker) { PolicyElementNarrowing(at: $0, of: role, in: context)?.repair(at: $0) }
            + wideManaged(given, all, permissions, attacker) { PolicyElementNarrowing(at: $0, of: role, in: context)?.repair(at: $0) }
    }

    /// A policy template of SAM's of which the code needs a part.
    private func wideTemplates(
        _ given: RoleGrants, _ all: [PermissionComparison.FunctionPermissions], _ permissions: PermissionComparison, _ attacker: String,
        _ repair: (SourcePlace) -> Repair?
    ) -> [Verdict] {
        let templates = Dictionary(grouping: given.allowed.filter { $0.origin == .policyTemplate }, by: \.place)
        return templates.keys.sorted().compactMap { place in
            guard let grants = templates[place] else { return nil }
            let needs = grants.flatMap { grant in all.flatMap { permissions.needs(served: grant, of: $0) } }
            let needed = Set(needs.map(\.action)).sorted()
            let granted = Set(grants.map(\.action.text))
            guard granted.count > needed.count else { return nil }
            let names = NameList.text(needed)
            let (given, none) = granted.count == 1 ? ("one action", "does not need it") : ("\(granted.count) actions", "needs none of them")
            let rest = needed.isEmpty ? granted.count == 1 ? "it" : "all of them" : Self.others(granted.count - needed.count)
            return .violation(
                Violation(
                    at: place, "the policy template gives \(given), and \(needs.needer) \(needed.isEmpty ? none : "needs \(names)")",
                    gain: "\(attacker) may call \(rest)",
                    remedy: needed.isEmpty ? "Remove the template." : "Write a statement with \(names) on the same resource, or take a template that gives less.",
                    repair: repair(place)))
        }
    }

    fileprivate static func others(_ count: Int) -> String { count == 1 ? "the other one" : "the other \(count)" }

    /// A managed policy of which the code needs a part; those made for functions are taken as a whole, and those that give
    /// whole services have a rule of their own.
    private func wideManaged(
        _ given: RoleGrants, _ all: [PermissionComparison.FunctionPermissions], _ permissions: PermissionComparison, _ attacker: String,
        _ repair: (SourcePlace) -> Repair?
    ) -> [Verdict] {
        let policies = Dictionary(grouping: given.allowed.filter { $0.origin == .author && $0.managedPolicy != nil }, by: \.place)
        return policies.keys.sorted().compactMap { place in
            guard let grants = policies[place], let name = grants.first?.managedPolicy, ManagedPolicy.bundled(name: name) == nil,
                !name.contains("Lambda"), !grants.allSatisfy(\.action.isHousekeeping)
            else { return nil }
            let needs = grants.flatMap { grant in all.flatMap { permissions.needs(served: grant, of: $0) } }
            let needed = Set(needs.map(\.action)).sorted()
            guard !needed.isEmpty, grants.count > needed.count else { return nil }
            let names = NameList.text(needed)
            return .violation(
                Violation(
                    at: place, "`\(name)` gives \(grants.count) actions and patterns, and \(needs.needer) needs \(names)",
                    gain: "\(attacker) may use the rest of it, on every resource that it names",
                    remedy: "Write a statement with \(names) on the resources that the code uses instead.", repair: repair(place)))
        }
    }

    /// A resource stands once in its statement, whatever the number of actions.
    private func wideNames(_ uses: [Use], _ attacker: String, _ narrowing: (SourcePlace) -> StatementNarrowing?) -> [Verdict] {
        let statements = Dictionary(grouping: uses, by: \.grant.statementPlace)
        return statements.keys.sorted().compactMap { place in
            guard let uses = statements[place], let first = uses.first else { return nil }
            let needs = uses.flatMap(\.needs)
            guard !needs.isEmpty, needs.allSatisfy(\.isNamed) else { return nil }
            let needed = Set(needs.flatMap(\.resources))
            let wide = first.grant.resources.compactMap(\.self).first { $0.reachesOtherNames && !needed.contains($0) && $0.isTold(by: needed) }
            guard let wide else { return nil }
            let narrowing = narrowing(place)
            let repair = narrowing?.resource(wide).flatMap { narrowing?.repair(ofResource: $0) }
            return .violation(violation(wide, needed, place, attacker, repair))
        }
    }

    private func violation(_ wide: ARNPattern, _ needed: Set<ARNPattern>, _ place: SourcePlace, _ attacker: String, _ repair: Repair?) -> Violation {
        let shown = NameList.text(needed.filter(wide.covers).map(\.resource).sorted(), showing: 3)
        return Violation(
            at: place, "`\(DeployedName.shown(in: wide.resource))` covers other names too, and the code uses \(DeployedName.shown(in: shown))",
            gain: "\(attacker) reaches whatever gets a name that starts the same",
            remedy: "Name the resources: \(DeployedName.shown(in: shown)).", repair: repair)
    }

    /// A grant and what needs it.
    private struct Use {
        let grant: RoleGrant
        let needs: [Need]

        /// A part of a service's actions, of which fewer are needed.
        func wideAction(_ attacker: String, _ narrowing: (SourcePlace) -> StatementNarrowing?) -> Verdict? {
            let pattern = grant.action
            guard pattern.hasWildcard, !pattern.isEverything, !pattern.isWholeService, !pattern.spansServices, !needs.isEmpty else { return nil }
            let needed = Set(needs.map(\.action)).sorted()
            let covered = ActionCatalogue.bundled.actions(matching: pattern)
            guard covered.count > needed.count else { return nil }
            let names = NameList.text(needed)
            return .violation(
                Violation(
                    at: grant.place, "`\(pattern.text)` covers \(covered.count) actions, and \(needs.needer) needs \(names)",
                    gain: "\(attacker) may call \(BroaderThanNeededRule.others(covered.count - needed.count)), and those that AWS adds later",
                    severity: ActionDamage.weight(of: covered, isUnbounded: false).lowered, remedy: "Write \(names) instead.",
                    repair: narrowing(grant.statementPlace)?.repair(ofAction: grant.place)))
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
            const s3 = new S3Client({});
            exports.handler = async () => s3.send(new GetObjectCommand({ Bucket: 'orders', Key: 'last.json' }));
            """,
            permissions: """
                - Effect: Allow
                  Action: «s3:Get*»
                  Resource: arn:aws:s3:::orders/*
                """),
        .flagged(
            .python,
            """
            import boto3

            table = boto3.resource("dynamodb").Table("orders")

            def handler(event, context):
                table.put_item(Item={"id": "1"})
            """,
            permissions: """
                - «Effect: Allow
                  Action: dynamodb:PutItem
                  Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders*»
                """),
        .clean(
            .javaScript,
            """
            const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
            const s3 = new S3Client({});
            exports.handler = async () => s3.send(new GetObjectCommand({ Bucket: 'orders', Key: 'last.json' }));
            """,
            permissions: """
                - Effect: Allow
                  Action: s3:GetObject
                  Resource: arn:aws:s3:::orders/*
                """),
        .clean(
            .python,
            """
            # Which table it is comes with the event, so the wildcard is what the code uses.
            import boto3

            def handler(event, context):
                boto3.resource("dynamodb").Table("orders-" + event["year"]).put_item(Item={"id": "1"})
            """,
            permissions: """
                - Effect: Allow
                  Action: dynamodb:PutItem
                  Resource: arn:aws:dynamodb:eu-west-1:123456789012:table/orders-*
                """),
    ]
}

extension [Need] {
    /// Who has them: the platform alone, for a trigger or a setting, or the code.
    fileprivate var needer: String {
        let isOfPlatform = !isEmpty && allSatisfy { if case .platform = $0.reason { $0.isCertain } else { false } }
        return isOfPlatform ? "the platform" : "the code"
    }
}

extension ARNPattern {
    /// Whether a wildcard in it ends a name rather than a path within one resource: `table/orders*`, not `table/orders/index/*`.
    fileprivate var reachesOtherNames: Bool {
        guard self != .everything, let star = resource.firstIndex(of: "*"), star != resource.startIndex else { return false }
        return !"/:".contains(resource[resource.index(before: star)])
    }

    /// Whether all that is needed of it is known by name.
    fileprivate func isTold(by needed: Set<ARNPattern>) -> Bool {
        let used = needed.filter(overlaps)
        return !used.isEmpty && used.allSatisfy { covers($0) && !$0.reachesOtherNames }
    }
}
