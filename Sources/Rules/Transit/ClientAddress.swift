import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// The address that a call of a client goes to, where the code says it.
struct ClientAddress {
    /// The address.
    let address: CleartextAddress
    /// Its text.
    let text: String
    /// Where it is handed over.
    let place: SourcePlace

    /// Options that hold an address or the start of one.
    private static let options: Set<String> = [
        "url", "uri", "baseURL", "base_url", "prefixUrl", "endpoint", "endpoint_url", "connectionString", "dsn",
    ]
    /// Options that hold a host.
    private static let hostOptions: Set<String> = ["host", "hostname"]

    /// The addresses among the first two arguments and the options of a call.
    static func addresses(of call: CallFact, in code: FunctionCode) -> [ClientAddress] {
        let positional = call.arguments.prefix(2).filter { $0.name == nil }.map { ($0.value, $0.place) }
        let named = CallOption.options(of: call, named: options, in: code).map { ($0.value, $0.place) }
        return (positional + named).flatMap { value, place in
            value.texts.compactMap { text in
                guard let address = CleartextAddress.addresses(in: text).first, text.lowercased().hasPrefix(address.scheme + "://") else { return nil }
                return ClientAddress(address: address, text: text, place: place)
            }
        }
    }

    /// The hosts that a call's options name.
    static func hosts(of call: CallFact, in code: FunctionCode) -> [(host: NetworkHost, place: SourcePlace)] {
        CallOption.options(of: call, named: hostOptions, in: code).flatMap { option in
            option.value.texts.map { (NetworkHost($0[...]), option.place) }
        }
    }

    /// Whether a call goes to the machine itself or its private network, as far as the code says where it goes.
    static func isLocal(_ call: CallFact, in code: FunctionCode) -> Bool {
        let scopes = addresses(of: call, in: code).map(\.address.host.scope) + hosts(of: call, in: code).map(\.host.scope)
        return !scopes.isEmpty && scopes.allSatisfy { $0 == .local }
    }
}
