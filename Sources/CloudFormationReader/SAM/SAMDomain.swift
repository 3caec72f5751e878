internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// The `Domain` of an API: a name of one's own, what is mapped below it, and where DNS points.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-domainconfiguration.html
struct SAMDomain {
    let member: Value.Member
    let settings: MemberMap
    let origin: Origin
    /// The API's logical id.
    let api: String

    init?(_ draft: ResourceDraft, _ origin: Origin) {
        guard let member = draft.properties.member("Domain"), member.value.isMap else { return nil }
        self.member = member
        settings = MemberMap(member.value)
        self.origin = origin.asked(by: "Domain", at: member.keyPlace)
        api = draft.logicalID
    }

    var new: ValueMaker { origin.new }
    subscript(key: String) -> Value? { settings[key] }
    var name: String { settings["DomainName"]?.fingerprint ?? "" }

    /// The paths below the name that lead to the API; `nil` when all do.
    var basePaths: [String]? {
        guard let paths = settings["BasePath"], paths.isTruthy, paths.string != nil || paths.isList else { return nil }
        return paths.oneOrMany.compactMap(\.string)
    }

    /// Whose client certificates are trusted.
    var mutualTLS: Value? {
        guard let property = settings["MutualTlsAuthentication"], property.isTruthy, property.isMap else { return nil }
        let keys = ["TruststoreUri", "TruststoreVersion"]
        return property.replacing(.map(property.members.filter { keys.contains($0.key) && $0.value.isTruthy }))
    }

    func endpoint(_ type: Value) -> Value {
        new.map(["Types": new.list([type]), "IpAddressType": settings["IpAddressType"]])
    }

    /// Records of a zone that lead to the domain.
    func records(_ zone: MemberMap, _ target: Value) -> [Value] {
        let types = zone["IpV6"]?.bool == true ? ["A", "AAAA"] : ["A"]
        return types.map { type in
            new.map([
                "Name": settings["DomainName"], "Type": new.text(type), "AliasTarget": target, "Region": zone["Region"],
                "SetIdentifier": zone["SetIdentifier"],
            ])
        }
    }

    /// Where the records of a REST API's domain lead.
    func target(_ zone: MemberMap, domain: String, endpoint: String) -> Value {
        let health = zone["EvaluateTargetHealth"]
        switch endpoint {
        case "REGIONAL":
            return new.map([
                "EvaluateTargetHealth": health, "HostedZoneId": new.attribute("RegionalHostedZoneId", of: domain),
                "DNSName": new.attribute("RegionalDomainName", of: domain),
            ])
        case "EDGE":
            return new.map([
                "EvaluateTargetHealth": health, "HostedZoneId": new.text("Z2FDTNDATAQYW2"),
                "DNSName": zone["DistributionDomainName"] ?? new.attribute("DistributionDomainName", of: domain),
            ])
        default:
            return new.map([
                "EvaluateTargetHealth": health, "HostedZoneId": zone["VpcEndpointHostedZoneId"],
                "DNSName": zone["VpcEndpointDomainName"],
            ])
        }
    }
}

/// The DNS records of all domains, by the group they go to.
struct DNSZones {
    private var drafts: [ResourceDraft] = []
    private var positions: [String: Int] = [:]
    private var records: [[Value]] = []

    mutating func add(_ records: [Value], to group: ResourceDraft) {
        if let position = positions[group.logicalID] {
            self.records[position] += records
        } else {
            positions[group.logicalID] = drafts.count
            drafts.append(group)
            self.records.append(records)
        }
    }

    var groups: [ResourceDraft] {
        zip(drafts, records).map { draft, records in
            var draft = draft
            draft.properties.set("RecordSets", ValueMaker(draft.place).list(records))
            return draft
        }
    }
}

extension SAMExpansion {
    /// The domain of a REST API.
    mutating func restDomain(_ draft: ResourceDraft, _ origin: Origin) -> [ResourceDraft] {
        guard let domain = SAMDomain(draft, origin) else { return [] }
        let endpoint = domain["EndpointConfiguration"]?.string ?? "REGIONAL"
        let isPrivate = endpoint == "PRIVATE"
        let type = isPrivate ? "AWS::ApiGateway::DomainNameV2" : "AWS::ApiGateway::DomainName"
        let id = hashedIDs.id(isPrivate ? "ApiGatewayDomainNameV2" : "ApiGatewayDomainName", for: domain.name)
        var properties = domain.settings.passed([
            "DomainName", "SecurityPolicy", "EndpointAccessMode", "OwnershipVerificationCertificateArn",
        ])
        if isPrivate { properties.set("Policy", domain["Policy"]) }
        properties.set(
            endpoint == "REGIONAL" ? "RegionalCertificateArn" : "CertificateArn", domain["CertificateArn"],
            at: domain.settings.member("CertificateArn")?.keyPlace)
        properties.set("EndpointConfiguration", domain.endpoint(domain.new.text(endpoint)))
        if !isPrivate { properties.set("MutualTlsAuthentication", domain.mutualTLS) }
        var made = [domain.origin.draft(type, id, properties)] + domain.mappings(id, isPrivate: isPrivate)
        if isPrivate, let endpoint = domain["AccessAssociation"] {
            let key = (endpoint["VpcEndpointId"]?.fingerprint ?? "") + id
            made.append(domain.association(hashedIDs.id("DomainNameAccessAssociation", for: key), endpoint, domain: id))
        }
        return made + zone(domain) { domain.target($0, domain: id, endpoint: endpoint) }
    }

    /// The records of a domain, in a group that all domains of a zone share.
    mutating func zone(_ domain: SAMDomain, target: (MemberMap) -> Value) -> [ResourceDraft] {
        guard let property = domain["Route53"], property.isMap else { return [] }
        let zone = MemberMap(property)
        let records = domain.records(zone, target(zone))
        let name = (zone["HostedZoneId"] ?? zone["HostedZoneName"])?.fingerprint ?? ""
        let isSeparate = zone["SeparateRecordSetGroup"]?.bool == true
        let id = hashedIDs.id("RecordSetGroup", for: isSeparate ? name + domain.name : name)
        let properties = zone.passed(["HostedZoneId", "HostedZoneName"])
        var group = domain.origin.draft("AWS::Route53::RecordSetGroup", id, properties)
        guard isSeparate else {
            zones.add(records, to: group)
            return []
        }
        group.properties.set("RecordSets", domain.new.list(records))
        return [group]
    }

    /// Makes the groups that domains share, each where its first domain asks for it.
    mutating func finishZones() {
        shared += zones.groups
    }
}

extension SAMDomain {
    fileprivate func mappings(_ domain: String, isPrivate: Bool) -> [ResourceDraft] {
        let normalizes = settings["NormalizeBasePath"]?.isTruthy ?? true
        let paths: [(id: String, path: String?)] =
            basePaths?.map { path in
                let plain = path.filter { $0.isLetter || $0.isNumber }
                return (api + plain + "BasePathMapping", normalizes ? plain : path)
            } ?? [(api + "BasePathMapping", nil)]
        return paths.map { id, path in
            origin.draft(
                isPrivate ? "AWS::ApiGateway::BasePathMappingV2" : "AWS::ApiGateway::BasePathMapping", id,
                [
                    isPrivate ? "DomainNameArn" : "DomainName": new.reference(domain), "RestApiId": new.reference(api),
                    "Stage": new.attribute("Stage", of: api), "BasePath": path.map(new.text),
                ])
        }
    }

    fileprivate func association(_ id: String, _ endpoint: Value, domain: String) -> ResourceDraft {
        origin.draft(
            "AWS::ApiGateway::DomainNameAccessAssociation", id,
            [
                "DomainNameArn": new.reference(domain), "AccessAssociationSourceType": new.text("VPCE"),
                "AccessAssociationSource": endpoint["VpcEndpointId"],
            ])
    }
}
