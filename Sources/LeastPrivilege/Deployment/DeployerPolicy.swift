package import ApplicationModel
import Permissions

/// The least that whoever deploys an application with CloudFormation may need: what the framework and CloudFormation call to
/// make, change and remove what the manifest says.
package struct DeployerPolicy: Sendable, Hashable {
    /// Actions on resources, with the reason.
    package struct Statement: Sendable, Hashable {
        /// What it is for: lower case, no full stop.
        package let reason: String
        /// The actions, sorted.
        package let actions: [String]
        /// The ARNs as a policy takes them outside any template, each once.
        package let resources: [String]
        /// The service that a role may be passed to; `nil` for statements that pass none.
        package let passedTo: String?
    }

    /// The statements: the stack, where its files are kept, then what it is made of.
    package private(set) var statements: [Statement] = []
    /// The types of resources of which it is not known what makes them, sorted.
    package private(set) var unknownTypes: [String] = []

    /// Works it out for an application.
    package init(_ application: Application) {
        let names = ManifestNames(application)
        addStack(application)
        addStore(application)
        addFunctions(application, names)
        addResources(application, names)
        passRoles(application, names)
    }

    /// Every action that such a policy may name, sorted.
    package static var allActions: [String] {
        Set(stackActions + DeployedType.all.flatMap { $0.actions + $0.everywhere } + SettingActions.all + ["iam:PassRole"]).sorted()
    }

    private mutating func add(_ reason: String, _ actions: [String], on resources: [String], passedTo: String? = nil) {
        guard !actions.isEmpty, !resources.isEmpty else { return }
        var seen: Set<String> = []
        let unique = resources.filter { seen.insert($0).inserted }
        statements.append(
            Statement(reason: reason, actions: Set(actions).sorted(), resources: unique.contains("*") ? ["*"] : unique, passedTo: passedTo))
    }

    private mutating func add(_ type: DeployedType, on arns: [String], areMeant: Bool = false) {
        let isOpen = !areMeant || arns.contains(where: type.resources.contains)
        add("makes, changes and removes \(type.noun)", type.actions, on: isOpen && !type.resources.isEmpty ? type.resources : arns)
        add("asks what \(type.noun) there are, which names none", type.everywhere, on: ["*"])
    }

    // MARK: The stack

    private static let stackActions = [
        "CreateChangeSet", "CreateStack", "DeleteChangeSet", "DeleteStack", "DescribeChangeSet", "DescribeStackEvents", "DescribeStackResource",
        "DescribeStackResources", "DescribeStacks", "ExecuteChangeSet", "GetTemplate", "GetTemplateSummary", "ListStackResources", "UpdateStack",
    ].map { "cloudformation:\($0)" }

    private mutating func addStack(_ application: Application) {
        let name = StackNames.pattern(of: application)
        add("makes, changes and removes the stack", Self.stackActions, on: ["arn:aws:cloudformation:*:*:stack/\(name)/*"])
        add("reads the template before there is a stack", ["cloudformation:ValidateTemplate"], on: ["*"])
        if application.format == .sam {
            add("lets SAM's macro run", ["cloudformation:CreateChangeSet"], on: ["arn:aws:cloudformation:*:aws:transform/Serverless-2016-10-31"])
        }
    }

    // MARK: Where files are kept

    private mutating func addStore(_ application: Application) {
        let written = application.document["provider"]?["deploymentBucket"]
        let named = written?.string ?? written?["name"]?.string
        let isOwn = application.format == .serverlessFramework && named == nil
        let bucket = named ?? (application.format == .sam ? "aws-sam-cli-managed-default-samclisourcebucket-*" : isOwn ? StackNames(application).made("ServerlessDeploymentBucket", by: "s3") : "*")
        let making = isOwn ? ["CreateBucket", "DeleteBucket", "PutBucketPolicy", "GetBucketPolicy", "DeleteBucketPolicy", "PutEncryptionConfiguration", "PutBucketTagging"] : []
        add("finds the bucket that code is uploaded to", (["GetBucketLocation", "ListBucket"] + making).map { "s3:\($0)" }, on: ["arn:aws:s3:::\(bucket)"])
        add("uploads code and templates", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], on: ["arn:aws:s3:::\(bucket)/*"])
    }

    // MARK: Functions of the framework

    /// What the Serverless Framework makes of functions stands under no resource of the manifest.
    private mutating func addFunctions(_ application: Application, _ names: ManifestNames) {
        guard application.format == .serverlessFramework, !application.functions.isEmpty else { return }
        let stack = StackNames(application)
        let deployed = application.functions.map { function in
            function.deployedName.flatMap { names.texts(of: $0).first }.map { stack.plain($0, of: "lambda") } ?? StackNames.function(function.name, of: application)
        }
        add(.function, on: deployed.map { "arn:aws:lambda:*:*:function:\($0)" })
        add(.logGroup, on: deployed.map { "arn:aws:logs:*:*:log-group:/aws/lambda/\($0):*" })
        if application.roles.contains(where: { $0.kind != .external }) { add(.role, on: ["arn:aws:iam::*:role/\(StackNames.pattern(of: application))-*"]) }
        let kinds = Set(application.functions.flatMap(\.triggers).map(\.kind))
        if kinds.contains(.restAPI) { add(.restAPI, on: []) }
        if kinds.contains(.httpAPI) || kinds.contains(.webSocket) { add(.httpAPI, on: []) }
        if kinds.contains(.schedule) || kinds.contains(.eventBus) { add(.rule, on: []) }
        if kinds.contains(.queue) || kinds.contains(.keyValueStream) || kinds.contains(.dataStream) { add(.mapping, on: []) }
    }

    // MARK: Resources

    private mutating func addResources(_ application: Application, _ names: ManifestNames) {
        let places = DeployedPlaces(application, names)
        var types: [String] = []
        var arns: [String: [String]] = [:]
        for resource in application.resources where !resource.type.isEmpty && !DeployedType.without.contains(resource.type) {
            if arns[resource.type] == nil { types.append(resource.type) }
            arns[resource.type, default: []] += places.arns(of: resource) ?? DeployedType.known(resource.type)?.resources ?? []
        }
        var nouns: Set<String> = []
        for type in types {
            if let known = DeployedType.known(type) {
                if nouns.insert(known.noun).inserted { add(known, on: arns[type] ?? [], areMeant: DeployedPlaces.isToldByProperty(type)) }
            } else if let actions = HandlerActions.ofType(type) {
                add(actions, ofHandlersFor: type, on: arns[type] ?? [])
            } else if !type.hasPrefix("Custom::") {
                unknownTypes.append(type)
            }
        }
        unknownTypes.sort()
        addSettings(application, places)
    }

    /// What the settings of resources ask for, each setting of a type once: on the resources themselves where the action is one of
    /// theirs.
    private mutating func addSettings(_ application: Application, _ places: DeployedPlaces) {
        var order: [String] = []
        var settings: [String: (actions: [String], arns: [String])] = [:]
        for resource in application.resources {
            for (setting, actions) in SettingActions.actions(for: resource) {
                let reason = "sets `\(setting)` of `\(resource.type)`"
                if settings[reason] == nil { order.append(reason) }
                settings[reason, default: (actions, [])].arns += places.arns(of: resource) ?? ["*"]
            }
        }
        for reason in order {
            guard let (actions, arns) = settings[reason] else { continue }
            let own = actions.filter { name in
                guard let action = ActionCatalogue.bundled.action(name), action.supportsResources else { return false }
                return arns.allSatisfy { ARNPattern($0)?.service == action.service }
            }
            add(reason, own, on: arns)
            add(reason, actions.filter { !own.contains($0) }, on: ["*"])
        }
    }

    /// What the handlers of a type may call, whatever its settings: on its own resources where their names are known, else on
    /// all of each service, and on everything what takes no resource. Roles are passed elsewhere.
    private mutating func add(_ actions: [String], ofHandlersFor type: String, on arns: [String]) {
        let known = actions.filter { $0.lowercased() != "iam:passrole" }.map { ActionCatalogue.bundled.action($0) }
        let groups = Dictionary(grouping: known.compactMap(\.self)) { $0.supportsResources ? $0.service : "" }
        for service in groups.keys.sorted() {
            let names = (groups[service] ?? []).map(\.description)
            let own = arns.filter { ARNPattern($0)?.service == service }
            add("makes, changes and removes what is of type `\(type)`", names, on: service.isEmpty ? ["*"] : own.isEmpty ? [Self.all(of: service)] : own)
        }
    }

    /// Every resource of a service; names of services in ARNs are not always those in actions.
    private static func all(of service: String) -> String {
        let services = Set(ResourceTypes.bundled.types(of: service).compactMap { ARNPattern(ARNTemplate.filled($0.arn) { _ in "*" })?.service })
        guard services.count == 1, let name = services.first else { return "*" }
        return name == "s3" ? "arn:aws:s3:::*" : "arn:aws:\(name):*:*:*"
    }

    // MARK: Roles

    private mutating func passRoles(_ application: Application, _ names: ManifestNames) {
        let places = DeployedPlaces(application, names)
        let roles = application.resources.filter { $0.type == "AWS::IAM::Role" }.flatMap { places.arns(of: $0) ?? [] }
        let made = application.format == .serverlessFramework ? ["arn:aws:iam::*:role/\(StackNames.pattern(of: application))-*"] : []
        guard !(roles + made).isEmpty else { return }
        if !application.functions.isEmpty {
            add("gives functions their roles", ["iam:PassRole"], on: made + roles, passedTo: "lambda.amazonaws.com")
        }
        for (service, noun) in RoleTakers(application).services {
            add("gives \(noun) their roles", ["iam:PassRole"], on: roles, passedTo: service)
        }
    }
}
