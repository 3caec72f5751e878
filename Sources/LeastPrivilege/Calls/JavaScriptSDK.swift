import CodeAnalysis
import Permissions

/// Reads calls of the SDKs for JavaScript, versions 2 and 3.
struct JavaScriptSDK {
    private let call: CallFact
    private let analysis: HandlerAnalysis

    init(_ call: CallFact, _ analysis: HandlerAnalysis) {
        self.call = call
        self.analysis = analysis
    }

    func reading(of api: String) -> SDKReading? {
        if api.hasPrefix("@aws-sdk/") { return version3(String(api.dropFirst("@aws-sdk/".count))) }
        if api.hasPrefix("aws-sdk.") { return version2(String(api.dropFirst("aws-sdk.".count))) }
        guard api.hasPrefix("aws-sdk/clients/") else { return nil }
        return version2(ofModule: String(api.dropFirst("aws-sdk/clients/".count)))
    }

    // MARK: Version 2

    /// `dynamodb#getItem` and `dynamodb.DocumentClient#get` are of a module that holds one client.
    private func version2(ofModule path: String) -> SDKReading? {
        let module = path.prefix { $0 != "." && $0 != "#" }
        let rest = path.dropFirst(module.count)
        if module == "all" { return version2(String(rest.dropFirst())) }
        guard let client = SDKClients.bundled.client(serviceID: String(module)) ?? SDKClients.bundled[name: String(module)] else { return nil }
        return version2((client.serviceIDs.first ?? "").filter { $0 != " " } + rest)
    }

    /// `S3#getObject`, `DynamoDB.DocumentClient#get`.
    private func version2(_ path: String) -> SDKReading? {
        guard let mark = path.firstIndex(of: "#") else {
            guard call.isConstruction, let helper = SDKHelpers.bundled.helper("js2", "AWS.\(path)", "new") else { return nil }
            return reading(of: helper, client: nil, parameters: parameters(at: 0))
        }
        let type = String(path[..<mark])
        let method = String(path[path.index(after: mark)...])
        // What an answer has methods for, such as `promise`, needs nothing more.
        guard !method.contains("("), !method.contains("."), !type.contains("(") else { return nil }
        let client = SDKClients.bundled.client(javaScriptClass: type)
        if method.hasPrefix("[") { return SDKReading(undecided: "which operation of `\(type)` is called is computed") }
        if let operation = client?.operation(lowerCamel: method) { return SDKReading(operation, parameters(at: 0), call) }
        let helper = SDKHelpers.bundled.helper("js2", "AWS.\(type)", method) ?? SDKHelpers.bundled.helper("js2", "*", method)
        return helper.map { reading(of: $0, client: client, parameters: parameters(at: Self.parametersSecond.contains(method) ? 1 : 0)) }
    }

    private static let parametersSecond: Set<String> = ["getSignedUrl", "getSignedUrlPromise", "makeRequest", "waitFor"]

    // MARK: Version 3

    private func version3(_ path: String) -> SDKReading? {
        guard path.hasPrefix("client-") else { return library(path) }
        let module = path.prefix { $0 != "." && $0 != "#" }
        guard let client = SDKClients.bundled.client(serviceID: String(module.dropFirst("client-".count))) else { return nil }
        let name = String(path.dropFirst(module.count + 1))
        guard !name.contains("(") else { return nil }
        if let mark = name.firstIndex(of: "#") { return method(String(name[name.index(after: mark)...]), of: client) }
        if call.isConstruction { return command(name, of: client, parameters: parameters(at: 0)) }
        if name.hasPrefix("paginate"), let operation = client.operation(String(name.dropFirst("paginate".count))) {
            return SDKReading(operation, parameters(at: 1), call)
        }
        for prefix in ["waitUntil", "waitFor"] where name.hasPrefix(prefix) {
            if let operation = client.operation(ofWaiter: String(name.dropFirst(prefix.count))) {
                return SDKReading(operation, parameters(at: 1), call)
            }
        }
        return nil
    }

    private func command(_ name: String, of client: SDKClient, parameters: CallParameters) -> SDKReading? {
        guard name.hasSuffix("Command") else { return nil }
        return client.operation(String(name.dropLast("Command".count))).map { SDKReading($0, parameters, call) }
    }

    /// A client's own `send` takes commands, which were read where they are made.
    private func method(_ name: String, of client: SDKClient) -> SDKReading? {
        if name == "send" { return isKnownCommand ? nil : SDKReading(undecided: "which command is sent could not be told") }
        if name.hasPrefix("[") { return SDKReading(undecided: "which operation of `\(client.name)` is called is computed") }
        guard !name.contains(".") else { return nil }
        return client.operation(lowerCamel: name).map { SDKReading($0, parameters(at: 0), call) }
    }

    private var isKnownCommand: Bool {
        guard let command = call.arguments.first?.value else { return true }
        return analysis.apis(of: command).contains { $0.hasPrefix("@aws-sdk/") }
    }

    private func library(_ path: String) -> SDKReading? {
        if path.hasPrefix("lib-dynamodb.DynamoDBDocument") {
            let name = path.split(separator: ".").last.map(String.init) ?? ""
            let method = name.split(separator: "#").last.map(String.init) ?? name
            guard path.contains("DynamoDBDocument.from().") || path.contains("DynamoDBDocument#") else { return nil }
            return SDKHelpers.bundled.helper("js3", "@aws-sdk/lib-dynamodb#DynamoDBDocument", method)
                .map { reading(of: $0, client: nil, parameters: parameters(at: 0)) }
        }
        guard let dot = path.firstIndex(of: "."), !path.contains("(") else { return nil }
        let module = "@aws-sdk/" + path[..<dot]
        let name = String(path[path.index(after: dot)...])
        let helper = SDKHelpers.bundled.helper("js3", module, name) ?? instanceHelper(module, name)
        let position = name == "createPresignedPost" ? 1 : 0
        return helper.map { reading(of: $0, client: nil, parameters: uploadParameters(name) ?? parameters(at: position)) }
    }

    /// `@aws-sdk/rds-signer.Signer#getAuthToken` stands in the table as a method of `@aws-sdk/rds-signer#Signer`.
    private func instanceHelper(_ module: String, _ name: String) -> SDKHelper? {
        guard let mark = name.firstIndex(of: "#") else { return nil }
        return SDKHelpers.bundled.helper("js3", "\(module)#\(name[..<mark])", String(name[name.index(after: mark)...]))
    }

    /// `new Upload({client, params})` and its like hold their parameters in a field.
    private func uploadParameters(_ name: String) -> CallParameters? {
        guard name == "Upload", let options = call.arguments.first?.value else { return nil }
        return analysis.field("params", of: options).map { CallParameters(object: $0) } ?? .unknown
    }

    // MARK: Helpers

    /// The operations of a helper, some of which are named by an argument.
    private func reading(of helper: SDKHelper, client: SDKClient?, parameters: CallParameters) -> SDKReading {
        var reading = SDKReading()
        var parameters = parameters
        if helper.name == "createPresignedPost" { parameters.add(PostForm(parameters, analysis)) }
        for text in helper.calls {
            switch text {
            case "{command:arg1}": continue
            case "s3.{arg0}", "{svc}.{arg0}": add(named(by: client), parameters, &reading)
            case "{waiter:arg0}": add(waiter(of: client), parameters, &reading)
            default: reading.add(text, parameters, at: call)
            }
        }
        for text in helper.possibleCalls { reading.add(text, parameters, isPossible: true, at: call) }
        return reading
    }

    private func named(by client: SDKClient?) -> SDKOperation? {
        let client = client ?? SDKClients.bundled[name: "s3"]
        return call.arguments.first?.value.string.flatMap { client?.operation(lowerCamel: $0) }
    }

    private func waiter(of client: SDKClient?) -> SDKOperation? {
        call.arguments.first?.value.string.flatMap { name in
            client?.operation(ofWaiter: (name.first?.uppercased() ?? "") + name.dropFirst())
        }
    }

    private func add(_ operation: SDKOperation?, _ parameters: CallParameters, _ reading: inout SDKReading) {
        guard let operation else { return reading.undecided = "which operation is called is computed" }
        reading.calls.append(SDKCall(operation, parameters, at: call.namePlace))
    }

    private func parameters(at position: Int) -> CallParameters {
        call.argument(position).map { CallParameters(object: $0.value) } ?? CallParameters()
    }
}

extension CallParameters {
    /// Parameters that are the fields of one object.
    init(object: AbstractValue) {
        objects = [object]
    }
}
