import CodeAnalysis
import SourceText

/// Which calls are made with credentials that are not the role's: of a user, of another role, of keys that somebody sent.
struct ForeignCredentials {
    private let analysis: HandlerAnalysis
    /// Where commands are made that only clients with such credentials send.
    private let commands: Set<SourcePlace>

    init(_ analysis: HandlerAnalysis) {
        self.analysis = analysis
        commands = Self.commands(analysis)
    }

    /// Whether a call asks for nothing of the role.
    func cover(_ call: CallFact) -> Bool {
        commands.contains(call.place) || Self.isForeign(call.receiver, analysis) || isForeignOption(call)
    }

    /// Whether a call is made with credentials of which it cannot be told whose they are.
    func mayCover(_ call: CallFact) -> Bool {
        analysis.objects(of: call.receiver).contains { object in
            guard case .external = object.kind else { return false }
            return Self.settings(of: object, analysis).contains { !isOwn($0) }
        }
    }

    /// Providers that give a function the credentials of its role.
    private static let own = ["fromEnv", "fromNodeProviderChain", "defaultProvider", "DefaultCredentialsProvider", "EnvironmentVariableCredentialsProvider", "DefaultAWSCredentialsProviderChain"]

    private func isOwn(_ credentials: AbstractValue) -> Bool {
        if Self.isRuntimeKey(credentials) { return true }
        if let key = analysis.field("accessKeyId", of: credentials) { return Self.isRuntimeKey(key) }
        let apis = analysis.apis(of: credentials)
        return !apis.isEmpty && apis.allSatisfy { api in Self.own.contains { api.contains($0) } }
    }

    /// The credentials that a client was made with.
    private static func settings(of object: HeapObject, _ analysis: HandlerAnalysis) -> [AbstractValue] {
        let named = zip(object.argumentNames, object.arguments).filter { name, _ in name == "aws_access_key_id" || name == "aws_session_token" }.map(\.1)
        let fields = ["credentials", "CredentialsProvider", "Credentials"].compactMap { object.fields[$0] }
        let options = object.arguments.first.map { options in ["credentials", "accessKeyId"].compactMap { analysis.field($0, of: options) } } ?? []
        return (named + fields + options).filter { $0.constant != .some(.null) }
    }

    /// `paginateScan({ client }, …)` and its like name the client in their first argument.
    private func isForeignOption(_ call: CallFact) -> Bool {
        guard let client = call.arguments.first.flatMap({ analysis.field("client", of: $0.value) }) else { return false }
        return Self.isForeign(client, analysis)
    }

    private static func commands(_ analysis: HandlerAnalysis) -> Set<SourcePlace> {
        var foreign: Set<SourcePlace> = []
        var own: Set<SourcePlace> = []
        for call in analysis.calls where call.apis.contains(where: { $0.hasSuffix("send") && $0.hasPrefix("@aws-sdk/") }) {
            let places = call.arguments.first.map { analysis.objects(of: $0.value).map(\.place) } ?? []
            if isForeign(call.receiver, analysis) { foreign.formUnion(places) } else { own.formUnion(places) }
        }
        return foreign.subtracting(own)
    }

    // MARK: Clients

    /// How many objects stand between a resource and the session that it was made of.
    private static let depthLimit = 4

    /// Whether everything that a client may be was made with such credentials.
    private static func isForeign(_ client: AbstractValue, _ analysis: HandlerAnalysis, depth: Int = 0) -> Bool {
        guard depth < depthLimit else { return false }
        let objects = analysis.objects(of: client).filter { if case .external = $0.kind { true } else { false } }
        return !objects.isEmpty && objects.allSatisfy { takesKeys($0, analysis) || isForeign($0.receiver, analysis, depth: depth + 1) }
    }

    private static func takesKeys(_ object: HeapObject, _ analysis: HandlerAnalysis) -> Bool {
        for (name, value) in zip(object.argumentNames, object.arguments) {
            if name == "aws_access_key_id" || name == "aws_session_token" { return !isRuntimeKey(value) }
        }
        for name in ["credentials", "CredentialsProvider", "Credentials"] {
            if let credentials = object.fields[name] { return isForeignProvider(credentials, analysis) }
        }
        guard let options = object.arguments.first else { return false }
        if let key = analysis.field("accessKeyId", of: options) { return !isRuntimeKey(key) }
        return analysis.field("credentials", of: options).map { isForeignProvider($0, analysis) } ?? false
    }

    private static func isForeignProvider(_ credentials: AbstractValue, _ analysis: HandlerAnalysis) -> Bool {
        if let key = analysis.field("accessKeyId", of: credentials) { return !isRuntimeKey(key) }
        return analysis.apis(of: credentials).contains { api in providers.contains { api.contains($0) } }
    }

    /// The key that the runtime gives the function is the role's.
    private static func isRuntimeKey(_ key: AbstractValue) -> Bool { key.constants.contains(.environment("AWS_ACCESS_KEY_ID")) }

    private static let providers = [
        "fromTemporaryCredentials", "fromWebToken", "fromCognitoIdentity", "TemporaryCredentials", "CognitoIdentityCredentials",
        "WebIdentityCredentials", "StaticCredentialsProvider", "StsAssumeRole", "STSAssumeRole", "BasicAWSCredentials", "BasicSessionCredentials",
    ]
}
