import ApplicationModel
import ManifestReading
import SourceText

extension FrameworkGrants {
    private static let networkActions = [
        "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DescribeVpcs",
        "ec2:DeleteNetworkInterface", "ec2:DescribeSubnets", "ec2:DescribeSecurityGroups",
    ]

    /// What a polled source of the manifest's events makes the framework add.
    func polling(_ trigger: Trigger, of function: Function) -> [PolicyStatement] {
        let anything = [Value.literal("*", at: trigger.place)]
        let source = trigger.source.map { [$0] } ?? anything
        switch trigger.name {
        case "sqs":
            return [grant(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], source, trigger)]
        case "schedule":
            guard trigger.definition["method"]?.string == "scheduler", trigger.definition["roleArn"] == nil else {
                return []
            }
            return [grant(["lambda:InvokeFunction"], ownFunction(function, at: trigger.place), trigger)]
        case "stream": return stream(trigger, source: source)
        case "msk":
            return [
                grant(["kafka:DescribeCluster", "kafka:GetBootstrapBrokers"], source, trigger),
                grant(Self.networkActions, anything, trigger),
            ]
        case "kafka": return kafka(trigger, anything: anything)
        case "activemq", "rabbitmq":
            let secret = trigger.definition["basicAuthArn"].map { [$0] } ?? anything
            return [
                grant(["secretsmanager:GetSecretValue"], secret, trigger),
                grant(["mq:DescribeBroker"], source, trigger), grant(Self.networkActions, anything, trigger),
            ]
        case "cloudFront":
            return [
                grant(
                    ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:TagResource"],
                    [.literal("arn:aws:logs:*:*:*", at: trigger.place)], trigger)
            ]
        default: return []
        }
    }

    /// The scheduler invokes under the function's own role.
    private func ownFunction(_ function: Function, at place: SourcePlace) -> [Value] {
        let id = FunctionNaming.logicalID(of: function.name)
        let arn: Value.Part = .symbol(.resource(logicalID: id, attribute: "Arn"))
        return [
            Value(.symbolic(.resource(logicalID: id, attribute: "Arn")), place: place),
            Value(.composed([arn, .literal(":*")]), place: place),
        ]
    }

    private func grant(_ actions: [String], _ resources: [Value], _ trigger: Trigger) -> PolicyStatement {
        statement(actions, on: resources, for: trigger.name, at: trigger.place)
    }

    private func stream(_ trigger: Trigger, source: [Value]) -> [PolicyStatement] {
        var grants: [PolicyStatement] = []
        let consumer = trigger.definition["consumer"]?.truthy
        if trigger.kind == .keyValueStream {
            grants.append(
                grant(
                    [
                        "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream",
                        "dynamodb:ListStreams",
                    ], source, trigger))
        } else if let consumer {
            grants.append(
                grant(
                    [
                        "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStreamSummary",
                        "kinesis:ListShards",
                    ], source, trigger))
            let target = consumer.bool == nil ? [consumer] : source
            grants.append(grant(["kinesis:SubscribeToShard"], target, trigger))
        } else {
            grants.append(
                grant(
                    [
                        "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStream",
                        "kinesis:ListStreams",
                    ], source, trigger))
        }
        return grants + streamFailure(trigger)
    }

    private func streamFailure(_ trigger: Trigger) -> [PolicyStatement] {
        guard let target = trigger.failureDestination else { return [] }
        let type = trigger.definition[path: "destinations", "onFailure", "type"]?.string ?? target.knownText ?? ""
        let actions = type == "sns" || type.contains(":sns:") ? ["sns:Publish"] : ["sqs:ListQueues", "sqs:SendMessage"]
        return [grant(actions, [target], trigger)]
    }

    private func kafka(_ trigger: Trigger, anything: [Value]) -> [PolicyStatement] {
        let access = trigger.definition["accessConfigurations"]?.members ?? []
        let isNetwork: (Value.Member) -> Bool = { $0.key == "vpcSubnet" || $0.key == "vpcSecurityGroup" }
        let secrets = access.filter { !isNetwork($0) }.flatMap(\.value.oneOrMany)
        var grants: [PolicyStatement] = []
        if !secrets.isEmpty { grants.append(grant(["secretsmanager:GetSecretValue"], secrets, trigger)) }
        if access.contains(where: isNetwork) { grants.append(grant(Self.networkActions, anything, trigger)) }
        return grants
    }
}
