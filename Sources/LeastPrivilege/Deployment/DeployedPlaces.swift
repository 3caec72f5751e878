import ApplicationModel

/// What CloudFormation works on when it makes a resource: the resource itself, or the one that a property of it names.
struct DeployedPlaces {
    private let application: Application
    private let names: ManifestNames
    private let stack: StackNames

    init(_ application: Application, _ names: ManifestNames) {
        self.application = application
        self.names = names
        stack = StackNames(application)
    }

    /// The properties that name what a resource is about, with the start of the ARN that a name alone stands for.
    private static let properties: [String: (property: String, start: String)] = [
        "AWS::Lambda::Permission": ("FunctionName", "arn:aws:lambda:*:*:function:"),
        "AWS::Lambda::Version": ("FunctionName", "arn:aws:lambda:*:*:function:"),
        "AWS::Lambda::Alias": ("FunctionName", "arn:aws:lambda:*:*:function:"),
        "AWS::Lambda::Url": ("TargetFunctionArn", "arn:aws:lambda:*:*:function:"),
        "AWS::S3::BucketPolicy": ("Bucket", "arn:aws:s3:::"),
        "AWS::SQS::QueuePolicy": ("Queues", "arn:aws:sqs:*:*:"),
        "AWS::SNS::Subscription": ("TopicArn", "arn:aws:sns:*:*:"),
        "AWS::SNS::TopicPolicy": ("Topics", "arn:aws:sns:*:*:"),
    ]

    /// Whether resources of a type name what they are about in a property.
    static func isToldByProperty(_ type: String) -> Bool { properties[type] != nil }

    /// The ARNs as a policy takes them outside any template; `nil` where they cannot be told.
    func arns(of resource: Resource) -> [String]? {
        guard let (property, start) = Self.properties[resource.type] else { return own(resource).map { [$0] } }
        guard let value = resource.properties[property] else { return nil }
        let named = (value.elements.isEmpty ? [value] : value.elements).flatMap(names.texts).map { arn($0, start) }
        let known = named.compactMap(\.self)
        guard !known.isEmpty, known.count == named.count else { return nil }
        return resource.type.hasPrefix("AWS::Lambda::") ? known.flatMap { $0.hasSuffix("*") ? [$0] : [$0, $0 + ":*"] } : known
    }

    private func own(_ resource: Resource) -> String? {
        guard let arn = names.arn(of: resource).flatMap(ARNPattern.init) else { return nil }
        return resource.type == "AWS::Logs::LogGroup" ? stack.plain(arn) + ":*" : stack.plain(arn)
    }

    /// A queue may be named by its address.
    private func arn(_ text: String, _ start: String) -> String? {
        let name = text.hasPrefix("https://") ? String(text.split(separator: "/").last ?? "*") : text
        guard name != "*", let arn = ARNPattern(name.hasPrefix("arn:") ? name : start + name), !arn.resource.isEmpty, arn.resource != "*" else { return nil }
        let plain = stack.plain(arn)
        return plain == start + "*" ? nil : plain
    }
}
