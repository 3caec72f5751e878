internal import CPermissionTables

/// What one client of AWS's SDKs can call, and what each call needs; every language's SDK is made from the same model.
package struct SDKClient: Sendable {
    /// The client's name in boto3, such as `dynamodb`, which names it in every table.
    package let name: String
    /// The prefix of its actions, such as `dynamodb`.
    package let prefix: String
    /// How AWS's model names the service, such as `DynamoDB` and `API Gateway`; the first is the usual one.
    package let serviceIDs: [String]
    private let operations: ArraySlice<UInt8>
    private let pythonNames: ArraySlice<UInt8>
    private let waiters: ArraySlice<UInt8>

    fileprivate init(name: String, line: ArraySlice<UInt8>) {
        let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        let field = { (index: Int) in index < fields.count ? fields[index] : [] }
        self.name = name
        prefix = String(decoding: field(0), as: UTF8.self)
        serviceIDs = field(1).split(separator: UInt8(ascii: "|")).map { String(decoding: $0, as: UTF8.self) }
        operations = field(3)
        pythonNames = field(4)
        waiters = field(5)
    }

    /// An operation by its name in AWS's model, such as `PutItem`; `nil` when there is none.
    package func operation(_ name: String) -> SDKOperation? {
        NamedFields.value(of: name, in: operations).map { SDKOperation(client: self.name, prefix: prefix, name: name, needs: $0) }
    }

    /// An operation by its name with the first letter in lower case, as JavaScript and Java spell it.
    package func operation(lowerCamel name: String) -> SDKOperation? {
        guard let first = name.first, first.isLowercase else { return nil }
        return operation(first.uppercased() + name.dropFirst())
    }

    /// An operation by the name of its method in Python.
    package func operation(python name: String) -> SDKOperation? {
        if let exception = NamedFields.name(of: name, in: pythonNames) { return operation(exception) }
        let wanted = name.utf8.filter { $0 != UInt8(ascii: "_") }
        // Names that differ in underscores only are one operation's: the rule loses nothing but them and letters' case.
        return NamedFields.names(in: operations).first { Self.isSame($0, wanted) }.flatMap {
            operation(String(decoding: $0, as: UTF8.self))
        }
    }

    /// The operation that a waiter such as `TableExists` calls until its answer is right.
    package func operation(ofWaiter name: String) -> SDKOperation? {
        NamedFields.value(of: name, in: waiters).flatMap { operation(String(decoding: $0, as: UTF8.self)) }
    }

    /// The operation of a waiter by its name in Python, such as `table_exists`.
    package func operation(ofPythonWaiter name: String) -> SDKOperation? {
        let wanted = name.utf8.filter { $0 != UInt8(ascii: "_") }
        return NamedFields.names(in: waiters).first { Self.isSame($0, wanted) }.flatMap {
            operation(ofWaiter: String(decoding: $0, as: UTF8.self))
        }
    }

    /// All operations, by name.
    package var allOperations: [SDKOperation] {
        NamedFields.names(in: operations).compactMap { operation(String(decoding: $0, as: UTF8.self)) }
    }

    private static func isSame(_ name: ArraySlice<UInt8>, _ lowered: [UInt8]) -> Bool {
        name.count == lowered.count && zip(name, lowered).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
    }
}

/// The clients of AWS's SDKs, by what each language calls them; made on first use.
package struct SDKClients: Sendable {
    /// The clients that ship with the program.
    package static let bundled = SDKClients(
        Array(UnsafeBufferPointer(start: ringfence_sdk_operations(), count: ringfence_sdk_operations_length())))

    private let table: SortedLines
    /// Names of clients by service ids in lower case without blanks and hyphens.
    private var byServiceID: [String: String] = [:]
    private var byJavaScriptClass: [String: String] = [:]

    init(_ bytes: [UInt8]) {
        table = SortedLines(bytes)
        for line in table.lines {
            let name = String(decoding: line.key, as: UTF8.self)
            let fields = line.value.split(separator: UInt8(ascii: "\t"), maxSplits: 3, omittingEmptySubsequences: false)
            guard fields.count > 2 else { continue }
            for id in fields[1].split(separator: UInt8(ascii: "|")) {
                byServiceID[Self.folded(String(decoding: id, as: UTF8.self))] = name
            }
            for type in fields[2].split(separator: UInt8(ascii: "|")) { byJavaScriptClass[String(decoding: type, as: UTF8.self)] = name }
        }
    }

    /// The client of a name in boto3.
    package subscript(name name: String) -> SDKClient? {
        table.value(of: Array(name.utf8)).map { SDKClient(name: name, line: $0) }
    }

    /// All clients, by name.
    package var all: [SDKClient] { table.lines.map { SDKClient(name: String(decoding: $0.key, as: UTF8.self), line: $0.value) } }

    /// The client of a service id in any spelling: `DynamoDB`, `dynamodb`, `api-gateway`.
    package func client(serviceID: String) -> SDKClient? { byServiceID[Self.folded(serviceID)].flatMap { self[name: $0] } }

    /// The client of a class of version 2 of the SDK for JavaScript, such as `StepFunctions`.
    package func client(javaScriptClass: String) -> SDKClient? { byJavaScriptClass[javaScriptClass].flatMap { self[name: $0] } }

    private static func folded(_ id: String) -> String {
        String(decoding: id.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }, as: UTF8.self).lowercased()
    }
}

/// `name=value` separated by spaces, looked through without being parsed.
enum NamedFields {
    static func value(of name: String, in fields: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let head = Array((name + "=").utf8)
        guard let first = head.first else { return nil }
        var start = fields.startIndex
        while start < fields.endIndex {
            let end = fields[start...].firstIndex(of: UInt8(ascii: " ")) ?? fields.endIndex
            if fields[start] == first, fields[start..<end].starts(with: head) { return fields[(start + head.count)..<end] }
            start = end + 1
        }
        return nil
    }

    static func names(in fields: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        fields.split(separator: UInt8(ascii: " ")).map { $0.prefix { $0 != UInt8(ascii: "=") } }
    }

    /// The first name that has a value.
    static func name(of value: String, in fields: ArraySlice<UInt8>) -> String? {
        for field in fields.split(separator: UInt8(ascii: " ")) {
            let name = field.prefix { $0 != UInt8(ascii: "=") }
            if field.dropFirst(name.count + 1).elementsEqual(value.utf8) { return String(decoding: name, as: UTF8.self) }
        }
        return nil
    }

    /// All names with their values.
    static func pairs(in fields: ArraySlice<UInt8>) -> [(name: String, value: String)] {
        fields.split(separator: UInt8(ascii: " ")).map { field in
            let name = field.prefix { $0 != UInt8(ascii: "=") }
            return (String(decoding: name, as: UTF8.self), String(decoding: field.dropFirst(name.count + 1), as: UTF8.self))
        }
    }
}
