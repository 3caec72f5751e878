internal import ApplicationModel
internal import SourceText

/// The role that SAM makes for a function without one.
extension SAMExpansion {
    /// Makes the role last, for events add to what it needs.
    mutating func addRole(_ function: inout FunctionDraft) {
        let given = function["Role"]
        guard given == nil || given?.choice != nil else { return }
        let id = function.id + "Role"
        let policies = function.member("Policies")
        var role = function.origin.asked(
            by: policies == nil ? function.origin.word : "Policies", at: policies?.keyPlace
        )
        .draft("AWS::IAM::Role", id, roleProperties(function, id))
        let arn = function.origin.new.attribute("Arn", of: id)
        guard let given, let choice = given.choice else {
            function.properties.set("Role", arn, at: role.place)
            return function.make(role)
        }
        guard let condition = condition(of: choice, at: given.usePlace) else { return }
        if choice.then.isAbsent, choice.otherwise.isAbsent {
            function.properties.set("Role", arn, at: role.place)
        } else {
            function.properties.set("Role", given.replacing(filled(choice, with: arn).content))
            role.attributes.set("Condition", condition)
        }
        function.make(role)
    }

    /// The condition under which a role that is chosen with `Fn::If` must be made; `nil` when both branches have one.
    private func condition(of choice: Value.Choice, at place: SourcePlace) -> Value? {
        if choice.then.isAbsent { return choice.condition }
        guard choice.otherwise.isAbsent else { return nil }
        let new = ValueMaker(place)
        return new.text("NOT" + (choice.condition.string ?? ""))
    }

    private func filled(_ choice: Value.Choice, with arn: Value) -> Value {
        ValueMaker(arn.place).conditional(
            choice.condition, choice.then.isAbsent ? arn : choice.then,
            choice.otherwise.isAbsent ? arn : choice.otherwise)
    }

    private mutating func roleProperties(_ function: FunctionDraft, _ id: String) -> MemberMap {
        let new = function.origin.new
        var policies = SAMPolicies(
            function["Policies"], role: id, attached: basicPolicies(function),
            documents: deadLetterPolicy(function) + function.destinationPolicies)
        for arn in function.attached { policies.attach(arn) }
        policies.include(function.included)
        issues += policies.issues
        let tags = [new.tag("lambda:createdBy", "SAM")] + new.tags(function["Tags"])
        var properties = MemberMap()
        properties.set(
            "AssumeRolePolicyDocument", function["AssumeRolePolicyDocument"] ?? new.trust("lambda.amazonaws.com"),
            at: function.member("AssumeRolePolicyDocument")?.keyPlace)
        properties.set("ManagedPolicyArns", new.list(policies.managed))
        if !policies.documents.isEmpty { properties.set("Policies", new.list(policies.documents)) }
        properties.set("Path", function["RolePath"], at: function.member("RolePath")?.keyPlace)
        properties.set(
            "PermissionsBoundary", function["PermissionsBoundary"], at: function.member("PermissionsBoundary")?.keyPlace
        )
        properties.set("Tags", new.list(tags))
        return properties
    }

    private func basicPolicies(_ function: FunctionDraft) -> [Value] {
        let isDurable = function["DurableConfig"] != nil
        let basic = isDurable ? "AWSLambdaBasicDurableExecutionRolePolicy" : "AWSLambdaBasicExecutionRole"
        var arns = [function.origin.new.managedPolicy("service-role/" + basic)]
        if function.source.tracing != nil, let tracing = function.member("Tracing") {
            arns.append(ValueMaker(tracing.keyPlace).managedPolicy("AWSXrayWriteOnlyAccess"))
        }
        if let vpc = function.member("VpcConfig") {
            arns.append(ValueMaker(vpc.keyPlace).managedPolicy("service-role/AWSLambdaVPCAccessExecutionRole"))
        }
        return arns
    }

    private func deadLetterPolicy(_ function: FunctionDraft) -> [Value] {
        guard let queue = function.member("DeadLetterQueue"), let target = queue.value["TargetArn"] else { return [] }
        let new = ValueMaker(queue.keyPlace)
        let actions = ["SQS": "sqs:SendMessage", "SNS": "sns:Publish"]
        guard let action = queue.value["Type"]?.string.flatMap({ actions[$0] }) else { return [] }
        return [new.policy("DeadLetterQueuePolicy", [new.allow(action, on: target)], version: true)]
    }
}
