import ApplicationModel
import AuditKit
import Findings

/// A door or a store that speaks versions of TLS that are broken.
struct WeakTLSVersionRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .transit, "weak-tls-version", since: "0.1.0", severity: .medium,
        summary: "speaks versions of TLS that are broken",
        why: """
            TLS 1.0 and 1.1 were withdrawn in 2021: they can be made to use ciphers and hashes that are broken, and a \
            client that knows better can be talked down to them. A door takes them unless its setting says otherwise, \
            and several services say otherwise only when they are asked to.
            """,
        remedy: "Set the door's security policy to one that starts at TLS 1.2.",
        cwe: [326, 327],
        references: [
            "https://www.rfc-editor.org/rfc/rfc8996",
            "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
            "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
        ])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        let floors = Dictionary(grouping: TLSFloor.all, by: \.type)
        let declared = application.resources.flatMap { resource in
            let own = (floors[resource.type] ?? []).flatMap { verdicts(on: resource, $0, in: application) }
            return own + (resource.type == "AWS::CloudFront::Distribution" ? viewers(of: resource, in: application) : [])
        }
        return declared + pluginDomains(of: application)
    }

    private func verdicts(on resource: Resource, _ floor: TLSFloor, in application: Application) -> [Verdict] {
        guard !isWithoutTLS(resource, in: application) else { return [] }
        let settings = application.settings(floor.path, of: resource.properties)
        return settings.compactMap { setting in
            switch setting {
            case .unknown(let value):
                return .undecided(at: value.place, because: value.whyUndetermined, functions: [])
            case .set(let value):
                guard let text = value.scalarText, floor.isOld(text) else { return nil }
                let repair = resource.repair("ask for TLS 1.2", replacing: value, with: .string(floor.current))
                let message = "\(floor.noun) `\(resource.logicalID)` takes TLS 1.0 or 1.1 by `\(text)`"
                return .violation(violation(at: value, message, resource, floor.current, repair))
            case .missing:
                guard floor.byDefault != .current else { return nil }
                let repair = settings.count == 1 && !floor.path.contains("*")
                    ? resource.repair("ask for TLS 1.2", setting: floor.path, to: .string(floor.current)) : nil
                return .violation(missing(of: resource, floor, repair))
            }
        }.decisive
    }

    /// A listener without TLS is another rule's; one that passes connections on decrypts nothing.
    private func isWithoutTLS(_ resource: Resource, in application: Application) -> Bool {
        guard resource.type == "AWS::ElasticLoadBalancingV2::Listener" else { return false }
        let words = application.settings("Protocol", of: resource).compactMap { $0.value?.string }
        return !words.contains { ["HTTPS", "TLS"].contains($0) }
    }

    private func violation(
        at value: Value, _ message: String, _ resource: Resource, _ better: String, _ repair: Repair?
    ) -> Violation {
        Violation(
            at: value.place, message, gain: gain(resource.logicalID), functions: [],
            subject: "resource \(resource.logicalID)", remedy: "Write `\(better)` instead.", repair: repair)
    }

    private func missing(of resource: Resource, _ floor: TLSFloor, _ repair: Repair?) -> Violation {
        let name = floor.path.last ?? ""
        let isUnsaid = floor.byDefault == .unsaid
        return Violation(
            at: resource.logicalIDPlace,
            "\(floor.noun) `\(resource.logicalID)` "
                + (isUnsaid ? "does not say which TLS it asks for" : "takes TLS 1.0, because `\(name)` is not set"),
            gain: gain(resource.logicalID), functions: [], subject: "resource \(resource.logicalID)",
            severity: .low, confidence: isUnsaid ? .low : nil,
            remedy: "Set `\(floor.path.joined(separator: "."))` to `\(floor.current)`.", repair: repair)
    }

    private func gain(_ name: String) -> String {
        "whoever stands between a client and `\(name)` can make them agree on an old version and use the known attacks on it"
    }
}

extension WeakTLSVersionRule {
    /// Policies of CloudFront that start at TLS 1.2 or later.
    private static let currentViewers = "TLSv1.2_2021"

    /// A distribution with a certificate of its own takes TLS 1.0 unless it says otherwise; under CloudFront's own name it
    /// always does.
    private func viewers(of resource: Resource, in application: Application) -> [Verdict] {
        let path = ["DistributionConfig", "ViewerCertificate"]
        return application.settings(path, of: resource.properties).flatMap { setting -> [Verdict] in
            switch setting {
            case .unknown(let value): return [.undecided(at: value.place, because: value.whyUndetermined, functions: [])]
            case .missing: return [.violation(underOwnName(resource))]
            case .set(let certificate):
                if certificate["CloudFrontDefaultCertificate"]?.bool == true { return [.violation(underOwnName(resource))] }
                return application.settings(["MinimumProtocolVersion"], of: certificate).compactMap {
                    viewer($0, resource)
                }
            }
        }.decisive
    }

    private func viewer(_ setting: Setting, _ resource: Resource) -> Verdict? {
        let path = ["DistributionConfig", "ViewerCertificate", "MinimumProtocolVersion"]
        let better = Self.currentViewers
        switch setting {
        case .unknown(let value): return .undecided(at: value.place, because: value.whyUndetermined, functions: [])
        case .set(let value):
            guard let text = value.string, !["TLSv1.2", "TLSv1.3"].contains(where: text.hasPrefix) else { return nil }
            let repair = resource.repair("ask viewers for TLS 1.2", replacing: value, with: .string(better))
            let message = "the distribution `\(resource.logicalID)` takes TLS 1.0 or 1.1 from viewers by `\(text)`"
            return .violation(violation(at: value, message, resource, better, repair))
        case .missing:
            let violation = Violation(
                at: resource.logicalIDPlace,
                "the distribution `\(resource.logicalID)` takes TLS 1.0 from viewers, because `MinimumProtocolVersion` is not set",
                gain: gain(resource.logicalID), functions: [], subject: "resource \(resource.logicalID)",
                remedy: "Set `MinimumProtocolVersion` to `\(better)`.",
                repair: resource.repair("ask viewers for TLS 1.2", setting: path, to: .string(better)))
            return .violation(violation)
        }
    }

    private func underOwnName(_ resource: Resource) -> Violation {
        Violation(
            at: resource.logicalIDPlace,
            "the distribution `\(resource.logicalID)` answers under CloudFront's own name, which takes TLS 1.0",
            gain: gain(resource.logicalID), functions: [], subject: "resource \(resource.logicalID)", severity: .low,
            confidence: .medium,
            remedy: """
                Give the distribution a name and a certificate of your own (`Aliases`, `AcmCertificateArn`) and set \
                `MinimumProtocolVersion` to `\(Self.currentViewers)`: CloudFront's own certificate takes no other policy.
                """)
    }

    /// The domains of the plugin `serverless-domain-manager`.
    /// Source: https://github.com/amplify-education/serverless-domain-manager
    private func pluginDomains(of application: Application) -> [Verdict] {
        let custom = application.document["custom"]
        let listed = custom?["customDomains"]?.elements ?? []
        // An entry may hold one domain for each kind of API.
        let domains = ([custom?["customDomain"]].compactMap(\.self) + listed).flatMap { [$0] + $0.members.map(\.value) }
        return domains.compactMap { domain in
            guard let policy = domain["securityPolicy"] else { return nil }
            if policy.isUndetermined {
                return .undecided(at: policy.place, because: policy.whyUndetermined, functions: [])
            }
            guard policy.string?.lowercased() == "tls_1_0" else { return nil }
            let violation = Violation(
                at: policy.place, "the custom domain takes TLS 1.0", gain: gain(domain["domainName"]?.string ?? "the API"),
                functions: [], subject: "custom domain", remedy: "Write `securityPolicy: tls_1_2`.",
                repair: Repair("ask for TLS 1.2", [.replace(policy.place, with: .string("tls_1_2"))]))
            return .violation(violation)
        }
    }
}
