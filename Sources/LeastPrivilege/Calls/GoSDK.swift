import CodeAnalysis
import Permissions

/// Reads calls of the SDKs for Go, versions 1 and 2.
struct GoSDK {
    private let call: CallFact
    private let analysis: HandlerAnalysis

    init(_ call: CallFact, _ analysis: HandlerAnalysis) {
        self.call = call
        self.analysis = analysis
    }

    /// What version 1 puts behind an operation's name for other ways to call it.
    private static let suffixes = ["WithContext", "Request", "PagesWithContext", "Pages"]

    func reading(of api: String) -> SDKReading? {
        if api.hasPrefix("github.com/aws/aws-sdk-go"), api.hasSuffix(".BuildAuthToken") { return SDKReading(action: "rds-db:connect") }
        guard api.hasPrefix("github.com/aws/aws-sdk-go"), let mark = api.firstRange(of: "/service/") else { return nil }
        let path = api[mark.upperBound...]
        let service = path.prefix { !"./#".contains($0) }
        guard let client = SDKClients.bundled.client(serviceID: String(service)), path.contains("(") || path.contains("#") else { return nil }
        let method = String(path.split { ".#".contains($0) }.last ?? "")
        return operation(method, of: client).map { SDKReading($0, parameters, call) }
    }

    private func operation(_ method: String, of client: SDKClient) -> SDKOperation? {
        if let operation = client.operation(method) { return operation }
        for suffix in Self.suffixes where method.hasSuffix(suffix) {
            if let operation = client.operation(String(method.dropLast(suffix.count))) { return operation }
        }
        return nil
    }

    /// The input is the argument that is a struct of the program's making, or of the service's own type.
    private var parameters: CallParameters {
        let input = call.arguments.first { argument in
            !analysis.fieldNames(of: argument.value).isEmpty || analysis.apis(of: argument.value).contains { $0.hasSuffix("Input#") }
        }
        return input.map { CallParameters(object: $0.value) } ?? .unknown
    }
}
