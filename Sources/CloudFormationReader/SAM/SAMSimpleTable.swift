internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Resources that become one of CloudFormation's and little else.
extension SAMExpansion {
    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html
    mutating func expandSimpleTable(_ id: String) {
        guard let draft = drafts[id] else { return }
        let own = draft.properties
        let new = ValueMaker(own.member("PrimaryKey")?.keyPlace ?? draft.place)
        let key = own["PrimaryKey"]
        let types = ["String": "S", "Number": "N", "Binary": "B"]
        let type = key?["Type"].map { value in
            value.replacing(value.string.flatMap { types[$0] }.map { .string($0) } ?? value.content)
        }
        let name = key?["Name"] ?? new.text("id")
        var table = new.members([
            "AttributeDefinitions": new.list([
                new.map(["AttributeName": name, "AttributeType": type ?? new.text("S")])
            ]),
            "KeySchema": new.list([new.map(["AttributeName": name, "KeyType": new.text("HASH")])]),
            "BillingMode": own["ProvisionedThroughput"]?.isTruthy == true ? nil : new.text("PAY_PER_REQUEST"),
        ])
        let passed = ["PointInTimeRecoverySpecification", "ProvisionedThroughput", "SSESpecification", "TableName"]
        for member in own.passed(passed).members { table.set(member) }
        if let tags = own["Tags"], tags.isTruthy {
            table.set("Tags", new.list(new.tags(tags)), at: own.member("Tags")?.keyPlace)
        }
        become("AWS::DynamoDB::Table", table, id: id)
    }

    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-layerversion.html
    mutating func expandLayer(_ id: String) {
        guard let draft = drafts[id] else { return }
        let own = draft.properties
        var layer = own.passed([
            "LayerName", "Description", "CompatibleArchitectures", "CompatibleRuntimes", "LicenseInfo",
        ])
        if layer["LayerName"] == nil { layer.set("LayerName", ValueMaker(draft.place).text(id)) }
        layer.set("Content", own["ContentUri"].map { SAMCode.location($0) }, at: own.member("ContentUri")?.keyPlace)
        become("AWS::Lambda::LayerVersion", layer, id: id)
    }

    /// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-capacityprovider.html
    mutating func expandCapacityProvider(_ id: String) {
        guard let draft = drafts[id] else { return }
        let own = draft.properties
        let origin = origin(draft)
        let new = origin.new
        let sam = new.tag("lambda:createdBy", "SAM")
        var provider = own.passed(["CapacityProviderName", "KmsKeyArn"])
        let network = MemberMap(own["VpcConfig"]).passed(["SubnetIds", "SecurityGroupIds"])
        provider.set("VpcConfig", network.value(at: own["VpcConfig"]?.place ?? draft.place))
        let role = own["OperatorRole"] ?? new.attribute("Arn", of: id + "OperatorRole")
        provider.set("PermissionsConfig", new.map(["CapacityProviderOperatorRoleArn": role]))
        provider.set("Tags", new.list(new.tags(own["Tags"]) + [sam]))
        provider.set("InstanceRequirements", instances(own["InstanceRequirements"]))
        provider.set("CapacityProviderScalingConfig", scaling(own["ScalingConfig"]))
        if own["OperatorRole"] == nil {
            let passed = own["PropagateTags"]?.bool == true ? new.tags(own["Tags"]) : []
            emit(
                origin.draft(
                    "AWS::IAM::Role", id + "OperatorRole",
                    [
                        "AssumeRolePolicyDocument": new.trust("lambda.amazonaws.com"),
                        "ManagedPolicyArns": new.list([new.managedPolicy("AWSLambdaManagedEC2ResourceOperator")]),
                        "Tags": new.list([sam] + passed),
                    ]), for: id)
        }
        become("AWS::Lambda::CapacityProvider", provider, id: id)
    }

    private func instances(_ property: Value?) -> Value? {
        guard let property, property.isTruthy else { return nil }
        let settings = MemberMap(property)
        return ValueMaker(property.usePlace).map([
            "Architectures": settings["Architectures"], "AllowedInstanceTypes": settings["AllowedTypes"],
            "ExcludedInstanceTypes": settings["ExcludedTypes"],
        ])
    }

    private func scaling(_ property: Value?) -> Value? {
        guard let property, property.isTruthy else { return nil }
        let settings = MemberMap(property)
        let new = ValueMaker(property.usePlace)
        let policy = settings["AverageCPUUtilization"].map { target in
            new.map([
                "PredefinedMetricType": new.text("LambdaCapacityProviderAverageCPUUtilization"), "TargetValue": target,
            ])
        }
        return new.map([
            "MaxVCpuCount": settings["MaxVCpuCount"], "ScalingMode": new.text(policy == nil ? "Auto" : "Manual"),
            "ScalingPolicies": policy.map { new.list([$0]) },
        ])
    }
}
