import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A bucket that is opened by its access list, or whose block of public access is switched off.
struct PublicBucketRule: ResourceRule {
    static let metadata = RuleMetadata(
        .perimeters, "public-bucket", since: "0.1.0", severity: .high,
        summary: "keeps data in a bucket that is open, or that one policy opens",
        why: """
            A bucket is private unless somebody opens it: with an access list such as `PublicRead`, or with a policy. Since \
            April 2023 AWS switches the block of public access on for every new bucket and its access lists off, so an \
            access list opens a new bucket only where the manifest lifts the block and allows lists in \
            `OwnershipControls`; buckets from before keep what they have. A policy that lets everybody in is the business \
            of `public-resource-policy`.
            """,
        remedy: """
            Leave `AccessControl` out and set all four members of `PublicAccessBlockConfiguration` to `true`. Serve a \
            website through CloudFront with an origin access control.
            """,
        cwe: [284, 732],
        references: [
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html",
        ])

    private static let switches = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"]

    private var use = ResourceUse.none

    init() {}

    func prepared(for context: AuditContext) -> PublicBucketRule {
        var rule = self
        rule.use = ResourceUse(context.application)
        return rule
    }

    func verdicts(on resource: Resource, in context: AuditContext) -> [Verdict] {
        switch resource.type {
        case "AWS::S3::Bucket": [verdictOnList(of: resource), verdictOnBlock(of: resource)].compactMap(\.self)
        case "AWS::S3::AccessPoint": [verdictOnBlock(of: resource)].compactMap(\.self)
        default: []
        }
    }

    private func verdictOnList(of bucket: Resource) -> Verdict? {
        let open = ["PublicRead", "PublicReadWrite", "AuthenticatedRead"]
        switch bucket.properties.outcomes(at: "AccessControl").answer({ $0.string.map(open.contains) ?? false }) {
        case .fails: return nil
        case .unknown(let value): return undecided(value)
        case .holds(let value, let always):
            switch effect(on: bucket) {
            case .refused: return nil
            case .open: return .violation(violation(ofListAt: value, always, bucket))
            case .decidedByAge: return .violation(violation(ofRefusedListAt: value, bucket))
            }
        }
    }

    /// What an access list does.
    private enum Effect {
        /// The block of public access refuses or ignores it.
        case refused
        /// The block is lifted and lists are allowed.
        case open
        /// A bucket from before April 2023 has it, one from after does not take it.
        case decidedByAge
    }

    /// Members that a block leaves out are off, and a bucket without `OwnershipControls` takes no list.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html,
    /// https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    private func effect(on bucket: Resource) -> Effect {
        let block = bucket.properties["PublicAccessBlockConfiguration"]
        let switches = ["BlockPublicAcls", "IgnorePublicAcls"].map { block?[$0] }
        if switches.contains(where: { $0?.bool == true }) { return .refused }
        let isLifted = block?.isMap == true && switches.allSatisfy { $0.map { $0.bool == false } ?? true }
        let owners = (bucket.properties[path: "OwnershipControls", "Rules"]?.oneOrMany ?? []).compactMap { $0["ObjectOwnership"]?.string }
        if owners.contains("BucketOwnerEnforced") { return .refused }
        return isLifted && !owners.isEmpty ? .open : .decidedByAge
    }

    private func violation(ofRefusedListAt value: Value, _ bucket: Resource) -> Violation {
        let list = value.string ?? ""
        return Violation(
            at: value.place, "`AccessControl: \(list)` opens the bucket `\(bucket.logicalID)` if it is from before April 2023",
            gain: "anyone on the internet lists a bucket of that age; to a newer one AWS refuses the access list, and the deployment fails",
            functions: use.functions(using: bucket.logicalID), severity: .medium, confidence: .low,
            remedy: "Leave `AccessControl` out. Serve a website through CloudFront with an origin access control.",
            repair: repair(ofListIn: bucket))
    }

    private func violation(ofListAt value: Value, _ always: Bool, _ bucket: Resource) -> Violation {
        let list = value.string ?? ""
        let isWritten = list == "PublicReadWrite"
        let who = list == "AuthenticatedRead" ? "anyone with an AWS account" : "anyone on the internet"
        let fed = use.mostExposed(fedBy: bucket.logicalID).map { " and makes `\($0)` run with them" } ?? ""
        let deed = isWritten ? "lists the bucket, and puts files of their own into it\(fed)" : "lists the bucket and so learns the name of every file"
        return Violation(
            at: value.place, "`AccessControl: \(list)` opens the bucket `\(bucket.logicalID)`",
            gain: "\(who) \(deed)", functions: use.functions(using: bucket.logicalID),
            severity: isWritten ? .critical : .high, confidence: always ? nil : .medium,
            repair: repair(ofListIn: bucket))
    }

    private func repair(ofListIn bucket: Resource) -> Repair? {
        bucket.properties.member("AccessControl").map {
            Repair("leave the access list out", safety: .unsafe, [.removeMember(keyPlace: $0.keyPlace)])
        }
    }

    private func verdictOnBlock(of bucket: Resource) -> Verdict? {
        var open: Value?
        for key in Self.switches {
            switch bucket.properties.outcomes(at: "PublicAccessBlockConfiguration", key).answer({ $0.bool == false }) {
            case .holds(let value, let always):
                return .violation(violation(ofBlockAt: value, key, always, bucket))
            case .unknown(let value): open = open ?? value
            case .fails: break
            }
        }
        return open.map(undecided)
    }

    private func violation(ofBlockAt value: Value, _ key: String, _ always: Bool, _ bucket: Resource) -> Violation {
        let isWebsite = bucket.properties["WebsiteConfiguration"]?.isMap == true
        let hasList = bucket.properties["AccessControl"]?.string?.hasPrefix("Public") == true
        let kind = bucket.type == "AWS::S3::Bucket" ? "bucket" : "access point"
        return Violation(
            at: value.place,
            "`\(key): false` takes the block of public access from the \(kind) `\(bucket.logicalID)`"
                + (isWebsite ? ", which serves a website by itself" : ""),
            gain: "one careless policy or access list, or whoever may write one, opens it to everybody on the internet",
            functions: use.functions(using: bucket.logicalID), severity: isWebsite || hasList ? .low : .medium,
            confidence: always ? nil : .medium, repair: isWebsite ? nil : repair(ofBlockIn: bucket))
    }

    private func repair(ofBlockIn bucket: Resource) -> Repair? {
        let block = bucket.properties["PublicAccessBlockConfiguration"]
        let off = Self.switches.compactMap { block?[$0] }.filter { $0.bool == false }
        guard !off.isEmpty else { return nil }
        return Repair("block public access", safety: .unsafe, off.map { .replace($0.place, with: .bool(true)) })
    }

    private func undecided(_ value: Value) -> Verdict {
        .undecided(at: value.place, because: value.whyUndetermined, functions: [])
    }
}
