import ApplicationModel
import CodeAnalysis
import Permissions

/// Turns values of code into the names and ARNs that they will be once deployed.
struct CodeNames: Sendable {
    private let analysis: HandlerAnalysis
    private let environment: [String: [String]]
    /// The buckets whose events the function gets.
    private let buckets: [String]

    /// Knows the values of the function's environment.
    init(_ analysis: HandlerAnalysis, _ function: Function, _ names: ManifestNames) {
        self.analysis = analysis
        buckets = function.triggers.flatMap(names.buckets)
        environment = Dictionary(function.environment.map { ($0.name, names.texts(of: $0.value)) }, uniquingKeysWith: { _, last in last })
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
        if texts.isEmpty, !value.text.isEmpty { return [composed(value.text)] }
        if texts.isEmpty, let buckets = buckets(in: value.origins) { return buckets }
        let isKnown = !value.isOpen && value.origins.isEmpty && value.references.isEmpty
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
        guard let values = values(at: SDKParameterPath(steps: [.member("CopySource")]), in: parameters) else { return nil }
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

    // MARK: Parameters

    /// What a path of parameters may hold; `nil` when nothing is given there.
    func values(at path: SDKParameterPath, in parameters: CallParameters) -> [AbstractValue]? {
        guard case .member(let name)? = path.steps.first else { return nil }
        var found: [AbstractValue] = (parameters.named[name] ?? parameters.named[name.switchingCase]).map { [$0] } ?? []
        if found.isEmpty { found = parameters.objects.compactMap { field(name, of: $0) } }
        for step in path.steps.dropFirst() { found = found.flatMap { next(step, in: $0) } }
        return found.isEmpty ? nil : found
    }

    /// The texts at a path of parameters; `nil` when nothing is given there.
    func texts(at path: SDKParameterPath, in parameters: CallParameters) -> [String]? {
        if path.steps.last == .keys {
            let maps = values(at: SDKParameterPath(steps: Array(path.steps.dropLast())), in: parameters)
            return maps.map { $0.flatMap(keys) }
        }
        return values(at: path, in: parameters).map { $0.flatMap(texts) }
    }

    /// The names of an object's fields; `*` when they cannot be told.
    func keys(of map: AbstractValue) -> [String] {
        let names = analysis.fieldNames(of: map)
        return names.isEmpty ? ["*"] : names
    }

    /// A field of an object in either spelling, or of what a library's object was made of: a struct of Go's.
    private func field(_ name: String, of value: AbstractValue) -> AbstractValue? {
        let own = analysis.field(name, of: value) ?? analysis.field(name.switchingCase, of: value)
        return own ?? analysis.arguments(madeWith: value).lazy.compactMap { made in
            analysis.field(name, of: made) ?? analysis.field(name.switchingCase, of: made)
        }.first
    }

    /// The elements of a list; Java hands them over one by one as well.
    private func elements(of value: AbstractValue) -> [AbstractValue] {
        let elements = analysis.elements(of: value)
        let isObject = analysis.objects(of: value).contains { if case .external = $0.kind { true } else { false } }
        return elements.isEmpty && isObject ? [value] : elements
    }

    private func next(_ step: SDKParameterPath.Step, in value: AbstractValue) -> [AbstractValue] {
        switch step {
        case .member(let name): field(name, of: value).map { [$0] } ?? []
        case .elements: elements(of: value)
        case .members, .keys: analysis.fieldNames(of: value).compactMap { analysis.field($0, of: value) }
        }
    }

    // MARK: Conditions

    /// Whether a condition on parameters holds; `nil` when that cannot be told.
    func holds(_ condition: SDKCondition, in parameters: CallParameters) -> Bool? {
        switch condition.test {
        case .given:
            if condition.paths.contains(where: { values(at: $0, in: parameters) != nil }) { return true }
            return parameters.isOpen ? nil : false
        case .missing:
            if condition.paths.contains(where: { values(at: $0, in: parameters) != nil }) { return false }
            return parameters.isOpen ? nil : true
        case .contains(let part): return test(condition, parameters) { $0.lowercased().contains(part.lowercased()) }
        case .equals(let text): return test(condition, parameters) { $0 == text }
        case .differs(let text): return test(condition, parameters) { $0 != text }
        }
    }

    /// Whether all that is known of a parameter is that it is made of parts of the event, whose keys hold no query.
    private func isFromEvent(_ condition: SDKCondition, _ parameters: CallParameters) -> Bool {
        let values = condition.paths.lazy.compactMap { self.values(at: $0, in: parameters) }.first ?? []
        return !values.isEmpty && values.allSatisfy { value in value.origins.contains(where: \.path.namesBucket) }
    }

    /// Python names the source of a copy by its parts.
    private func namesVersion(_ condition: SDKCondition, _ parameters: CallParameters) -> Bool? {
        guard case .contains(let text) = condition.test, text.hasPrefix("versionId") else { return nil }
        let parts = condition.paths.compactMap { values(at: $0, in: parameters) }.flatMap { $0 }.filter { field("Bucket", of: $0) != nil }
        return parts.isEmpty ? nil : parts.contains { field("VersionId", of: $0) != nil }
    }

    private func test(_ condition: SDKCondition, _ parameters: CallParameters, _ passes: (String) -> Bool) -> Bool? {
        if let isNamed = namesVersion(condition, parameters) { return isNamed }
        guard let texts = condition.paths.lazy.compactMap({ self.texts(at: $0, in: parameters) }).first else {
            return parameters.isOpen ? nil : false
        }
        if texts.contains(where: { $0 != "*" && passes($0) }) { return true }
        // What is looked for within a text is written as it stands, beside what is put there.
        if case .contains = condition.test { return texts.contains("*") && !isFromEvent(condition, parameters) ? nil : false }
        return texts.contains { $0.contains("*") } ? nil : false
    }
}

extension AccessPath {
    /// Whether it is the name of the bucket that an event of S3 is about; Go's structs spell its parts with capitals.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    fileprivate var namesBucket: Bool {
        let parts = fields.suffix(3).map { $0.lowercased() }
        return parts == ["s3", "bucket", "name"] || parts == ["detail", "bucket", "name"]
    }
}
