import ApplicationModel

/// The log groups that a template declares for its functions.
struct LogGroups: Sendable {
    private var byFunction: [String: Resource] = [:]
    private var byID: [String: Resource] = [:]
    private var byName: [String: Resource] = [:]

    /// Knows none.
    init() {}

    /// Collects an application's.
    init(of application: Application) {
        for group in application.resources(ofType: "AWS::Logs::LogGroup") {
            byID[group.logicalID] = group
            guard let name = group.properties["LogGroupName"] else { continue }
            if let text = name.string { byName[text] = group }
            guard name.text(placeholder: "")?.hasPrefix("/aws/lambda/") == true else { continue }
            for symbol in name.symbols {
                if case .resource(let logicalID, _) = symbol { byFunction[logicalID] = group }
            }
        }
    }

    /// The log group that a function of a template writes into: the one it names, else the one named after it.
    func group(of function: Function, in application: Application) -> Resource? {
        guard let logicalID = function.logicalID, let resource = application.resource(logicalID) else { return nil }
        if let named = resource.properties[path: "LoggingConfig", "LogGroup"] {
            return named.referencedLogicalID.flatMap { byID[$0] } ?? named.string.flatMap { byName[$0] }
        }
        let name = resource.properties["FunctionName"]
        return byFunction[logicalID] ?? name?.string.flatMap { byName["/aws/lambda/" + $0] }
    }

    /// Whether a function of a template writes into a log group that the template does not declare.
    func isElsewhere(_ function: Function, in application: Application) -> Value? {
        guard let resource = function.logicalID.flatMap(application.resource) else { return nil }
        guard group(of: function, in: application) == nil else { return nil }
        return resource.properties[path: "LoggingConfig", "LogGroup"]
    }
}
