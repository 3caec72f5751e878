internal import ApplicationModel

/// `{{resolve:…}}` in strings: a value that CloudFormation reads from a store during the deployment.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
enum DynamicReference {
    private static let opening = "{{resolve:"
    private static let closing = "}}"

    /// Whether a text is worth looking into.
    static func mayOccur(in text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: "{")) && text.contains(opening)
    }

    /// The parts with each dynamic reference in them as a secret; one that is never closed stays as it is.
    static func found(in parts: [Value.Part]) -> [Value.Part] {
        guard parts.contains(where: { if case .literal(let text) = $0 { mayOccur(in: text) } else { false } }) else {
            return parts
        }
        var found: [Value.Part] = []
        var pending: Pending?
        for part in parts {
            guard case .literal(let text) = part else {
                pending == nil ? found.append(part) : pending?.append(part)
                continue
            }
            scan(text[...], into: &found, pending: &pending)
        }
        return found + (pending?.parts ?? [])
    }

    private static func scan(_ text: Substring, into found: inout [Value.Part], pending: inout Pending?) {
        var rest = text
        while true {
            if pending == nil {
                guard let open = rest.firstRange(of: opening) else { return found.append(.literal(String(rest))) }
                found.append(.literal(String(rest[..<open.lowerBound])))
                pending = Pending()
                rest = rest[open.upperBound...]
            }
            guard let close = rest.firstRange(of: closing) else {
                pending?.append(.literal(String(rest)))
                return
            }
            pending?.append(.literal(String(rest[..<close.lowerBound])))
            if let secret = pending?.secret { found.append(.symbol(.secret(secret))) }
            pending = nil
            rest = rest[close.upperBound...]
        }
    }

    /// A reference of which the end has not been seen yet.
    private struct Pending {
        private(set) var parts: [Value.Part] = [.literal(opening)]
        private var text = ""

        mutating func append(_ part: Value.Part) {
            parts.append(part)
            switch part {
            case .literal(let literal): text += literal
            case .symbol(let symbol): text += "${\(symbol.shortName)}"
            case .unknown: text += "?"
            }
        }

        var secret: SecretReference {
            let service = text.prefix { $0 != ":" }
            let name = text.dropFirst(service.count + 1)
            switch service {
            case "ssm", "ssm-secure":
                return SecretReference(
                    store: .parameterStore, name: String(name), resolvedAt: .deployment,
                    isDecrypted: service == "ssm-secure")
            case "secretsmanager":
                let id = name.firstRange(of: ":SecretString").map { name[..<$0.lowerBound] } ?? name
                return SecretReference(
                    store: .secretsManager, name: String(id), resolvedAt: .deployment, isDecrypted: true)
            default:
                return SecretReference(store: .other, name: text, resolvedAt: .deployment, isDecrypted: nil)
            }
        }
    }
}

extension Symbol {
    /// A few characters that name the symbol in a text.
    var shortName: String {
        switch self {
        case .resource(let logicalID, let attribute): attribute.map { "\(logicalID).\($0)" } ?? logicalID
        case .parameter(let name), .pseudoParameter(let name), .environment(let name), .imported(let name): name
        case .secret(let secret): secret.name
        case .intrinsic(let name, _): name
        case .variable(let text, _): text
        }
    }
}
