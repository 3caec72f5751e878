package import ApplicationModel

/// One of those whom a statement of a policy speaks of.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
package struct PolicyPrincipal: Sendable {
    /// Who it is.
    package enum Kind: Sendable, Hashable {
        /// Everybody, with or without an account.
        case everybody
        /// Everybody but some: `NotPrincipal`.
        case everybodyBut
        /// A whole account, by its number.
        case account(String)
        /// The account that deploys the manifest.
        case ownAccount
        /// A role or user, or what only the deployment knows.
        case identity
        /// A service of AWS, such as `sns.amazonaws.com`.
        case service(String)
        /// An identity provider, by its host or the last part of its ARN.
        case federation(String)
        /// It cannot be known from the tree.
        case unknown
    }

    /// Who it is.
    package let kind: Kind
    /// The value that names it.
    package let value: Value

    /// Those whom a `Principal` or `NotPrincipal` member names.
    static func all(in member: Value.Member) -> [PolicyPrincipal] {
        if member.key == "NotPrincipal" { return [PolicyPrincipal(kind: .everybodyBut, value: member.value)] }
        return member.value.outcomes.compactMap { $0 }.flatMap { principal -> [PolicyPrincipal] in
            guard principal.isMap else { return [PolicyPrincipal(aws: principal)] }
            return principal.members.flatMap { kind in
                kind.value.possibleElements.map { PolicyPrincipal($0.value, writtenBelow: kind.key) }
            }
        }
    }

    private init(kind: Kind, value: Value) {
        self.kind = kind
        self.value = value
    }

    private init(_ value: Value, writtenBelow key: String) {
        switch key {
        case "Service": self.init(kind: value.string.map(Self.service) ?? Self.service(value), value: value)
        case "Federated": self.init(kind: .federation(Self.issuer(value)), value: value)
        case "CanonicalUser": self.init(kind: .identity, value: value)
        default: self.init(aws: value)
        }
    }

    /// `sns.${AWS::URLSuffix}` is the service in any partition.
    private static func service(_ value: Value) -> Kind {
        guard case .composed = value.content, let text = value.text(placeholder: "") else { return .unknown }
        return service(text + (text.hasSuffix(".") ? "amazonaws.com" : ""))
    }

    /// Some services have a name in every region beside that for all; `logs.eu-west-1.amazonaws.com`, and what is left of
    /// `logs.${AWS::Region}.amazonaws.com`, is `logs.amazonaws.com`.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
    private static func service(_ text: String) -> Kind {
        let labels = text.lowercased().split(separator: ".").filter { !isRegion($0) }
        let isChina = labels.suffix(3) == ["amazonaws", "com", "cn"]
        return .service((isChina ? labels.dropLast() : labels[...]).joined(separator: "."))
    }

    /// Letters, one or two words, and a number: `eu-west-1`, `us-gov-east-1`.
    private static func isRegion(_ label: Substring) -> Bool {
        let words = label.split(separator: "-", omittingEmptySubsequences: false)
        guard (3...4).contains(words.count), words[0].utf8.count == 2, let number = words.last else { return false }
        return number.utf8.count == 1 && number.allSatisfy(\.isNumber) && words.dropLast().allSatisfy { $0.allSatisfy(\.isLetter) }
    }

    private static func issuer(_ value: Value) -> String {
        let text = value.text(placeholder: "?") ?? "?"
        return text.firstRange(of: ":oidc-provider/").map { String(text[$0.upperBound...]) } ?? text
    }

    private init(aws value: Value) {
        guard let text = value.string else {
            self.init(kind: Self.kind(ofUndetermined: value), value: value)
            return
        }
        if text == "*" {
            self.init(kind: .everybody, value: value)
        } else if let account = Self.account(of: text) {
            self.init(kind: .account(account), value: value)
        } else if text.hasSuffix(".amazonaws.com") {
            self.init(kind: Self.service(text), value: value)
        } else {
            self.init(kind: .identity, value: value)
        }
    }

    private static func kind(ofUndetermined value: Value) -> Kind {
        switch value.content {
        case .symbolic(.pseudoParameter("AWS::AccountId")): return .ownAccount
        case .symbolic(.resource), .symbolic(.imported), .symbolic(.pseudoParameter): return .identity
        case .composed(let parts):
            let text = value.text(placeholder: "") ?? ""
            guard text.hasSuffix(":root") || text.hasSuffix(":") else { return .identity }
            if let account = account(of: text) { return .account(account) }
            return parts.contains(.symbol(.pseudoParameter("AWS::AccountId"))) ? .ownAccount : .unknown
        case .symbolic, .unknown: return .unknown
        default: return .identity
        }
    }

    /// The account of twelve digits, or of `arn:…:iam::123456789012:root`.
    private static func account(of text: String) -> String? {
        if isAccount(text[...]) { return text }
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0] == "arn", fields[5] == "root", isAccount(fields[4]) else { return nil }
        return String(fields[4])
    }

    private static func isAccount(_ text: Substring) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
