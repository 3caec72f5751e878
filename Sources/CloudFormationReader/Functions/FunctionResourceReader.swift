package import ApplicationModel
internal import ManifestReading
package import SourceText

/// Turns a resource of type `AWS::Lambda::Function` into a function.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
package struct FunctionResourceReader: Sendable {
    private let template: Template
    private let logGroups: LogGroups
    /// Where what is said for all functions stands; `nil` when the template has no such section.
    private let globals: SourcePlace?

    /// Makes a reader of a template's functions; `globals` is the place of SAM's section of that name.
    package init(template: Template, globals: SourcePlace? = nil) {
        self.template = template
        self.globals = globals
        logGroups = LogGroups(template: template)
    }

    /// The function, without its role and triggers.
    package func function(_ resource: Resource, named name: String) -> Function {
        let properties = resource.properties
        var function = Function(name: name, namePlace: resource.logicalIDPlace, definition: resource.definition)
        function.logicalID = resource.logicalID
        function.deployedName = properties["FunctionName"]
        function.handler = properties["Handler"]
        function.runtime = properties["Runtime"]
        function.image = properties[path: "Code", "ImageUri"] ?? resource.definition[path: "Properties", "ImageUri"]
        function.environment = environment(properties[path: "Environment", "Variables"])
        function.layers = properties["Layers"]?.oneOrMany ?? []
        function.tags = TagReader.tags(properties["Tags"].map { $0.isMap ? $0 : TagReader.map($0) })
        function.tracing = properties[path: "TracingConfig", "Mode"] ?? undetermined(properties["TracingConfig"])
        function.logRetention = logGroups.retention(of: resource)
        function.timeout = properties["Timeout"]
        function.memory = properties["MemorySize"]
        function.reservedConcurrency = properties["ReservedConcurrentExecutions"]
        function.vpc = properties["VpcConfig"]
        function.package = CodeReader(resource: resource).package
        function.ignoredStatements = policiesBesideRole(resource.definition)
        readDestinations(of: resource, into: &function)
        return function
    }

    /// SAM makes no role for a function that names one, and then reads none of its policies.
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
    private func policiesBesideRole(_ definition: Value) -> Value.Member? {
        guard definition["Type"]?.string == "AWS::Serverless::Function", let properties = definition["Properties"],
            let role = properties["Role"], !role.isAbsent, role.choice == nil,
            let policies = properties.member("Policies"), !policies.value.isAbsent, policies.value.choice == nil
        else { return nil }
        return policies
    }

    private func undetermined(_ value: Value?) -> Value? { value.flatMap { $0.isUndetermined ? $0 : nil } }

    private func environment(_ variables: Value?) -> [EnvironmentVariable] {
        (variables?.members ?? []).map { member in
            let isInherited = globals.map { $0.path == member.keyPlace.path && $0.span.contains(member.keyPlace.span) }
            return EnvironmentVariable(
                name: member.key, namePlace: member.keyPlace, value: member.value, isInherited: isInherited ?? false)
        }
    }

    private func readDestinations(of resource: Resource, into function: inout Function) {
        let queue = resource.properties["DeadLetterConfig"]
        function.failureDestinations = [queue?["TargetArn"] ?? undetermined(queue)].compactMap(\.self)
        for settings in template.index.invocationSettings[function.name] ?? [] {
            let destinations = settings.properties["DestinationConfig"]
            if let failure = destinations?[path: "OnFailure", "Destination"] { function.failureDestinations.append(failure) }
            if let success = destinations?[path: "OnSuccess", "Destination"] { function.successDestinations.append(success) }
        }
    }
}
