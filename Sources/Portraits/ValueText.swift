import ApplicationModel

/// A value in one line for people: what is known as it is, what is not in words.
struct ValueText {
    /// What of the manifest's own text may be seen.
    enum Text {
        /// All of it.
        case shown
        /// None of it: what text surrounds and what is not known is said, references are named.
        case hidden
    }

    /// The line; may hold anything that the manifest holds, so it is escaped for its sink by whoever shows it.
    let line: String

    /// Describes a value; containers by their keys or their length.
    init(_ value: Value, _ text: Text) {
        line =
            switch text {
            case .shown: ValueText.text(value)
            case .hidden: ValueText.references(value)
            }
    }

    private static func text(_ value: Value) -> String {
        switch value.content {
        case .null: "null"
        case .bool, .number, .string: value.scalarText ?? ""
        case .list(let elements):
            elements.count == 1 ? "a list of 1 element" : "a list of \(elements.count) elements"
        case .map(let members): "a map with \(members.prefix(12).map(\.key).joined(separator: ", "))"
        case .symbolic(let symbol): symbol.inWords
        case .composed(let parts): parts.map(text).joined()
        case .unknown(let reason): "unknown: \(reason)"
        }
    }

    private static func text(_ part: Value.Part) -> String {
        switch part {
        case .literal(let text): text
        case .symbol(let symbol): "‹\(symbol.inAWord)›"
        case .unknown: "‹unknown›"
        }
    }

    private static func references(_ value: Value) -> String {
        switch value.content {
        case .bool, .number, .string: "text, not shown"
        case .composed(let parts):
            "text, not shown, with " + parts.compactMap(reference).joined(separator: " and ")
        case .symbolic(let symbol): symbol.inAWord
        case .unknown: "not known"
        case .null, .list, .map: text(value)
        }
    }

    private static func reference(_ part: Value.Part) -> String? {
        switch part {
        case .literal: nil
        case .symbol(let symbol): "‹\(symbol.inAWord)›"
        case .unknown: "something not known"
        }
    }
}

extension Symbol {
    /// What is referred to, as people call it.
    var inWords: String {
        switch self {
        case .resource(let id, let attribute): attribute.map { "\(id).\($0)" } ?? id
        case .parameter(let name): "parameter \(name)"
        case .pseudoParameter(let name): Symbol.pseudoParameters[name] ?? name
        case .secret(let reference): "\(reference.store.inWords) \(reference.name)"
        case .environment(let name): "environment variable \(name) of whoever deploys"
        case .imported(let name): Symbol.imported(name) + ", read when deploying"
        case .intrinsic(let name, _): "what \(name) comes to"
        case .variable(let text, let reason): "\(text) (\(reason))"
        }
    }

    /// The same within other text: without reasons, which would also quote text.
    var inAWord: String {
        switch self {
        case .environment(let name): "environment variable \(name)"
        case .imported(let name): Symbol.imported(name)
        case .intrinsic(let name, _): name
        case .variable(let text, _): text
        case .resource, .parameter, .pseudoParameter, .secret: inWords
        }
    }

    private static func imported(_ name: String) -> String {
        let halves = name.split(separator: ":", maxSplits: 1)
        guard halves.count == 2, let kind = outputs[String(halves[0])] else { return "output \(name)" }
        return "\(kind) \(halves[1])"
    }

    private static let outputs = [
        "cf": "stack output", "terraform": "Terraform output", "s3": "S3 object",
        "output": "service output",
        "state": "state of service",
    ]

    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
    private static let pseudoParameters = [
        "AWS::AccountId": "account", "AWS::Region": "region", "AWS::Partition": "partition",
        "AWS::StackName": "stack name", "AWS::StackId": "stack id", "AWS::URLSuffix": "URL suffix",
        "AWS::NotificationARNs": "notification ARNs", "AWS::NoValue": "no value",
    ]
}

extension SecretReference.Store {
    fileprivate var inWords: String {
        switch self {
        case .parameterStore: "SSM parameter"
        case .secretsManager: "secret"
        case .vault: "Vault secret"
        case .s3: "S3 object"
        case .other: "stored secret"
        }
    }
}
