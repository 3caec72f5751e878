internal import CPermissionTables

/// A method that calls operations under other names: `upload`, `getSignedUrl`, `batch_writer`, or a library's.
package struct SDKHelper: Sendable, Hashable {
    /// The method's name; `*` for every other one.
    package let name: String
    /// The operations it may call, such as `s3.PutObject`, or patterns such as `{svc}.{arg0}`, and actions such as
    /// `rds-db:connect`.
    package let calls: [String]

    /// The operations it may call as well, beside those it calls.
    package var possibleCalls: [String] {
        // A form or a link is one request.
        name.lowercased().contains("presign") ? [] : Self.possibleCalls(beside: calls)
    }

    /// The operations that are called as well where a library does the others with what is large: it is sent and copied in
    /// parts, which are given up where one fails.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
    package static func possibleCalls(beside calls: [String]) -> [String] {
        if calls.contains("s3.CopyObject") { return ["s3.UploadPartCopy", "s3.AbortMultipartUpload"] }
        return calls.contains("s3.PutObject") ? ["s3.UploadPart", "s3.AbortMultipartUpload"] : []
    }
}

/// The methods that call operations under other names.
package struct SDKHelpers: Sendable {
    /// The table that ships with the program.
    package static let bundled = SDKHelpers(
        Array(UnsafeBufferPointer(start: ringfence_sdk_helpers(), count: ringfence_sdk_helpers_length())))

    private let table: SortedLines

    init(_ bytes: [UInt8]) { table = SortedLines(bytes) }

    /// The helpers of something in a language, such as `AWS.S3` in `js2`, in order.
    package func helpers(_ language: String, of owner: String) -> [SDKHelper] {
        guard let line = table.value(of: Array("\(language) \(owner)".utf8)) else { return [] }
        return NamedFields.pairs(in: line).flatMap { name, calls in
            let calls = calls.split(separator: ",").map(String.init)
            return name.split(separator: "|").map { SDKHelper(name: String($0), calls: calls) }
        }
    }

    /// The helper of a name.
    package func helper(_ language: String, _ owner: String, _ method: String) -> SDKHelper? {
        helpers(language, of: owner).first { $0.name == method }
    }
}

/// A resource of boto3: an object that stands for one thing of AWS's, such as a table.
package struct BotoResource: Sendable {
    /// The client it belongs to.
    package let client: String
    /// The class, such as `Table`; empty for what `boto3.resource("dynamodb")` gives.
    package let type: String
    /// The identifiers it is made with and the parameters they become; empty where they become none.
    package let identifiers: [(name: String, value: String)]
    private let methods: ArraySlice<UInt8>
    private let makers: ArraySlice<UInt8>
    private let collections: ArraySlice<UInt8>
    private let waiters: ArraySlice<UInt8>

    /// The resource of a client and class.
    package static func bundled(client: String, type: String) -> BotoResource? {
        table.value(of: Array("\(client).\(type)".utf8)).map { BotoResource(client: client, type: type, line: $0) }
    }

    private init(client: String, type: String, line: ArraySlice<UInt8>) {
        let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        let field = { (index: Int) in index < fields.count ? fields[index] : [] }
        self.client = client
        self.type = type
        identifiers = NamedFields.pairs(in: field(0))
        methods = field(1)
        makers = field(2)
        collections = field(3)
        waiters = field(4)
    }

    /// The operation of a method.
    package func operation(of method: String) -> SDKOperation? {
        let name = NamedFields.value(of: method, in: methods)
        if let name { return SDKClients.bundled[name: client]?.operation(String(decoding: name, as: UTF8.self)) }
        return NamedFields.value(of: method, in: waiters).flatMap {
            SDKClients.bundled[name: client]?.operation(ofWaiter: String(decoding: $0, as: UTF8.self))
        }
    }

    /// The class of what a method makes, such as `Table` for `Table`.
    package func type(madeBy method: String) -> String? {
        NamedFields.value(of: method, in: makers).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The operation that lists a collection, and the class of its elements.
    package func collection(_ name: String) -> (operation: SDKOperation, type: String)? {
        guard let value = NamedFields.value(of: name, in: collections) else { return nil }
        let parts = String(decoding: value, as: UTF8.self).split(separator: ",").map(String.init)
        guard parts.count == 2, let operation = SDKClients.bundled[name: client]?.operation(parts[0]) else { return nil }
        return (operation, parts[1])
    }

    private static let table = SortedLines(
        Array(UnsafeBufferPointer(start: ringfence_sdk_resources(), count: ringfence_sdk_resources_length())))
}
