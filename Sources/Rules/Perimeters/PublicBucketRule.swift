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
            A bucket is private unless somebody opens it: with an access list such as `PublicRead`, or with a policy once \
            the block of public access is switched off. Since 2023 AWS switches the block on for every new bucket, so a \
            manifest has to say `false` to lose it. A policy that lets everybody in is the business of \
            `public-resource-policy`.
            """,
        remedy: """
            Leave `AccessControl` out and set all four members of `PublicAccessBlockConfiguration` to `true`. Serve a \
            website through CloudFront with an origin access control.
            """,
        cwe: [284, 732],
        references: [
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl",
        ])

    private static let switches = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"]

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              resize:
                handler: resize.handler
                environment:
                  UPLOADS: !Ref Uploads
            resources:
              Resources:
                Uploads:
                  Type: AWS::S3::Bucket
                  Properties:
                    AccessControl: «PublicRead»
            """),
        .flagged(
            .cloudFormation,
            """
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
                Properties:
                  PublicAccessBlockConfiguration:
                    BlockPublicAcls: true
                    BlockPublicPolicy: «false»
                    IgnorePublicAcls: true
                    RestrictPublicBuckets: false
              Inbox:
                Type: AWS::S3::Bucket
                Properties:
                  AccessControl: !If [isTest, «PublicReadWrite», Private]
              Exports:
                Type: AWS::S3::AccessPoint
                Properties:
                  Bucket: !Ref Uploads
                  PublicAccessBlockConfiguration:
                    BlockPublicPolicy: «false»
            """),
        .flagged(
            .cloudFormation,
            """
            # A website on the bucket itself needs the block to be off.
            Resources:
              Site:
                Type: AWS::S3::Bucket
                Properties:
                  WebsiteConfiguration:
                    IndexDocument: index.html
                  PublicAccessBlockConfiguration:
                    BlockPublicAcls: «'false'»
            """),
        .clean(
            .cloudFormation,
            """
            # What is not said is private, and a website whose bucket stays closed is served by somebody else.
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
              Logs:
                Type: AWS::S3::Bucket
                Properties:
                  AccessControl: LogDeliveryWrite
                  PublicAccessBlockConfiguration:
                    BlockPublicAcls: true
                    BlockPublicPolicy: true
                    IgnorePublicAcls: true
                    RestrictPublicBuckets: true
              Site:
                Type: AWS::S3::Bucket
                Properties:
                  WebsiteConfiguration:
                    IndexDocument: index.html
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              resize:
                handler: resize.handler
            resources:
              Resources:
                Uploads:
                  Type: AWS::S3::Bucket
                  Properties:
                    AccessControl: ${env:ACCESS}
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Block:
                Type: String
            Resources:
              Uploads:
                Type: AWS::S3::Bucket
                Properties:
                  PublicAccessBlockConfiguration:
                    BlockPublicAcls: !Ref Block
            """),
    ]

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
        case .holds(let value, let always): return .violation(violation(ofListAt: value, always, bucket))
        }
    }

    private func violation(ofListAt value: Value, _ always: Bool, _ bucket: Resource) -> Violation {
        let list = value.string ?? ""
        let isWritten = list == "PublicReadWrite"
        let who = list == "AuthenticatedRead" ? "anyone with an AWS account" : "anyone on the internet"
        let fed = use.functions(fedBy: bucket.logicalID).first.map { " and makes `\($0)` run with them" } ?? ""
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
