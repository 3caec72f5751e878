import CodeAnalysis

/// What a signed form for an upload sets beside the object, in its fields or in what its policy allows of them.
/// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-policy.html
struct PostForm {
    /// Values by the parameters that an upload without a form has for them.
    private(set) var named: [String: AbstractValue] = [:]
    /// Whether there may be others.
    private(set) var isOpen = false
    private let analysis: HandlerAnalysis

    private static let parameters = [("acl", "ACL"), ("tagging", "Tagging")]

    init(_ call: CallParameters, _ analysis: HandlerAnalysis) {
        self.analysis = analysis
        for fields in Self.values("Fields", call, analysis) {
            add(fields)
            if Self.values("Key", call, analysis).isEmpty { named["Key"] = analysis.field("key", of: fields) }
        }
        for conditions in Self.values("Conditions", call, analysis) { addConditions(conditions) }
    }

    private static func values(_ name: String, _ call: CallParameters, _ analysis: HandlerAnalysis) -> [AbstractValue] {
        call.named[name].map { [$0] } ?? call.objects.compactMap { analysis.field(name, of: $0) }
    }

    private mutating func add(_ fields: AbstractValue) {
        isOpen = isOpen || analysis.hidesMembers(fields)
        for (name, parameter) in Self.parameters {
            if let value = analysis.field(name, of: fields) { named[parameter] = value }
        }
    }

    /// A condition is an object with a field, or a list such as `["starts-with", "$acl", "public"]`.
    private mutating func addConditions(_ conditions: AbstractValue) {
        isOpen = isOpen || conditions.mayBeUnseen
        for condition in analysis.elements(of: conditions) {
            let parts = analysis.elements(of: condition)
            guard parts.count > 1 else {
                add(condition)
                continue
            }
            for (name, parameter) in Self.parameters where parts[1].strings.contains("$" + name) { named[parameter] = parts.last }
        }
    }
}

extension CallParameters {
    /// Adds what a form sets; what the call itself says stays.
    mutating func add(_ form: PostForm) {
        named.merge(form.named) { own, _ in own }
        isOpen = isOpen || form.isOpen
    }
}
