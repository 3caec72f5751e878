package import ApplicationModel
package import CodeAnalysis
import Permissions
import SourceText

/// Works out what functions need.
package struct NeedFinder: Sendable {
    private let application: Application
    private let names: ManifestNames
    private let keys: ResourceKeys

    /// Looks at the functions of an application.
    package init(_ application: Application) {
        self.application = application
        names = ManifestNames(application)
        keys = ResourceKeys(application, names)
    }

    /// What a function needs; `code` is `nil` where its code was not read.
    package func needs(of function: Function, _ code: FunctionCode?) -> FunctionNeeds {
        let platform = PlatformNeeds(application, names).needs(of: function)
        guard let code else {
            return FunctionNeeds(function: function.name, needs: Self.sorted(platform), undecided: [], takesOtherCredentials: false, incompleteness: "its code was not read")
        }
        let found = SDKCalls(code.analysis)
        let codeNames = CodeNames(code.analysis, function, names)
        let reader = CallNeeds(names: codeNames, keys: keys, roles: PassedRoles(code.analysis), handlesAbsence: MissingObjects(code).areExpected)
        let handed = HandedClients(code.analysis).undecided
        let possible = PossibleCalls(code, found.calls).calls
        let needs = (found.calls + possible).flatMap { reader.needs(of: $0) } + found.actions.map { reader.need(of: $0.action, at: $0.place) }
        return FunctionNeeds(
            function: function.name, needs: Self.sorted(platform + needs), undecided: found.undecided + handed + reader.unknown(found.calls),
            takesOtherCredentials: found.takesOtherCredentials, incompleteness: incompleteness(code, found, SettingNeeds.unknownExtensions(of: function)) ?? handed.first?.reason)
    }

    /// What one call needs for certain is not needed perhaps as well.
    private static func sorted(_ needs: [Need]) -> [Need] {
        struct Part: Hashable {
            let action: String
            let place: SourcePlace
            let resources: [ARNPattern]
        }
        let certain = Set(needs.filter(\.isCertain).map { Part(action: $0.action, place: $0.place, resources: $0.resources) })
        return needs.filter { $0.isCertain || !certain.contains(Part(action: $0.action, place: $0.place, resources: $0.resources)) }
            .sorted { ($0.action, $0.place) < ($1.action, $1.place) }
    }

    /// Operations that do with the caller's permissions what their parameters do not say: Athena reads tables and writes results,
    /// CloudFormation makes whatever a template has.
    /// Source: https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
    private static let actingForCaller: Set<String> = [
        "athena.StartQueryExecution", "athena.GetQueryResults", "athena.CreateNamedQuery", "cloudformation.CreateStack",
        "cloudformation.UpdateStack", "cloudformation.DeleteStack", "cloudformation.CreateChangeSet", "cloudformation.ExecuteChangeSet",
    ]

    private func incompleteness(_ code: FunctionCode, _ found: SDKCalls, _ extensions: [String]) -> String? {
        if let call = found.calls.first(where: { Self.actingForCaller.contains($0.operation.id) }) {
            return "what `\(call.operation.id)` does with its permissions is in no call"
        }
        if let cut = code.analysis.cut { return "its code was not read to its end: \(cut)" }
        guard code.analysis.isExportFound else { return "its handler was not found in its code" }
        if let reason = code.closure.externals.lazy.compactMap(UnreadLibraries.reason).first { return reason }
        if let layer = extensions.first { return "what the extension in its layer `\(layer)` calls of AWS is not known" }
        if let call = found.undecided.first { return call.reason }
        if !code.closure.computedImports.isEmpty { return "it loads code under names that are computed" }
        if !code.closure.skipped.isEmpty || code.closure.isCut { return "some of the files it loads were not read" }
        return code.closure.missingImports.isEmpty ? nil : "some of the files it loads were not found"
    }
}

/// The needs of one call.
struct CallNeeds {
    let names: CodeNames
    let keys: ResourceKeys
    let roles: PassedRoles
    /// Whether the code knows what S3 answers where an object is missing.
    let handlesAbsence: Bool

    func needs(of call: SDKCall) -> [Need] {
        let all = call.operation.needs ?? []
        let own = all.first { $0.action.hasSuffix(":\(call.operation.name)") }
        let needs = all.compactMap { need -> Need? in
            let holds = need.condition.map { names.holds($0, in: call.parameters) } ?? true
            guard holds != false else { return nil }
            // Beside the action of the operation's own name the table lists what some calls need.
            let isSure = need.condition != nil || own == nil || need == own
            return self.need(need, of: call, isCertain: holds == true && isSure && !call.isPossible)
        }
        return needs + passing(call, all) + extras(of: call, needs) + keyNeeds(of: call, needs)
    }

    /// What a call may be asked for as well: where it is granted it stays, and where it is not nobody misses it.
    private func extras(of call: SDKCall, _ needs: [Need]) -> [Need] {
        let known = Set(needs.map(\.action))
        let dependents = Set(needs.compactMap(\.known).flatMap(\.dependents)).subtracting(known).sorted()
        let reason = Need.Reason.platform("may be asked for with `\(call.operation.id)`")
        let found = dependents.map { ($0, ARNPattern.everything) } + absence(call, needs) + tags(call, needs)
        return found.filter { !known.contains($0.0) }.map { action, resource in
            Need(action, on: [resource], isNamed: false, because: reason, at: call.place, isCertain: false)
        }
    }

    /// Who may not list a bucket is told that access is denied where an object is missing, which programs that look for
    /// objects take for an error; and Transcribe looks for what it reads.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html#API_HeadObject_Description
    private func absence(_ call: SDKCall, _ needs: [Need]) -> [(String, ARNPattern)] {
        let isLookup = call.operation.id == "s3.HeadObject" || call.operation.id == "s3.GetObject" && handlesAbsence
        guard isLookup || call.operation.client == "transcribe" else { return [] }
        return needs.filter { $0.action == "s3:GetObject" }.flatMap(\.resources).map { object in
            let bucket = object.resource.prefix { $0 != "/" }
            return ("s3:ListBucket", ARNPattern(service: "s3", region: "", account: "", resource: bucket.isEmpty ? "*" : String(bucket)))
        }
    }

    /// A copy takes the object's tags along unless it is told not to, which only matters where there are some.
    /// Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
    private func tags(_ call: SDKCall, _ needs: [Need]) -> [(String, ARNPattern)] {
        guard call.operation.id == "s3.CopyObject",
            names.texts(at: SDKParameterPath(steps: [.member("TaggingDirective")]), in: call.parameters) != ["REPLACE"]
        else { return [] }
        return needs.flatMap { need -> [(String, ARNPattern)] in
            switch need.action {
            case "s3:GetObject": need.resources.map { ("s3:GetObjectTagging", $0) }
            case "s3:GetObjectVersion": need.resources.map { ("s3:GetObjectVersionTagging", $0) }
            case "s3:PutObject": need.resources.map { ("s3:PutObjectTagging", $0) }
            default: []
            }
        }
    }

    /// What is needed to hand a role to the service, where the tables do not say so already; not every service checks it.
    private func passing(_ call: SDKCall, _ known: [SDKOperation.Need]) -> [Need] {
        guard !known.contains(where: { $0.action == "iam:PassRole" }) else { return [] }
        let arns = PassedRoles.arns(roles.values(in: call).flatMap(names.texts))
        if arns.isEmpty, names.isOpen(call.parameters), PassedRoles.mayTakeRole(call.operation) {
            let reason = Need.Reason.platform("may be asked for with `\(call.operation.id)`")
            return [Need("iam:PassRole", on: [.everything], isNamed: false, because: reason, at: call.place, isCertain: false)]
        }
        guard !arns.isEmpty else { return [] }
        return [Need("iam:PassRole", on: arns, isNamed: true, because: .call(call.operation.id), at: call.place, isCertain: false)]
    }

    /// What is needed of the key that encrypts what a call works on: of one that the manifest names, on that key, though its
    /// own policy may give it as well; of one that only the resource's place decides, perhaps.
    private func keyNeeds(of call: SDKCall, _ needs: [Need]) -> [Need] {
        let (actions, possible) = (call.operation.customerKeyActions, call.operation.possibleKeyActions)
        guard !actions.isEmpty || !possible.isEmpty, let found = keys(of: needs.flatMap(\.resources)) else { return [] }
        let reason = Need.Reason.platform("uses the key that encrypts what `\(call.operation.id)` works on, where there is one")
        return (actions + possible).map { action in
            let isNamed = !found.isEmpty
            let because = isNamed && actions.contains(action) ? Need.Reason.call(call.operation.id) : reason
            return Need(action, on: isNamed ? found : [.everything], isNamed: isNamed, because: because, at: call.place, isCertain: false)
        }
    }

    /// The keys that encrypt resources, none where that could not be told; `nil` where no permission on a key is needed.
    private func keys(of resources: [ARNPattern]) -> [ARNPattern]? {
        var known: [ARNPattern] = []
        var isKnown = !resources.isEmpty
        for resource in resources {
            switch keys.key(of: resource) {
            case .none?: continue
            case .customer(let key)?: if !known.contains(key) { known.append(key) }
            case .unknown?, nil: isKnown = false
            }
        }
        return known.isEmpty && isKnown ? nil : known
    }

    /// The calls of which AWS says nowhere what they need.
    func unknown(_ calls: [SDKCall]) -> [UndecidedCall] {
        calls.filter { $0.operation.needs == nil }.map {
            UndecidedCall(place: $0.place, reason: "what `\($0.operation.id)` needs is not known")
        }
    }

    /// An action that a library needs for what no operation of AWS's API stands for.
    func need(of action: String, at place: SourcePlace) -> Need {
        let types = ActionCatalogue.bundled.action(action).map(ResourceTypes.bundled.types) ?? []
        // Of several the one that says most of a resource is what requests ask for; the others belong to its settings.
        let type = types.max { $0.type.variables.count < $1.type.variables.count }?.type
        let arn = type.flatMap { ARNPattern(ARNTemplate.filled($0.arn) { _ in "*" }) }
        return Need(action, on: [arn ?? .everything], isNamed: false, because: .call(action), at: place)
    }

    private func need(_ need: SDKOperation.Need, of call: SDKCall, isCertain: Bool) -> Need {
        let (resources, isNamed) = resources(of: need, in: call.parameters)
        return Need(need.action, on: resources, isNamed: isNamed, because: .call(call.operation.id), at: call.place, isCertain: isCertain)
    }

    // MARK: Resources

    private func resources(of need: SDKOperation.Need, in parameters: CallParameters) -> (resources: [ARNPattern], isNamed: Bool) {
        guard let action = ActionCatalogue.bundled.action(need.action) else { return ([.everything], false) }
        let types = ResourceTypes.bundled.types(for: action)
        guard !types.isEmpty else { return ([.everything], true) }
        var given = GivenParts(need.parameters, parameters, names)
        complete(&given, need, types.map(\.type), parameters)
        let whole = given.arns.filter { !$0.text.isEmpty }
        if !whole.isEmpty { return (Self.widest(whole.flatMap { narrowed($0.text, to: $0.type, among: types.map(\.type)) }), whole.allSatisfy { $0.text != "*" }) }
        // A resource that a call may name and does not is none: the action is then asked for on everything.
        if Self.isOptional(types.map(\.type), need.action), !types.contains(where: { $0.isRequired || given.hasPart(of: $0.type) }) {
            return ([.everything], !names.isOpen(parameters))
        }
        let meant = self.types(among: types, given, wanted: need.parameters)
        let possible = types.map(\.type).filter { !meant.contains($0) && given.mayName($0) }
        let patterns = (meant + possible).flatMap { given.filled($0) }.compactMap(ARNPattern.init)
        return patterns.isEmpty ? ([.everything], false) : (Self.widest(patterns), meant.allSatisfy(given.names))
    }

    /// The patterns that no other one of them holds, in order.
    private static func widest(_ patterns: [ARNPattern]) -> [ARNPattern] {
        patterns.enumerated().filter { position, one in
            !patterns.enumerated().contains { $1 != one && $1.covers(one) && (!one.covers($1) || $0 < position) }
                && patterns.firstIndex(of: one) == position
        }.map(\.element)
    }

    /// Adds what a call means by what it leaves out, or says in other words than the table knows.
    private func complete(_ given: inout GivenParts, _ need: SDKOperation.Need, _ types: [ResourceType], _ parameters: CallParameters) {
        switch need.action {
        case "events:PutEvents":
            given.fill("EventBusName", "default", where: names.values(at: Self.bus, in: parameters))
        case let action where action.hasPrefix("lambda:"):
            // A version or an alias is asked for by its own ARN.
            // Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
            let found = names.values(at: Self.qualifier, in: parameters)
            given.qualify("FunctionName", by: names.texts(at: Self.qualifier, in: parameters) ?? (found.isHidden ? ["*"] : []))
        default: break
        }
        if given.isEmpty { given.addARNs(of: types, parameters, names) }
    }

    private static let bus = SDKParameterPath(steps: [.member("Entries"), .elements, .member("EventBusName")])
    private static let qualifier = SDKParameterPath(steps: [.member("Qualifier")])

    /// Whether an action may be asked for without any resource: one type alone that is not required; of several that are not, one
    /// is meant, except where they are options of a call.
    /// Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
    private static func isOptional(_ types: [ResourceType], _ action: String) -> Bool {
        types.count == 1 || ["translate:TranslateText", "translate:TranslateDocument", "translate:StartTextTranslationJob"].contains(action)
    }

    /// The most special types of which every variable is given; else those that are always needed, or any.
    private func types(
        among types: [(type: ResourceType, isRequired: Bool)], _ given: GivenParts, wanted: [SDKParameter]
    ) -> [ResourceType] {
        let filled = types.filter { entry in entry.type.variables.allSatisfy { given.variables[$0] != nil } && !entry.type.variables.isEmpty }
        if let most = filled.map(\.type.variables.count).max() { return filled.map(\.type).filter { $0.variables.count == most } }
        // What the operation's parameters would name, had they been given.
        let names = Set(wanted.compactMap { if case .variable(let name) = $0.target { name } else { nil } })
        let required = types.filter(\.isRequired)
        let possible = required.isEmpty ? types : required
        let meant = possible.filter { !$0.type.variables.isEmpty && names.isSuperset(of: $0.type.variables) }
        return (meant.isEmpty ? possible : meant).map(\.type)
    }

    /// An ARN as it is given, or a name where the API takes either.
    private func narrowed(_ text: String, to named: String, among types: [ResourceType]) -> [ARNPattern] {
        if text != "*", let pattern = ARNPattern(text) { return [pattern] }
        if let models = BedrockModel.arns(of: text, type: named) { return models }
        guard let type = types.first(where: { $0.name == named }) ?? types.first, let last = type.variables.last else { return [.everything] }
        // Secrets Manager puts a hyphen and six characters behind the name of a secret.
        let isBare = type.name == "Secret" && !text.hasSuffix("*")
        let name = ARNTemplate.filled(type.arn) { $0 == last ? text + (isBare ? SecretName.suffix : "") : "*" }
        return [ARNPattern(name) ?? .everything]
    }
}

/// The models of Bedrock that programs name: of Amazon's and others' the id, and profiles that spread calls over regions.
/// Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
private enum BedrockModel {
    private static let areas: Set<Substring> = ["us", "eu", "apac", "global", "us-gov", "jp", "au", "ca"]

    /// A profile is asked for together with its model in every region.
    static func arns(of text: String, type: String) -> [ARNPattern]? {
        guard type == "foundation-model" else { return nil }
        let model = { (name: String) in ARNPattern(service: "bedrock", region: "*", account: "", resource: "foundation-model/\(name)") }
        // A profile is the caller's own; where it leads to is anywhere.
        let profile = { (name: String) in
            ARNPattern(
                service: "bedrock", region: DeployedName.text("AWS::Region"), account: DeployedName.text("AWS::AccountId"),
                resource: "inference-profile/\(name)")
        }
        if text.hasPrefix("*") || DeployedName.isWhole(text) { return [model("*"), profile("*")] }
        guard let dot = text.firstIndex(of: "."), areas.contains(text[..<dot]) else { return [model(text)] }
        return [model(String(text[text.index(after: dot)...])), profile(text)]
    }
}
