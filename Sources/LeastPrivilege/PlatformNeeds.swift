import ApplicationModel
import Permissions
import SourceText

/// What Lambda does under a function's role by itself: read its queues and streams, write its log, join its network.
struct PlatformNeeds {
    private let application: Application
    private let names: ManifestNames

    init(_ application: Application, _ names: ManifestNames) {
        self.application = application
        self.names = names
    }

    func needs(of function: Function) -> [Need] {
        logs(function) + function.triggers.flatMap { polled($0) + privateSource($0) } + destinations(function)
            + SettingNeeds(function, names).needs
    }

    // MARK: Its own

    private func logs(_ function: Function) -> [Need] {
        guard !function.hasLogsDisabled else { return [] }
        let group = "arn:aws:logs:*:*:log-group:/aws/lambda/\(name(of: function))"
        let write = ["logs:CreateLogStream", "logs:PutLogEvents"].map { need($0, group + ":*", "writes the function's log", function.namePlace) }
        // Requests name the group with and without what is in it.
        let groups = [group, group + ":*"].map { ARNPattern($0) ?? .everything }
        let reason = Need.Reason.platform("makes the function's log group")
        return [Need("logs:CreateLogGroup", on: groups, isNamed: true, because: reason, at: function.namePlace)] + write
    }

    /// A framework names its functions, and whoever deploys a template leaves that to CloudFormation.
    private func name(of function: Function) -> String {
        guard application.format == .serverlessFramework, function.deployedName == nil else { return names.deployedName(of: function) }
        return StackNames.function(function.name, of: application)
    }

    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
    static let network = [
        "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface", "ec2:DescribeSubnets",
        "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses", "ec2:DescribeSecurityGroups", "ec2:DescribeVpcs",
    ]

    // MARK: Where events come from

    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
    private static let polls: [Trigger.Kind: (actions: [String], everywhere: [String])] = [
        .queue: (["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"], []),
        .keyValueStream: (["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream"], ["dynamodb:ListStreams"]),
        .dataStream: (
            ["kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:ListShards", "kinesis:SubscribeToShard"],
            ["kinesis:ListStreams"]
        ),
    ]

    private func polled(_ trigger: Trigger) -> [Need] {
        guard let poll = Self.polls[trigger.kind] else { return [] }
        let sources = trigger.source.map { names.texts(of: $0) } ?? ["*"]
        let reason = "reads the source of `\(trigger.name)`"
        return poll.everywhere.map { need($0, "*", reason, trigger.place) }
            + sources.flatMap { source in poll.actions.map { need($0, source, reason, trigger.place) } }
    }

    /// Brokers and databases are reached through the network, mostly with a password from a store.
    private func privateSource(_ trigger: Trigger) -> [Need] {
        guard let actions = Self.private[trigger.kind] else { return [] }
        let own = trigger.kind == .kafka && trigger.signsInByItself ? actions.filter { !$0.hasPrefix("kafka-cluster:") } : actions
        let all = own + Self.network + ["secretsmanager:GetSecretValue", "kms:Decrypt"]
        return all.map { need($0, "*", "reads the source of `\(trigger.name)`", trigger.place) }
    }

    private static let `private`: [Trigger.Kind: [String]] = [
        .kafka: [
            "kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers", "kafka-cluster:Connect",
            "kafka-cluster:DescribeGroup", "kafka-cluster:AlterGroup", "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData",
            "kafka-cluster:DescribeClusterDynamicConfiguration",
        ],
        .activeMQ: ["mq:DescribeBroker"], .rabbitMQ: ["mq:DescribeBroker"],
        .documentStream: ["rds:DescribeDBClusterParameters", "rds:DescribeDBSubnetGroups", "rds:DescribeDBClusters"],
    ]

    // MARK: Where results go

    private func destinations(_ function: Function) -> [Need] {
        let ofSources = function.triggers.compactMap(\.failureDestination)
        return (function.failureDestinations + function.successDestinations + ofSources).flatMap { destination in
            names.texts(of: destination["arn"] ?? destination).flatMap { text -> [Need] in
                guard let service = ARNPattern(text)?.service else { return anySends(destination.place) }
                return (Self.sends[service] ?? []).map { need($0, text, Self.sending, destination.place) }
            }
        }
    }

    private static let sending = "sends what became of events on"

    /// Of an ARN that only the deployment knows the service is not known either.
    private func anySends(_ place: SourcePlace) -> [Need] {
        Self.sends.values.flatMap(\.self).sorted().map { action in
            Need(action, on: [.everything], isNamed: false, because: .platform(Self.sending), at: place, isCertain: false)
        }
    }

    private static let sends = [
        "sqs": ["sqs:SendMessage"], "sns": ["sns:Publish"], "lambda": ["lambda:InvokeFunction"], "events": ["events:PutEvents"],
        "s3": ["s3:PutObject", "s3:ListBucket"],
    ]

    private func need(_ action: String, _ resource: String, _ reason: String, _ place: SourcePlace) -> Need {
        Need(action, on: [ARNPattern(resource) ?? .everything], isNamed: true, because: .platform(reason), at: place)
    }
}

extension Trigger {
    /// Whether its source asks for a password or a certificate, and so for no permission of IAM's on the cluster's data.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/msk-cluster-auth.html
    fileprivate var signsInByItself: Bool {
        let written = definition["saslScram512"].map { _ in "saslScram512" }
        let template = (definition["SourceAccessConfigurations"]?.elements ?? []).compactMap { $0["Type"]?.string }
        let methods = (definition["accessConfigurations"]?.members.map(\.key) ?? []) + template + [written].compactMap(\.self)
        return methods.contains { method in
            let method = method.lowercased()
            return ["sasl", "basic"].contains(where: method.hasPrefix) || method.hasPrefix("client")
        }
    }
}
