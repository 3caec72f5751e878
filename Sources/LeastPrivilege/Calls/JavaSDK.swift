import CodeAnalysis
import Permissions

/// Reads calls of the SDKs for Java, versions 1 and 2.
struct JavaSDK {
    let call: CallFact
    let analysis: HandlerAnalysis

    init(_ call: CallFact, _ analysis: HandlerAnalysis) {
        self.call = call
        self.analysis = analysis
    }

    func reading(of api: String) -> SDKReading? {
        guard let path = JavaPath(api) else { return nil }
        if let reading = JavaMappers(call, analysis).reading(of: path) { return reading }
        if path.package.hasPrefix(JavaPath.version2) { return version2(path) }
        return path.package.hasPrefix(JavaPath.version1) ? version1(path) : nil
    }

    // MARK: Version 2

    private func version2(_ path: JavaPath) -> SDKReading? {
        if path.method.hasSuffix("generateAuthenticationToken") { return SDKReading(action: "rds-db:connect") }
        guard let client = SDKClients.bundled.client(serviceID: path.service(after: JavaPath.version2)) else { return nil }
        if let name = path.method.waiter {
            return client.operation(ofWaiter: name).map { reading($0, of: call.arguments.first?.value) }
        }
        if path.type.hasSuffix("Presigner") { return presigned(path.method, client) }
        guard path.type.hasSuffix("Client") else { return nil }
        return operation(path.method, of: client, without: ["AsBytes", "Paginator"]).map { reading($0, of: call.arguments.first?.value) }
    }

    /// `presignGetObject(request)`, whose request holds the request that is signed.
    private func presigned(_ method: String, _ client: SDKClient) -> SDKReading? {
        guard method.hasPrefix("presign"), let operation = client.operation(String(method.dropFirst("presign".count))) else { return nil }
        let request = call.arguments.first.flatMap { JavaRequest(analysis).field("\(operation.name)Request", of: $0.value) }
        return reading(operation, of: request)
    }

    private func operation(_ method: String, of client: SDKClient, without suffixes: [String]) -> SDKOperation? {
        if let operation = client.operation(lowerCamel: method) { return operation }
        for suffix in suffixes where method.hasSuffix(suffix) {
            if let operation = client.operation(lowerCamel: String(method.dropLast(suffix.count))) { return operation }
        }
        return nil
    }

    private func reading(_ operation: SDKOperation, of request: AbstractValue?) -> SDKReading {
        SDKReading(operation, JavaRequest(analysis).parameters(of: operation, request), call)
    }

    // MARK: Version 1

    /// The packages of version 1 that are not named for the service's id.
    private static let packages = [
        "dynamodbv2": "dynamodb", "simpleemail": "ses", "simpleemailv2": "sesv2", "simplesystemsmanagement": "ssm", "stepfunctions": "stepfunctions",
        "cognitoidp": "cognito-idp", "cognitoidentity": "cognito-identity", "kinesisfirehose": "firehose", "securitytoken": "sts",
        "identitymanagement": "iam", "elasticmapreduce": "emr", "iotdata": "iot-data", "cloudwatchevents": "events",
    ]

    private func version1(_ path: JavaPath) -> SDKReading? {
        if path.type == "RdsIamAuthTokenGenerator", path.method == "getAuthToken" { return SDKReading(action: "rds-db:connect") }
        let package = path.service(after: JavaPath.version1)
        guard path.type.hasPrefix("Amazon") || path.type.hasPrefix("AWS"),
            let client = Self.packages[package].flatMap({ SDKClients.bundled[name: $0] }) ?? SDKClients.bundled.client(serviceID: package)
        else { return nil }
        let operation = self.operation(path.method, of: client, without: ["Async"])
        guard let operation = operation ?? Self.renamed[path.method].flatMap({ client.operation($0) }) else { return helper(path, client) }
        return SDKReading(operation, JavaRequest(analysis).parameters(of: operation, given: call.arguments.map(\.value)), call)
    }

    /// Methods of version 1 for S3 that are not named for their operations.
    /// Source: https://docs.aws.amazon.com/AWSJavaSDK/latest/javadoc/com/amazonaws/services/s3/AmazonS3.html
    private static let renamed = [
        "getObjectMetadata": "HeadObject", "doesObjectExist": "HeadObject", "getObjectAsString": "GetObject", "setObjectAcl": "PutObjectAcl",
        "doesBucketExist": "HeadBucket", "doesBucketExistV2": "GetBucketAcl", "listNextBatchOfObjects": "ListObjects", "listVersions": "ListObjectVersions",
        "initiateMultipartUpload": "CreateMultipartUpload", "setObjectTagging": "PutObjectTagging", "setBucketPolicy": "PutBucketPolicy",
        "copyPart": "UploadPartCopy", "deleteVersion": "DeleteObject", "selectObjectContent": "SelectObjectContent",
    ]

    /// `generatePresignedUrl(bucket, key, expiration, method)`: to read, unless its method is another.
    private func helper(_ path: JavaPath, _ client: SDKClient) -> SDKReading? {
        guard path.method == "generatePresignedUrl", client.name == "s3" else { return nil }
        let given = call.arguments.map(\.value)
        let written = given.dropFirst(2) + [given.first.flatMap { JavaRequest(analysis).field("Method", of: $0) }].compactMap(\.self)
        let method = written.lazy.flatMap(analysis.apis).first { $0.hasPrefix("com.amazonaws.HttpMethod.") }?.split(separator: ".").last
        let name = method == "PUT" ? "PutObject" : method == "DELETE" ? "DeleteObject" : method == "HEAD" ? "HeadObject" : "GetObject"
        return client.operation(name).map { SDKReading($0, JavaRequest(analysis).parameters(of: $0, given: given), call) }
    }
}

/// A method of an instance of a library's class: `software.amazon.awssdk.services.s3.S3Client#getObject`.
struct JavaPath {
    static let version1 = "com.amazonaws.services."
    static let version2 = "software.amazon.awssdk.services."

    /// The package of the class.
    let package: String
    /// The class.
    let type: String
    /// What stands behind the instance: a method, or several that follow each other.
    let method: String

    init?(_ api: String) {
        guard api.hasPrefix("software.amazon.") || api.hasPrefix("com.amazonaws."), let mark = api.firstIndex(of: "#") else { return nil }
        let owner = api[..<mark]
        guard let dot = owner.lastIndex(of: ".") else { return nil }
        package = String(owner[..<dot])
        type = String(owner[owner.index(after: dot)...])
        method = String(api[api.index(after: mark)...])
    }

    /// The part of the package that names the service.
    func service(after prefix: String) -> String { String(package.dropFirst(prefix.count).prefix { $0 != "." }) }
}

extension String {
    /// What a method waits for: `TableExists` of `waitUntilTableExists`.
    fileprivate var waiter: String? {
        let method = hasPrefix("waiter().") ? dropFirst("waiter().".count) : self[...]
        return method.hasPrefix("waitUntil") ? String(method.dropFirst("waitUntil".count)) : nil
    }
}
