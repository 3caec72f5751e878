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

    private mutating func add(_ statement: Value) {
        if known.insert(statement.fingerprint).inserted { statements.append(statement) }
    }

    /// Adds what a `ResourcePolicy` says about some resources of the API.
    mutating func add(_ property: Value, resources: [Value]) {
        let settings = MemberMap(property)
        let new = ValueMaker(property.usePlace)
        let scope = new.list(resources)
        for (key, effect) in [("AwsAccountWhitelist", "Allow"), ("AwsAccountBlacklist", "Deny")] {
            guard let accounts = settings[key], accounts.isTruthy else { continue }
            add(statement(new, effect, scope, principal: new.map(["AWS": new.list(accounts.oneOrMany)])))
        }
        for (key, operation) in [("IpRangeWhitelist", "NotIpAddress"), ("IpRangeBlacklist", "IpAddress")] {
            guard let ranges = settings[key], ranges.isTruthy else { continue }
            deny(new, scope, operation, new.map(["aws:SourceIp": new.list(ranges.oneOrMany)]))
        }
        for (word, operation) in [("Blacklist", "StringEquals"), ("Whitelist", "StringNotEquals")] {
            let networks = networks(settings, word, new)
            if !networks.isEmpty { deny(new, scope, operation, networks.value(at: new.place)) }
        }
        for statement in settings["CustomStatements"]?.oneOrMany ?? [] { add(statement) }
    }

    private func networks(_ settings: MemberMap, _ word: String, _ new: ValueMaker) -> MemberMap {
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

    /// Lets everyone in but those of whom the condition holds.
    private mutating func deny(_ new: ValueMaker, _ scope: Value, _ operation: String, _ condition: Value) {
        let anyone = new.text("*")
        add(statement(new, "Allow", scope, principal: anyone))
        add(statement(new, "Deny", scope, principal: anyone, condition: new.map([operation: condition])))
    }

    private func statement(
        _ new: ValueMaker, _ effect: String, _ scope: Value, principal: Value, condition: Value? = nil
    ) -> Value {
        new.map([
            "Effect": new.text(effect), "Action": new.text("execute-api:Invoke"), "Resource": scope,
            "Principal": principal, "Condition": condition,
        ])
    }
}

extension OpenAPIDocument {
    /// Adds a `ResourcePolicy` for all methods of a path.
    mutating func addPolicy(_ property: Value, path: String, stage: Value) {
        let new = ValueMaker(property.usePlace)
        let scope = methodKeys(of: path).map { key in
            let method = [Self.anyMethod, "any"].contains(key.lowercased()) ? "*" : key.uppercased()
            return new.substitution(
                "execute-api:/${__Stage__}/" + method + path.maskingParameters(greedy: true), ["__Stage__": stage])
        }
        policy.add(property, resources: scope)
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
