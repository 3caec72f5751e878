import ApplicationModel
import AuditKit
import Findings

/// Doors that listen, or pass on, without TLS: load balancers, distributions, websites of buckets, file transfer.
enum CleartextDoors {
    /// What is to be said about a resource.
    static func verdicts(on resource: Resource, in application: Application) -> [Verdict] {
        switch resource.type {
        case "AWS::ElasticLoadBalancingV2::Listener": listener(resource, in: application)
        case "AWS::CloudFront::Distribution": viewers(of: resource, in: application) + origins(of: resource, in: application)
        case "AWS::Transfer::Server": transfers(of: resource, in: application)
        case "AWS::S3::Bucket": website(of: resource, in: application)
        default: []
        }
    }

    /// A listener on HTTP that does anything else than to send callers to HTTPS.
    private static func listener(_ resource: Resource, in application: Application) -> [Verdict] {
        application.settings("Protocol", of: resource).compactMap { setting in
            guard case .set(let value) = setting, value.string == "HTTP" else { return unknown(setting) }
            let actions = application.settings("DefaultActions", "*", of: resource)
            if let open = actions.lazy.compactMap(unknown).first { return open }
            guard !actions.compactMap(\.value).contains(where: \.sendsToHTTPS) else { return nil }
            return .violation(
                violation(
                    at: value, "the listener `\(resource.logicalID)` takes requests without TLS", resource,
                    severity: isInternal(resource, in: application) ? .low : .medium,
                    remedy: """
                        Listen on HTTPS with a certificate, and let this listener do nothing but redirect: `Type: redirect`, \
                        `RedirectConfig: { Protocol: HTTPS, Port: '443', StatusCode: HTTP_301 }`.
                        """))
        }.decisive
    }

    private static func isInternal(_ listener: Resource, in application: Application) -> Bool {
        let balancer = listener.properties["LoadBalancerArn"]?.referencedLogicalID.flatMap(application.resource)
        return balancer?.properties["Scheme"]?.string == "internal"
    }

    private static func viewers(of resource: Resource, in application: Application) -> [Verdict] {
        let paths = [["DefaultCacheBehavior"], ["CacheBehaviors", "*"]]
        return paths.flatMap { path in
            let full = ["DistributionConfig"] + path + ["ViewerProtocolPolicy"]
            return application.settings(full, of: resource.properties).compactMap { setting -> Verdict? in
                guard case .set(let value) = setting, value.string == "allow-all" else { return unknown(setting) }
                let repair = resource.repair(
                    "send viewers to HTTPS", replacing: value, with: .string("redirect-to-https"))
                return .violation(
                    violation(
                        at: value, "the distribution `\(resource.logicalID)` takes requests without TLS by `allow-all`",
                        resource, remedy: "Write `redirect-to-https` or `https-only`.", repair: repair))
            }.decisive
        }
    }

    private static func origins(of resource: Resource, in application: Application) -> [Verdict] {
        application.settings("DistributionConfig", "Origins", "*", of: resource).flatMap { setting -> [Verdict] in
            guard let origin = setting.value else { return unknown(setting).map { [$0] } ?? [] }
            if let domain = origin["DomainName"], let text = domain.text(placeholder: "…"), text.contains("s3-website") || domain.isWebsiteAddress {
                let message = "the distribution `\(resource.logicalID)` fetches from a bucket's website, which has no TLS"
                let remedy = "Name the bucket itself as origin (`RegionalDomainName`) with an origin access control."
                return [.violation(violation(at: domain, message, resource, severity: .low, remedy: remedy))]
            }
            return application.settings(["CustomOriginConfig", "OriginProtocolPolicy"], of: origin).compactMap { setting in
                guard case .set(let value) = setting, let policy = value.string else { return unknown(setting) }
                guard ["http-only", "match-viewer"].contains(policy) else { return nil }
                let message = "the distribution `\(resource.logicalID)` fetches from its origin without TLS by `\(policy)`"
                return .violation(
                    violation(
                        at: value, message, resource, severity: policy == "http-only" ? .medium : .low,
                        remedy: "Write `https-only`; the origin needs a certificate for its name."))
            }
        }
    }

    private static func transfers(of resource: Resource, in application: Application) -> [Verdict] {
        application.settings("Protocols", "*", of: resource).compactMap { setting in
            guard case .set(let value) = setting, value.string == "FTP" else { return unknown(setting) }
            let message = "the transfer server `\(resource.logicalID)` speaks FTP, passwords included"
            return .violation(violation(at: value, message, resource, remedy: "Use `SFTP` or `FTPS`."))
        }.decisive
    }

    /// A website that a distribution stands before is told as that distribution's origin.
    private static func website(of resource: Resource, in application: Application) -> [Verdict] {
        guard let website = resource.properties["WebsiteConfiguration"],
            application.resources(ofType: "AWS::CloudFront::Distribution").isEmpty
        else { return [] }
        let message = "the website of the bucket `\(resource.logicalID)` has no TLS"
        let remedy = "Put a CloudFront distribution with an origin access control before the bucket, and drop `WebsiteConfiguration`."
        let place = resource.properties.member("WebsiteConfiguration")?.keyPlace ?? website.place
        return [.violation(violation(at: Value(.null, place: place), message, resource, severity: .low, remedy: remedy))]
    }

    private static func unknown(_ setting: Setting) -> Verdict? {
        guard case .unknown(let value) = setting else { return nil }
        return .undecided(at: value.place, because: value.whyUndetermined, functions: [])
    }

    private static func violation(
        at value: Value, _ message: String, _ resource: Resource, severity: Severity = .medium, remedy: String,
        repair: Repair? = nil
    ) -> Violation {
        Violation(
            at: value.place, message,
            gain: "whoever is on the way reads and changes what `\(resource.logicalID)` is asked and answers", functions: [],
            subject: "resource \(resource.logicalID)", severity: severity, remedy: remedy, repair: repair)
    }
}

extension Value {
    /// Whether an action of a listener sends callers to HTTPS.
    fileprivate var sendsToHTTPS: Bool { self[path: "RedirectConfig", "Protocol"]?.string == "HTTPS" }

    /// Whether a domain is cut out of the address of a bucket's website.
    fileprivate var isWebsiteAddress: Bool { isWebsiteAddress(depth: 0) }

    private func isWebsiteAddress(depth: Int) -> Bool {
        guard depth < 8 else { return false }
        if elements.contains(where: { $0.isWebsiteAddress(depth: depth + 1) }) { return true }
        return symbols.contains { symbol in
            switch symbol {
            case .resource(_, "WebsiteURL"): true
            case .intrinsic(_, let argument): argument.isWebsiteAddress(depth: depth + 1)
            default: false
            }
        }
    }
}
