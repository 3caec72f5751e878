import ApplicationModel
import SourceText

extension VariableResolver {
    /// Sources that the framework asks over the network, at deploy time.
    mutating func store(_ call: SourceCall, address: String) -> SourceOutcome {
        let (type, region) = Self.splitRegion(call.type)
        let arguments = ([region] + call.arguments.map(Self.plainText)).compactMap { $0 }
        let known = Self.storeSymbol(type, address: address, arguments: arguments)
        if let symbol = known ?? named(call, address: address) {
            return SourceOutcome(kind: .undetermined(.symbolic(symbol)), how: Self.describe(symbol))
        }
        return unknownSource(call)
    }

    /// `aws:accountId`, `aws:region`, and v4's `aws:ssm:…`.
    mutating func amazon(_ address: String, _ call: SourceCall) -> SourceOutcome {
        switch address {
        case "accountId", "partition":
            let name = address == "accountId" ? "AWS::AccountId" : "AWS::Partition"
            return SourceOutcome(
                kind: .undetermined(.symbolic(.pseudoParameter(name))), how: "known to the account that deploys")
        case "region":
            return SourceOutcome(kind: .value(region(askedAt: call.place)), how: "the region")
        default:
            guard let symbol = named(call, address: address) ?? Self.amazonStore(address) else {
                return unknownSource(call)
            }
            return SourceOutcome(kind: .undetermined(.symbolic(symbol)), how: Self.describe(symbol))
        }
    }

    /// `ssm:/path`, `cf:stack.output`, `s3:bucket/key`, or a path of the parameter store alone.
    private static func amazonStore(_ address: String) -> Symbol? {
        if address.hasPrefix("/") { return storeSymbol("ssm", address: address, arguments: []) }
        guard let colon = address.firstIndex(of: ":") else { return nil }
        let type = String(address[..<colon])
        guard ["ssm", "cf", "s3"].contains(type) else { return nil }
        return storeSymbol(type, address: String(address[address.index(after: colon)...]), arguments: [])
    }

    /// A store whose name is only known at deploy time still is that store.
    func storeWithUnknownName(_ call: SourceCall) -> SourceOutcome.Kind? {
        let (type, region) = Self.splitRegion(call.type)
        let arguments = ([region] + call.arguments.map(Self.plainText)).compactMap { $0 }
        if let symbol = Self.storeSymbol(type, address: call.written, arguments: arguments) {
            return .undetermined(.symbolic(symbol))
        }
        guard type == "aws", case .literal(let start)? = call.address?.parts.first,
            case .secret? = Self.amazonStore(start)
        else { return nil }
        return Self.storeSymbol("ssm", address: call.written, arguments: []).map { .undetermined(.symbolic($0)) }
    }

    private static func storeSymbol(_ type: String, address: String, arguments: [String]) -> Symbol? {
        switch type {
        case "ssm": .secret(parameterStore(address, arguments: arguments))
        case "vault":
            .secret(SecretReference(store: .vault, name: address, resolvedAt: .framework, isDecrypted: true))
        case "doppler", "secrets":
            .secret(SecretReference(store: .other, name: address, resolvedAt: .framework, isDecrypted: true))
        case "cf", "s3", "terraform", "output", "state": .imported("\(type):\(address)")
        case "git": .variable("${git:\(address)}", reason: "known only in the checkout that deploys")
        default: nil
        }
    }

    /// Version 1 and 2 say `~true` for the decrypted value, version 3 and 4 `(noDecrypt)` for the other one.
    private static func parameterStore(_ address: String, arguments: [String]) -> SecretReference {
        var name = address
        var isDecrypted: Bool?
        if let mark = address.lastIndex(of: "~") {
            let mode = address[address.index(after: mark)...]
            if ["true", "false", "split", "raw"].contains(mode) { name = String(address[..<mark]) }
            if mode == "true" { isDecrypted = true }
            if mode == "false" { isDecrypted = false }
        }
        if arguments.contains("noDecrypt") { isDecrypted = false }
        let prefix = "/aws/reference/secretsmanager/"
        guard name.hasPrefix(prefix) else {
            return SecretReference(
                store: .parameterStore, name: name, resolvedAt: .framework, isDecrypted: isDecrypted)
        }
        return SecretReference(
            store: .secretsManager, name: String(name.dropFirst(prefix.count)), resolvedAt: .framework,
            isDecrypted: isDecrypted ?? true)
    }

    /// A resolver of version 4's `stages.<stage>.resolvers`, by its name.
    private mutating func named(_ call: SourceCall, address: String) -> Symbol? {
        guard let stage = stage().value.assumedText else { return nil }
        for block in [stage, "default"] {
            let path = ["stages", block, "resolvers", call.type]
            guard let type = text(of: path + ["type"], askedAt: call.place) else { continue }
            guard type == "aws" else {
                return Self.storeSymbol(type, address: address, arguments: [])
                    ?? .variable(call.written, reason: "the resolver `\(call.type)` is of the unknown type `\(type)`")
            }
            return amazonResolver(path, address: address, askedAt: call.place)
        }
        return nil
    }

    private mutating func amazonResolver(_ path: [String], address: String, askedAt place: SourcePlace) -> Symbol? {
        switch address {
        case "accountId": return .pseudoParameter("AWS::AccountId")
        case "partition": return .pseudoParameter("AWS::Partition")
        case "region": return .pseudoParameter("AWS::Region")
        default: break
        }
        let pieces = address.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let first = pieces.first else { return nil }
        let type = text(of: path + [first, "type"], askedAt: place)
        let mode = text(of: path + [first, "rawOrDecrypt"], askedAt: place)
        let rest = pieces.count == 2 ? pieces[1] : address
        let standard = pieces.count == 2 ? first : "ssm"
        return Self.storeSymbol(type ?? standard, address: rest, arguments: [mode].compactMap { $0 })
    }

    private mutating func text(of path: [String], askedAt place: SourcePlace) -> String? {
        guard case .node(let id) = walk(path, from: root, askedAt: place) else { return nil }
        return resolve(id, askedAt: place).value.assumedText
    }

    private func unknownSource(_ call: SourceCall) -> SourceOutcome {
        let reason = "`\(call.type)` is not a source of the framework; a plugin or a compose file may define it"
        return SourceOutcome(kind: .undetermined(.symbolic(.variable(call.written, reason: reason))), how: reason)
    }

    /// `cf.eu-west-1` of version 1 is `cf(eu-west-1)`.
    private static func splitRegion(_ type: String) -> (type: String, region: String?) {
        guard let dot = type.firstIndex(of: ".") else { return (type, nil) }
        return (String(type[..<dot]), String(type[type.index(after: dot)...]))
    }

    private static func plainText(_ template: VariableTemplate) -> String? {
        if template.parts.count == 1, case .literal(let text) = template.parts[0] { text } else { nil }
    }

    private static func describe(_ symbol: Symbol) -> String {
        switch symbol {
        case .secret(let reference): "read from \(storeName(reference.store)) at deploy time"
        case .imported(let name): "`\(name)` is read at deploy time"
        case .variable(_, let reason): reason
        default: "known at deploy time"
        }
    }

    private static func storeName(_ store: SecretReference.Store) -> String {
        switch store {
        case .parameterStore: "the parameter store"
        case .secretsManager: "Secrets Manager"
        case .vault: "Vault"
        case .s3: "S3"
        case .other: "a secrets store"
        }
    }
}
