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
        buckets = function.triggers.filter { $0.kind == .objectStorage }.flatMap(names.sources)
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
        if texts.isEmpty, !buckets.isEmpty, !value.origins.isEmpty, value.origins.allSatisfy({ $0.path.namesBucket }) { return buckets }
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
            case .value: "*"
            }
        }.joined()
        return text
    }

    // MARK: Parameters

    /// What a path of parameters may hold; `nil` when nothing is given there.
    func values(at path: SDKParameterPath, in parameters: CallParameters) -> [AbstractValue]? {
        guard case .member(let name)? = path.steps.first else { return nil }
        var found: [AbstractValue] = parameters.named[name].map { [$0] } ?? []
        if found.isEmpty { found = parameters.objects.compactMap { analysis.field(name, of: $0) } }
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

    private func keys(of map: AbstractValue) -> [String] {
        let names = analysis.fieldNames(of: map)
        return names.isEmpty ? ["*"] : names
    }

    private func next(_ step: SDKParameterPath.Step, in value: AbstractValue) -> [AbstractValue] {
        switch step {
        case .member(let name): analysis.field(name, of: value).map { [$0] } ?? []
        case .elements: analysis.elements(of: value)
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

    private func test(_ condition: SDKCondition, _ parameters: CallParameters, _ passes: (String) -> Bool) -> Bool? {
        guard let texts = condition.paths.lazy.compactMap({ self.texts(at: $0, in: parameters) }).first else {
            return parameters.isOpen ? nil : false
        }
        if texts.contains(where: { $0 != "*" && passes($0) }) { return true }
        return texts.contains { $0.contains("*") } ? nil : false
    }
}

extension AccessPath {
    /// Whether it is the name of the bucket that an event of S3 is about.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    fileprivate var namesBucket: Bool { Array(fields.suffix(3)) == ["s3", "bucket", "name"] }
}
