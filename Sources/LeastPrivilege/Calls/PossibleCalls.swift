import CodeAnalysis
import Permissions
import SourceText

/// Calls that may be of AWS's API, by their names, although it cannot be told what they are called on: a method of something
/// unknown, and what the methods of a class call that a library was handed.
struct PossibleCalls {
    private let code: FunctionCode
    private let clients: [SDKClient]

    /// Looks for calls of the services that a function's code uses.
    init(_ code: FunctionCode, _ known: [SDKCall]) {
        self.code = code
        var names = Set(known.map(\.operation.client))
        for external in code.closure.externals {
            if let name = Self.service(ofPackage: external.module) { names.insert(name) }
        }
        for call in code.analysis.calls where call.isConstruction {
            for api in call.apis { if let name = Self.service(ofClass: api) { names.insert(name) } }
        }
        clients = names.sorted().compactMap { SDKClients.bundled[name: $0] }
    }

    private static func service(ofPackage name: String) -> String? {
        if name.hasPrefix("@aws-sdk/client-") { return SDKClients.bundled.client(serviceID: String(name.dropFirst("@aws-sdk/client-".count)))?.name }
        if name.hasPrefix("@aws-sdk/lib-dynamodb") { return "dynamodb" }
        guard name.hasPrefix("github.com/aws/aws-sdk-go"), let mark = name.firstRange(of: "/service/") else { return nil }
        return SDKClients.bundled.client(serviceID: String(name[mark.upperBound...].prefix { $0 != "/" }))?.name
    }

    private static func service(ofClass api: String) -> String? {
        guard api.hasPrefix("aws-sdk.") else { return nil }
        let type = api.dropFirst("aws-sdk.".count)
        return SDKClients.bundled.client(javaScriptClass: String(type))?.name
            ?? SDKClients.bundled.client(javaScriptClass: String(type.prefix { $0 != "." }))?.name
    }

    /// The calls, each of which may need what its name says.
    var calls: [SDKCall] {
        guard !clients.isEmpty else { return [] }
        let unknown = code.analysis.calls.filter { $0.apis.contains { $0.hasPrefix("?.") } }.flatMap { call in
            call.apis.filter { $0.hasPrefix("?.") && mayTake(call) }.flatMap { operations($0.dropFirst(2), at: call.namePlace) }
        }
        return unknown + handedOver
    }

    /// The calls that stand in methods that nothing of the program calls: a module is looked through once for all of them.
    private var handedOver: [SDKCall] {
        let sites = Dictionary(grouping: code.analysis.handedOver, by: \.path)
        return sites.keys.sorted().flatMap { path -> [SDKCall] in
            guard let module = code.program[path]?.module, let sites = sites[path] else { return [] }
            let functions = sites.compactMap { module.functions.indices.contains($0.function.index) ? module.functions[$0.function.index].span : nil }
            let spans = DisjointSpans(functions)
            return module.expressions.flatMap { spans.contain($0.span) ? calls(of: $0, in: module, at: path) : [] }
        }
    }

    private func calls(of expression: CodeExpression, in module: CodeModule, at path: RelativePath) -> [SDKCall] {
        switch expression.kind {
        case .call(let callee, _):
            guard case .member(_, let name, let nameSpan) = module.expressions[callee.index].kind else { return [] }
            return operations(name[...], at: SourcePlace(path: path, span: nameSpan))
        case .construct(let callee, _):
            let text = module.file.text(in: module.expressions[callee.index].span)
            guard let name = text.split(separator: ".").last, name.hasSuffix("Command") else { return [] }
            return operations(name.dropLast("Command".count), at: SourcePlace(path: path, span: expression.span))
        default: return []
        }
    }

    /// Operations take one object; lists and texts are something else's.
    private func mayTake(_ call: CallFact) -> Bool {
        guard let first = call.arguments.first?.value else { return true }
        return first.constants.isEmpty
    }

    private static let suffixes = ["WithContext", "Request", "PagesWithContext", "Pages"]

    private func operations(_ method: Substring, at place: SourcePlace) -> [SDKCall] {
        let name = String(method)
        return clients.flatMap { client -> [SDKOperation] in
            if let operation = client.operation(name) ?? client.operation(lowerCamel: name) ?? client.operation(python: name) { return [operation] }
            for suffix in Self.suffixes where name.hasSuffix(suffix) {
                if let operation = client.operation(String(name.dropLast(suffix.count))) { return [operation] }
            }
            guard client.name == "dynamodb", let operation = Self.documentOperations[name] else { return [] }
            return client.operation(operation).map { [$0] } ?? []
        }.map { SDKCall($0, .unknown, at: place, isPossible: true) }
    }

    /// What the document clients call operations by.
    private static let documentOperations = [
        "get": "GetItem", "put": "PutItem", "update": "UpdateItem", "delete": "DeleteItem", "batchGet": "BatchGetItem",
        "batchWrite": "BatchWriteItem", "transactGet": "TransactGetItems", "transactWrite": "TransactWriteItems",
    ]
}

/// Stretches of one file, joined where they meet, so that looking one up takes few steps.
private struct DisjointSpans {
    private var spans: [ByteSpan] = []

    init(_ all: [ByteSpan]) {
        for span in all.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = spans.last, span.lowerBound <= last.upperBound {
                spans[spans.count - 1] = ByteSpan(last.lowerBound, max(last.upperBound, span.upperBound))
            } else {
                spans.append(span)
            }
        }
    }

    /// Whether one of them holds a stretch.
    func contain(_ span: ByteSpan) -> Bool {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].upperBound < span.upperBound { low = middle + 1 } else { high = middle }
        }
        return low < spans.count && spans[low].contains(span)
    }
}
