import ApplicationModel
import CodeAnalysis
import Permissions

/// Turns values of code into the names and ARNs that they will be once deployed.
struct CodeNames: Sendable {
    let analysis: HandlerAnalysis
    private let environment: [String: [String]]
    /// The function's own name once deployed.
    private let ownName: String
    /// The buckets whose events the function gets.
    private let buckets: [String]

    /// Knows the values of the function's environment.
    init(_ analysis: HandlerAnalysis, _ function: Function, _ names: ManifestNames) {
        self.analysis = analysis
        buckets = function.triggers.flatMap(names.buckets)
        ownName = names.ownName(of: function)
        let set = [("AWS_LAMBDA_FUNCTION_NAME", [ownName])] + function.environment.map { ($0.name, names.texts(of: $0.value)) }
        environment = Dictionary(set, uniquingKeysWith: { _, last in last })
    }

    /// The texts that a value may be; `*` for what cannot be told.
    func texts(of value: AbstractValue) -> [String] {
        var texts: [String] = []
        for constant in value.constants {
            switch constant {
            case .environment(let name): texts += environment[name] ?? ["*"]
            default: if let text = constant.text { texts.append(text) }
            }
        }
        if value.namesFunction { texts.append(ownName) }
        if texts.isEmpty, !value.text.isEmpty { return [composed(value.text)] }
        if texts.isEmpty, let buckets = buckets(in: value.origins) { return buckets }
        let isKnown = value.origins.isEmpty && (value.namesFunction && value.references.count == 1 || !value.isOpen && value.references.isEmpty)
        return texts.isEmpty || !isKnown && !isConfiguration(value) ? texts + ["*"] : texts
    }

    /// A variable of the environment with a default stays what the manifest sets.
    private func isConfiguration(_ value: AbstractValue) -> Bool {
        value.origins.isEmpty && value.references.isEmpty && value.constants.contains { if case .environment = $0 { true } else { false } }
    }

    private func composed(_ pieces: [TextPiece]) -> String {
        let text = pieces.map { piece in
            switch piece {
            case .constant(let text): text
            case .environment(let name): environment[name]?.first ?? "*"
            case .value(let origins, _): buckets(in: origins)?.first ?? "*"
            }
        }.joined()
        return text
    }

    /// The buckets of the function's triggers, where a value is the name of the bucket that an event is about.
    private func buckets(in origins: [Origin]) -> [String]? {
        !buckets.isEmpty && !origins.isEmpty && origins.allSatisfy(\.path.namesBucket) ? buckets : nil
    }

    // MARK: What is copied

    /// The bucket and the key that a call copies from; `nil` when it does not say.
    func source(of parameters: CallParameters) -> (bucket: [String], key: [String])? {
        if let source = parameters.source {
            return (source["Bucket"].map(texts) ?? ["*"], source["Key"].map(texts) ?? ["*"])
        }
        let values = values(at: SDKParameterPath(steps: [.member("CopySource")]), in: parameters).seen
        guard !values.isEmpty else { return nil }
        let sources = values.flatMap(sources)
        return (sources.map(\.bucket), sources.map(\.key))
    }

    /// The bucket and key of `s3://bucket/key`.
    func parts(ofObjectPath path: AbstractValue) -> [(bucket: String, key: String)] {
        texts(of: path).map { text in
            guard text.hasPrefix("s3://") else { return ("*", "*") }
            let parts = text.dropFirst("s3://".count).split(separator: "/", maxSplits: 1).map(String.init)
            // What ends with a slash is everything below it.
            let key = parts.count > 1 ? parts[1] : "*"
            return (parts.first ?? "*", key.hasSuffix("/") ? key + "*" : key)
        }
    }

    private func sources(_ value: AbstractValue) -> [(bucket: String, key: String)] {
        if let bucket = field("Bucket", of: value) {
            let keys = field("Key", of: value).map(texts) ?? ["*"]
            return texts(of: bucket).flatMap { bucket in keys.map { (bucket, $0) } }
        }
        let whole = texts(of: value).map(Self.source)
        // What was encoded is no longer told apart; the bucket of the event is still in it.
        let named = value.origins.filter(\.path.namesBucket)
        guard whole.allSatisfy({ $0.bucket == "*" }), let buckets = buckets(in: named) else { return whole }
        return buckets.map { ($0, "*") }
    }

    /// `/bucket/key?versionId=…`, with or without the slash in front.
    private static func source(_ text: String) -> (bucket: String, key: String) {
        let path = text.prefix { $0 != "?" }.drop { $0 == "/" }
        guard let slash = path.firstIndex(of: "/") else { return ("*", "*") }
        return (String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    // MARK: Conditions

    /// Whether a condition on parameters holds; `nil` when that cannot be told.
    func holds(_ condition: SDKCondition, in parameters: CallParameters) -> Bool? {
        switch condition.test {
        case .given: return isGiven(condition, parameters)
        case .missing: return isGiven(condition, parameters).map { !$0 }
        case .contains(let part): return test(condition, parameters) { $0.lowercased().contains(part.lowercased()) }
        case .equals(let text): return test(condition, parameters) { $0 == text }
        case .differs(let text): return test(condition, parameters) { $0 != text }
        }
    }

    private func isGiven(_ condition: SDKCondition, _ parameters: CallParameters) -> Bool? {
        let found = condition.paths.map { values(at: $0, in: parameters) }
        if found.contains(where: { !$0.seen.isEmpty }) { return true }
        return found.contains(where: \.isHidden) ? nil : false
    }

    /// Whether all that is known of a parameter is that it is made of parts of the event, whose keys hold no query.
    private func isFromEvent(_ condition: SDKCondition, _ parameters: CallParameters) -> Bool {
        let values = condition.paths.lazy.map { self.values(at: $0, in: parameters).seen }.first { !$0.isEmpty } ?? []
        return !values.isEmpty && values.allSatisfy { value in value.origins.contains(where: \.path.namesBucket) }
    }

    /// Python names the source of a copy by its parts.
    private func namesVersion(_ condition: SDKCondition, _ parameters: CallParameters) -> Bool? {
        guard case .contains(let text) = condition.test, text.hasPrefix("versionId") else { return nil }
        let parts = condition.paths.flatMap { values(at: $0, in: parameters).seen }.filter { field("Bucket", of: $0) != nil }
        if parts.contains(where: { field("VersionId", of: $0) != nil }) { return true }
        return parts.isEmpty || parts.contains(where: analysis.hidesMembers) ? nil : false
    }

    private func test(_ condition: SDKCondition, _ parameters: CallParameters, _ passes: (String) -> Bool) -> Bool? {
        if let isNamed = namesVersion(condition, parameters) { return isNamed }
        guard let texts = condition.paths.lazy.compactMap({ self.texts(at: $0, in: parameters) }).first else {
            return condition.paths.contains { values(at: $0, in: parameters).isHidden } ? nil : false
        }
        if texts.contains(where: { $0 != "*" && passes($0) }) { return true }
        // What is looked for within a text is written as it stands, beside what is put there.
        if case .contains = condition.test { return texts.contains("*") && !isFromEvent(condition, parameters) ? nil : false }
        return texts.contains { $0.contains("*") } ? nil : false
    }
}

extension AbstractValue {
    /// Whether it is the function's name, as the platform hands it over.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
    fileprivate var namesFunction: Bool {
        references.contains { if case .api(let api) = $0 { Self.ownNames.contains(api) } else { false } }
    }

    private static let ownNames: Set<String> = [
        "lambda.context.functionName", "lambda.context.function_name", "github.com/aws/aws-lambda-go/lambdacontext.FunctionName",
    ]
}

extension AccessPath {
    /// Whether it is the name of the bucket that an event of S3 is about; Go's structs spell its parts with capitals.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    fileprivate var namesBucket: Bool {
        let parts = fields.suffix(3).map { $0.lowercased() }
        return parts == ["s3", "bucket", "name"] || parts == ["detail", "bucket", "name"]
    }
}
