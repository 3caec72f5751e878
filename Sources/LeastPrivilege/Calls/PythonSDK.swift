import CodeAnalysis
import Permissions

/// Reads calls of boto3: clients, and the resources it makes of them.
struct PythonSDK {
    private let call: CallFact
    private let analysis: HandlerAnalysis

    init(_ call: CallFact, _ analysis: HandlerAnalysis) {
        self.call = call
        self.analysis = analysis
    }

    func reading(of api: String) -> SDKReading? {
        guard api.hasPrefix("boto3.") || api.hasPrefix("aioboto3.") else { return nil }
        if let (name, rest) = parts(of: api, after: ".client(") { return reading(ofClient: name, rest) }
        if let (name, rest) = parts(of: api, after: ".resource(") { return reading(ofResource: name, rest) }
        return nil
    }

    /// The name in the parentheses and the steps behind them.
    private func parts(of api: String, after mark: String) -> (name: String, steps: [String])? {
        guard let start = api.firstRange(of: mark), let end = api[start.upperBound...].firstIndex(of: ")") else { return nil }
        let steps = api[api.index(after: end)...].split(separator: ".").map(String.init)
        return steps.isEmpty ? nil : (String(api[start.upperBound..<end]), steps)
    }

    // MARK: Clients

    private func reading(ofClient name: String, _ steps: [String]) -> SDKReading? {
        guard let client = SDKClients.bundled[name: name] else {
            return name == "?" ? SDKReading(undecided: "of which service the client is could not be told") : nil
        }
        guard let method = steps.first else { return nil }
        if steps.count == 1 { return reading(of: method, client) }
        guard steps.count == 2 else { return nil }
        switch (method, steps[1]) {
        case ("get_paginator()", "paginate"): return reading(madeFor: call, client.operation(python:))
        case ("get_waiter()", "wait"): return reading(madeFor: call, client.operation(ofPythonWaiter:))
        default: return nil
        }
    }

    private func reading(of method: String, _ client: SDKClient) -> SDKReading? {
        if method.hasSuffix(")") { return nil }
        if method.hasPrefix("[") { return SDKReading(undecided: "which method of the client is called is computed") }
        if let operation = client.operation(python: method) { return SDKReading(operation, named(), call) }
        switch method {
        case "get_paginator", "get_waiter", "can_paginate", "close": return nil
        case "generate_presigned_url": return presigned(client)
        default: return reading(ofHelper: method, of: "\(client.name).client", bound: [:])
        }
    }

    /// What a paginator or waiter calls is named where it is made.
    private func reading(madeFor call: CallFact, _ operation: (String) -> SDKOperation?) -> SDKReading {
        let name = analysis.arguments(madeWith: call.receiver).first?.string
        guard let found = name.flatMap(operation) else { return SDKReading(undecided: "which operation is repeated could not be told") }
        return SDKReading(found, named(), call)
    }

    private func presigned(_ client: SDKClient) -> SDKReading {
        let name = (call.argument(0, named: "ClientMethod") ?? call.argument(0))?.value.string
        guard let operation = name.flatMap(client.operation(python:)) else {
            return SDKReading(undecided: "which operation the link is for could not be told")
        }
        let parameters = (call.argument(1, named: "Params")).map { CallParameters(object: $0.value) } ?? .unknown
        return SDKReading(operation, parameters, call)
    }

    // MARK: Resources

    private func reading(ofResource name: String, _ steps: [String]) -> SDKReading? {
        if steps.count > 2, steps[0] == "meta", steps[1] == "client" { return reading(ofClient: name, Array(steps.dropFirst(2))) }
        var type = ""
        for (index, step) in steps.enumerated() {
            let isLast = index == steps.count - 1
            guard let resource = BotoResource.bundled(client: name, type: type) else { return nil }
            if isLast { return reading(of: step, resource) }
            if step.hasSuffix("()"), let next = resource.type(madeBy: String(step.dropLast(2))) {
                type = next
                continue
            }
            // Of a collection every method but the last one only says which elements are meant.
            guard let collection = resource.collection(step) else { return nil }
            let isListed = index == steps.count - 2 && Self.listing.contains(steps[index + 1])
            return isListed ? SDKReading(collection.operation, withBound(resource), call) : nil
        }
        return nil
    }

    private static let listing: Set<String> = ["all", "filter", "limit", "page_size", "pages"]

    private func reading(of method: String, _ resource: BotoResource) -> SDKReading? {
        guard !method.hasSuffix(")"), resource.type(madeBy: method) == nil else { return nil }
        if let operation = resource.operation(of: method) { return SDKReading(operation, withBound(resource), call) }
        let owner = resource.type.isEmpty ? "\(resource.client).ServiceResource" : "\(resource.client).\(resource.type)"
        return reading(ofHelper: method, of: owner, bound: withBound(resource).named)
    }

    /// The call's own parameters with what identifies the resource.
    private func withBound(_ resource: BotoResource) -> CallParameters {
        var parameters = named()
        for (name, value) in identifiers(resource) where parameters.named[name] == nil { parameters.named[name] = value }
        return parameters
    }

    /// The parameters that identify a resource, by the arguments of the calls that made it and what they were made on.
    private func identifiers(_ resource: BotoResource) -> [String: AbstractValue] {
        var values: [AbstractValue] = []
        var maker = call.receiver
        for _ in 0..<4 where values.count < resource.identifiers.count {
            values = analysis.arguments(madeWith: maker) + values
            maker = analysis.receiver(madeOn: maker)
        }
        if values.isEmpty { values = argumentsOfMakers }
        var found: [String: AbstractValue] = [:]
        for (identifier, value) in zip(resource.identifiers, values) where !identifier.value.isEmpty {
            found[String(identifier.value.prefix { $0 != "[" })] = value
        }
        return found
    }

    /// What objects of the same path were made with, where the object itself is not at hand: `bucket.objects.filter()`.
    private var argumentsOfMakers: [AbstractValue] {
        guard let api = call.apis.first(where: { $0.contains("().") }), let end = api.ranges(of: "().").last else { return [] }
        let maker = String(api[..<end.lowerBound])
        var joined: [AbstractValue] = []
        for made in analysis.calls where made.apis.contains(maker) {
            for (position, argument) in made.arguments.enumerated() {
                if position < joined.count { joined[position] = joined[position].joined(argument.value) } else { joined.append(argument.value) }
            }
        }
        return joined
    }

    // MARK: Helpers

    private func reading(ofHelper method: String, of owner: String, bound: [String: AbstractValue]) -> SDKReading? {
        guard let helper = SDKHelpers.bundled.helper("py", owner, method) else { return nil }
        var parameters = named()
        for (position, name) in (Self.positional["\(owner).\(method)"] ?? []).enumerated() where !name.isEmpty {
            if let argument = call.argument(position) { parameters.named[name] = parameters.named[name] ?? argument.value }
        }
        for (name, value) in bound { parameters.named[name] = value }
        if let more = parameters.named.removeValue(forKey: "ExtraArgs") { parameters.objects.append(more) }
        if method == "generate_presigned_post" { parameters.add(PostForm(parameters, analysis)) }
        // What is written in batches names its table in another way than what is written alone.
        if let table = bound["TableName"] { parameters.variables["TableName"] = table }
        var reading = SDKReading()
        reading.add(helper, parameters, at: call)
        return reading
    }

    /// What the arguments of transfers are called, in their order.
    /// Source: https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/s3.html
    private static let positional: [String: [String]] = [
        "s3.client.upload_file": ["", "Bucket", "Key", "ExtraArgs"], "s3.client.upload_fileobj": ["", "Bucket", "Key", "ExtraArgs"],
        "s3.client.download_file": ["Bucket", "Key", "", "ExtraArgs"], "s3.client.download_fileobj": ["Bucket", "Key", "", "ExtraArgs"],
        "s3.client.copy": ["CopySource", "Bucket", "Key", "ExtraArgs"],
        "s3.client.generate_presigned_post": ["Bucket", "Key", "Fields", "Conditions"],
        "s3.Bucket.upload_file": ["", "Key", "ExtraArgs"], "s3.Bucket.upload_fileobj": ["", "Key", "ExtraArgs"],
        "s3.Bucket.download_file": ["Key", "", "ExtraArgs"], "s3.Bucket.download_fileobj": ["Key", "", "ExtraArgs"],
        "s3.Bucket.copy": ["CopySource", "Key", "ExtraArgs"], "s3.Object.copy": ["CopySource", "ExtraArgs"],
        "s3.Object.upload_file": ["", "ExtraArgs"], "s3.Object.upload_fileobj": ["", "ExtraArgs"],
        "s3.Object.download_file": ["", "ExtraArgs"], "s3.Object.download_fileobj": ["", "ExtraArgs"],
    ]

    /// The keyword arguments.
    private func named() -> CallParameters {
        var parameters = CallParameters()
        for argument in call.arguments {
            if let name = argument.name { parameters.named[name] = argument.value }
            if argument.isSpread { parameters.objects.append(argument.value) }
        }
        return parameters
    }
}
