import CodeAnalysis
import Permissions

/// What the requests of the SDKs for Java hold: builders and their setters are read by the analysis, which keeps fields as
/// the service names them.
struct JavaRequest {
    private let analysis: HandlerAnalysis

    init(_ analysis: HandlerAnalysis) { self.analysis = analysis }

    /// A field of a request in either spelling.
    func field(_ name: String, of request: AbstractValue) -> AbstractValue? {
        analysis.field(name, of: request) ?? analysis.field(name.switchingCase, of: request)
    }

    /// The parameters of a request object.
    func parameters(of operation: SDKOperation, _ request: AbstractValue?) -> CallParameters {
        guard let request else { return CallParameters() }
        var parameters = CallParameters(object: request)
        // What a request of version 1 was made with stands in the order of its constructor.
        let made = analysis.arguments(madeWith: request)
        name(made, by: operation, &parameters)
        for (written, name) in Self.renamed where operation.client == "s3" {
            if parameters.named[name] == nil, let value = field(written, of: request) { parameters.named[name] = value }
        }
        if operation.name == "CopyObject" { parameters.source = source(of: request, made) }
        return parameters
    }

    /// The parameters of a call of version 1, which takes a request, or its most common fields one by one.
    func parameters(of operation: SDKOperation, given arguments: [AbstractValue]) -> CallParameters {
        guard let first = arguments.first else { return CallParameters() }
        if analysis.apis(of: first).contains(where: { $0.hasSuffix("Request#") }) { return parameters(of: operation, first) }
        guard Self.names(of: operation) != nil else { return CallParameters(object: first) }
        var parameters = CallParameters()
        name(arguments, by: operation, &parameters)
        if operation.name == "CopyObject" { parameters.source = Self.source(arguments) }
        return parameters
    }

    private func name(_ values: [AbstractValue], by operation: SDKOperation, _ parameters: inout CallParameters) {
        for (name, value) in zip(Self.names(of: operation) ?? [], values) where !name.isEmpty && parameters.named[name] == nil {
            parameters.named[name] = value
        }
    }

    // MARK: What is copied

    private func source(of request: AbstractValue, _ made: [AbstractValue]) -> [String: AbstractValue]? {
        let bucket = field("SourceBucketName", of: request) ?? field("SourceBucket", of: request)
        let key = field("SourceKey", of: request)
        guard bucket != nil || key != nil else { return Self.source(made) }
        return ["Bucket": bucket, "Key": key].compactMapValues(\.self)
    }

    private static func source(_ values: [AbstractValue]) -> [String: AbstractValue]? {
        values.count < 4 ? nil : ["Bucket": values[0], "Key": values[1]]
    }

    // MARK: Names

    /// What S3 calls the fields that version 1, and version 2 where it copies, name otherwise.
    private static let renamed = [
        ("BucketName", "Bucket"), ("DestinationBucketName", "Bucket"), ("DestinationBucket", "Bucket"), ("DestinationKey", "Key"),
        ("CannedAcl", "ACL"), ("CannedACL", "ACL"), ("Acl", "ACL"), ("AccessControlList", "ACL"),
    ]

    /// The fields that the constructor of a request, or a call without one, takes first.
    private static func names(of operation: SDKOperation) -> [String]? {
        switch (operation.client, operation.name) {
        case ("s3", "CopyObject"): ["", "", "Bucket", "Key"]
        case ("s3", "ListBuckets"): nil
        case ("s3", let name) where name.contains("Object") && !name.hasPrefix("ListObject") && name != "DeleteObjects": ["Bucket", "Key"]
        case ("s3", _): ["Bucket"]
        case ("dynamodb", let name) where !name.hasPrefix("Batch") && !name.hasPrefix("Transact") && !name.hasPrefix("List"): ["TableName"]
        case ("sqs", "GetQueueUrl"), ("sqs", "CreateQueue"): ["QueueName"]
        case ("sqs", let name) where !name.hasPrefix("List"): ["QueueUrl"]
        case ("sns", "Publish"), ("sns", "Subscribe"): ["TopicArn"]
        case ("kinesis", "PutRecord"): ["StreamName"]
        default: nil
        }
    }
}
