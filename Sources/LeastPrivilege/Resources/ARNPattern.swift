import Permissions

/// The ARN of a resource or of many, part by part; `*` stands for any text, and a name between U+E000 and U+E001 for what
/// only the deployment knows, such as the generated name of a resource.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
package struct ARNPattern: Sendable, Hashable {
    /// The service, such as `dynamodb`.
    package let service: String
    /// The region; empty for resources of services without.
    package let region: String
    /// The account.
    package let account: String
    /// All behind the account, such as `table/orders`.
    package let resource: String

    /// Every resource.
    package static let everything = ARNPattern(service: "*", region: "*", account: "*", resource: "*")

    init(service: String, region: String, account: String, resource: String) {
        self.service = service
        self.region = region
        self.account = account
        self.resource = resource
    }

    /// Reads an ARN; `nil` for texts that are none. `*` alone is every resource.
    package init?(_ text: String) {
        if text == "*" {
            self = .everything
            return
        }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, parts[0] == "arn" else { return nil }
        // A wildcard may stand for the parts behind it as well.
        guard parts.count == 6 else {
            guard parts.last?.hasSuffix("*") == true else { return nil }
            self.init(service: parts[2], region: parts.count > 3 ? parts[3] : "*", account: parts.count > 4 ? parts[4] : "*", resource: "*")
            return
        }
        self.init(service: parts[2], region: parts[3], account: parts[4], resource: parts[5])
    }

    /// Whether everything another pattern stands for is meant by this one. What only the deployment knows of the region and
    /// account is taken to be the function's own.
    package func covers(_ other: ARNPattern) -> Bool {
        Self.covers(service, other.service) && Self.fits(region, other.region) && Self.fits(account, other.account)
            && Self.covers(resource, other.resource)
    }

    /// Whether everything another pattern stands for is meant by this one, of the same region and account for certain: what a
    /// parameter names may be somebody else's.
    package func surelyCovers(_ other: ARNPattern) -> Bool {
        covers(other) && Self.isSame(region, other.region) && Self.isSame(account, other.account)
    }

    private static func isSame(_ pattern: String, _ other: String) -> Bool {
        pattern == other || pattern == "*" || isOwn(pattern) && isOwn(other)
    }

    /// Whether it is the stack's own region or account, or everyone.
    private static func isOwn(_ text: String) -> Bool {
        text.isEmpty || text == "*" || text == DeployedName.text("AWS::Region") || text == DeployedName.text("AWS::AccountId")
    }

    /// Whether something may be meant by both: of names that a deployment is given two may turn out the same.
    package func overlaps(_ other: ARNPattern) -> Bool {
        Self.overlap(service, other.service) && Self.fits(region, other.region) && Self.fits(account, other.account)
            && (Self.overlap(resource, other.resource) || ChosenNames(resource, other.resource, of: service).mayMeet)
    }

    /// Most names have no wildcard and are compared as they stand.
    private static func covers(_ pattern: String, _ other: String) -> Bool {
        guard hasWildcard(pattern) else { return pattern == other }
        return pattern == "*" || WildcardPattern(pattern, reading: .wildcards).covers(WildcardPattern(other, reading: .wildcards))
    }

    static func overlap(_ left: String, _ right: String) -> Bool {
        guard hasWildcard(left) || hasWildcard(right) else { return left == right }
        if left == "*" || right == "*" { return true }
        return WildcardPattern(left, reading: .wildcards).intersects(WildcardPattern(right, reading: .wildcards))
    }

    static func hasWildcard(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    }

    private static func fits(_ left: String, _ right: String) -> Bool {
        left.isEmpty || right.isEmpty || !isLiteral(left) || !isLiteral(right) || left == right
    }

    private static func isLiteral(_ text: String) -> Bool { !hasWildcard(text) && !text.contains(DeployedName.start) }

    /// The ARN as `Fn::Sub` takes it: the function's own partition, region and account where nothing else is said.
    package var template: String {
        if self == .everything { return "*" }
        // `Ref` of a secret without a name gives its whole ARN.
        let secret = "secret:" + String(DeployedName.start)
        if service == "secretsmanager", resource.hasPrefix(secret), resource.hasSuffix(String(DeployedName.end)) {
            return DeployedName.shown(in: String(resource.dropFirst("secret:".count)))
        }
        let own = { (text: String, name: String) in text == "*" ? "${\(name)}" : text }
        // A profile of Bedrock's leads to models of other regions.
        let region = resource.hasPrefix("foundation-model/") ? region : own(region, "AWS::Region")
        return DeployedName.shown(
            in: "arn:${AWS::Partition}:\(service):\(region):\(own(account, "AWS::AccountId")):\(resource)")
    }

    /// The names that only the deployment knows, in order.
    package var deployedNames: [String] { [region, account, resource].flatMap(DeployedName.names) }

    /// The name that only the deployment knows, where it is all that names the resource; `nil` elsewhere.
    package var wholeName: String? {
        let name = resource.hasSuffix(SecretName.suffix) ? resource.dropLast(SecretName.suffix.count) : resource[...]
        guard let start = name.firstIndex(of: DeployedName.start), DeployedName.isWhole(String(name[start...])) else { return nil }
        // What is deployed may have dividers in its name.
        guard name[..<start].last.map({ ":/".contains($0) }) ?? true else { return nil }
        return DeployedName.names(in: String(name[start...])).first
    }

    /// Whether calls name such a resource by its whole ARN only.
    package var isGivenWhole: Bool { service == "sns" || service == "states" }

    /// The same with every account where what stands there cannot be one, as `XXXXXXXXXXXX` cannot.
    package var withPossibleAccount: ARNPattern {
        let isPossible = account.isEmpty || account.contains { "*?".contains($0) } || account.contains(DeployedName.start) || account == "aws"
        guard !isPossible, account.utf8.count != 12 || !account.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return self }
        return ARNPattern(service: service, region: region, account: "*", resource: resource)
    }

    /// The ARN as a policy takes it that stands in no template: `*` for what only the deployment knows, around the logical id
    /// where CloudFormation makes a name of it.
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
    package var plain: String {
        if self == .everything { return "*" }
        let own = { (text: String) in text.contains(DeployedName.start) ? "*" : text }
        return "arn:aws:\(service):\(own(region)):\(own(account)):\(DeployedName.plain(in: resource, isLowercase: service == "s3"))"
    }

    /// The ARN as people read it: what only the deployment knows as `${name}`.
    package var description: String {
        if self == .everything { return "*" }
        return DeployedName.shown(in: "arn:aws:\(service):\(region):\(account):\(resource)")
    }
}

/// Names that only the deployment knows, within texts.
package enum DeployedName {
    static let start: Character = "\u{E000}"
    static let end: Character = "\u{E001}"

    /// Stands for a colon, which would end a part of an ARN.
    private static let colon: Character = "\u{E002}"

    /// The text that stands for a name.
    static func text(_ name: String) -> String { "\(start)\(name.replacing(":", with: String(colon)))\(end)" }

    /// Stands before a name that CloudFormation makes of a logical id.
    static let made: Character = "\u{E003}"

    /// The text that stands for a name that CloudFormation makes of a logical id; an attribute may follow behind a dot.
    static func generated(_ name: String) -> String { text("\(made)\(name)") }

    /// A text with `*` for every name, around the logical ids of which names are made; buckets are named in small letters.
    static func plain(in text: String, isLowercase: Bool) -> String {
        var plain = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: start), let close = rest[open...].firstIndex(of: end) {
            let name = rest[rest.index(after: open)..<close]
            plain += rest[..<open]
            plain += "*"
            if name.first == made {
                let id = name.dropFirst().prefix { $0 != "." }
                plain += (isLowercase ? id.lowercased() : String(id)) + "*"
            }
            rest = rest[rest.index(after: close)...]
        }
        return plain + rest
    }

    /// Whether a text is nothing but one name that only the deployment knows.
    static func isWhole(_ text: String) -> Bool { text.first == start && text.firstIndex(of: end) == text.indices.last }

    /// Whether a text is one parameter whose name says that it holds an ARN.
    static func mayBeARN(_ text: String) -> Bool {
        text.first == start && text.last == end && text.lowercased().contains("arn")
    }

    /// The names in a text, in order.
    static func names(in text: String) -> [String] {
        text.split(separator: start).dropFirst(text.first == start ? 0 : 1).map { piece in
            String(piece.prefix { $0 != end }).replacing(String(colon), with: ":").replacing(String(made), with: "")
        }
    }

    /// A text as people read it.
    package static func shown(in text: String) -> String {
        text.replacing(String(start), with: "${").replacing(String(end), with: "}").replacing(String(colon), with: ":").replacing(String(made), with: "")
    }
}
