internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// `x-amazon-apigateway-policy`: who may call an API from where.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-resourcepolicystatement.html
struct APIResourcePolicy {
    private var statements: [Value] = []
    private var known: Set<String> = []
    private var rest = MemberMap()

    init(_ written: Value?) {
        rest = MemberMap(written)
        for statement in rest["Statement"]?.oneOrMany ?? [] { add(statement) }
    }

    /// The policy; `nil` when nothing is in it.
    var value: Value? {
        guard let place = statements.first?.place else { return nil }
        let new = ValueMaker(place)
        var policy = rest
        policy.set("Version", rest["Version"] ?? new.text("2012-10-17"))
        policy.set("Statement", new.list(statements))
        return policy.value(at: place)
    }

    /// Adds statements that the policy does not have yet.
    mutating func add(_ statements: [Value]) {
        for statement in statements { add(statement) }
    }

    private mutating func add(_ statement: Value) {
        if known.insert(statement.fingerprint).inserted { statements.append(statement) }
    }

    /// Adds what a `ResourcePolicy` says about some resources of the API.
    mutating func add(_ clauses: ResourcePolicyClauses, resources: Value) {
        let scope = resources.fingerprint
        for clause in clauses.all where known.insert(clause.fingerprint + scope).inserted {
            statements.append(clause.statement(on: resources))
        }
        add(clauses.custom)
    }
}

/// What a `ResourcePolicy` allows and denies, whatever it is about.
struct ResourcePolicyClauses {
    struct Clause {
        let effect: String
        let principal: Value
        let condition: Value?
        let fingerprint: String

        init(_ effect: String, _ principal: Value, _ condition: Value? = nil) {
            self.effect = effect
            self.principal = principal
            self.condition = condition
            fingerprint = effect + principal.fingerprint + (condition?.fingerprint ?? "")
        }

        func statement(on resources: Value) -> Value {
            let new = ValueMaker(principal.place)
            return new.map([
                "Effect": new.text(effect), "Action": new.text("execute-api:Invoke"), "Resource": resources,
                "Principal": principal, "Condition": condition,
            ])
        }
    }

    private(set) var all: [Clause] = []
    /// Statements that are there as they are.
    let custom: [Value]
    let place: SourcePlace

    init(_ property: Value) {
        let settings = MemberMap(property)
        let new = ValueMaker(property.usePlace)
        place = property.usePlace
        custom = settings["CustomStatements"]?.oneOrMany ?? []
        for (key, effect) in [("AwsAccountWhitelist", "Allow"), ("AwsAccountBlacklist", "Deny")] {
            guard let accounts = settings[key], accounts.isTruthy else { continue }
            all.append(Clause(effect, new.map(["AWS": new.list(accounts.oneOrMany)])))
        }
        for (key, operation) in [("IpRangeWhitelist", "NotIpAddress"), ("IpRangeBlacklist", "IpAddress")] {
            guard let ranges = settings[key], ranges.isTruthy else { continue }
            deny(new, operation, new.map(["aws:SourceIp": new.list(ranges.oneOrMany)]))
        }
        for (word, operation) in [("Blacklist", "StringEquals"), ("Whitelist", "StringNotEquals")] {
            let networks = Self.networks(settings, word, new)
            if !networks.isEmpty { deny(new, operation, networks.value(at: new.place)) }
        }
    }

    /// Lets everyone in but those of whom the condition holds.
    private mutating func deny(_ new: ValueMaker, _ operation: String, _ condition: Value) {
        let anyone = new.text("*")
        all.append(Clause("Allow", anyone))
        all.append(Clause("Deny", anyone, new.map([operation: condition])))
    }

    private static func networks(_ settings: MemberMap, _ word: String, _ new: ValueMaker) -> MemberMap {
        let written = settings["SourceVpc" + word]?.elements ?? []
        let networks = written.filter { $0.string?.hasPrefix("vpc-") ?? false }
        let endpoints = written.filter { $0.string?.hasPrefix("vpce-") ?? false }
        let all = [
            ("aws:SourceVpc", networks + (settings["IntrinsicVpc" + word]?.oneOrMany ?? [])),
            ("aws:SourceVpce", endpoints + (settings["IntrinsicVpce" + word]?.oneOrMany ?? [])),
        ]
        var condition = MemberMap()
        for (key, values) in all where !values.isEmpty { condition.set(key, new.list(values)) }
        return condition
    }
}

extension OpenAPIDocument {
    /// Adds a `ResourcePolicy` for all methods of a path.
    mutating func addPolicy(_ clauses: ResourcePolicyClauses, path: String, stage: Value) {
        let new = ValueMaker(clauses.place)
        let scope = methodKeys(of: path).map { key in
            let method = [Self.anyMethod, "any"].contains(key.lowercased()) ? "*" : key.uppercased()
            return new.substitution(
                "execute-api:/${__Stage__}/" + method + path.maskingParameters(greedy: true), ["__Stage__": stage])
        }
        policy.add(clauses, resources: new.list(scope))
    }
}

extension String {
    /// A path with every parameter as `*`, as ARNs of API Gateway have it.
    ///
    /// SAM masks greedy parameters (`{proxy+}`) of HTTP APIs only when they are called `proxy`.
    func maskingParameters(greedy: Bool) -> String {
        var masked = ""
        var rest = self[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = rest[rest.index(after: open)..<close]
            masked += rest[..<open] + (name.isParameter(greedy: greedy) ? "*" : "{\(name)}")
            rest = rest[rest.index(after: close)...]
        }
        return masked + rest
    }
}

extension Substring {
    fileprivate func isParameter(greedy: Bool) -> Bool {
        let name = hasSuffix("+") && (greedy || self == "proxy+") ? dropLast() : self
        return !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }
    }
}
