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
