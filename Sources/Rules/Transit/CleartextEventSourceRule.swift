import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A source of events that is read, or may be written, without TLS.
struct CleartextEventSourceRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .transit, "cleartext-event-source", since: "0.1.0", severity: .medium,
        summary: "gets its events without encryption",
        why: """
            A broker that listens without TLS sends every record readable through the network, and takes records from \
            whoever is in it, which the function then believes. Kafka calls it `PLAINTEXT` and `SASL_PLAINTEXT`; Amazon \
            MSK allows it where `ClientBroker` says so.
            """,
        remedy: "Let brokers take TLS alone: `ClientBroker: TLS` of Amazon MSK, `SSL` or `SASL_SSL` elsewhere.",
        cwe: [319],
        references: [
            "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html",
            "https://docs.aws.amazon.com/iot/latest/developerguide/apache-kafka-rule-action.html",
        ])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        let neighbours = Neighbours(of: application)
        let declared = application.resources.flatMap { resource -> [Verdict] in
            switch resource.type {
            case "AWS::MSK::Cluster": cluster(resource, neighbours, in: application)
            case "AWS::IoT::TopicRule": forwarding(resource, in: application)
            case "AWS::Pipes::Pipe": pipe(resource)
            default: []
            }
        }
        let read = application.functions.flatMap { function in
            function.triggers.filter { $0.kind == .kafka }.flatMap { brokers(of: $0, function) }
        }
        return declared + read + application.environmentBindings.flatMap { protocols(of: $0, in: application) }
    }

    private func cluster(_ resource: Resource, _ neighbours: Neighbours, in application: Application) -> [Verdict] {
        let path = ["EncryptionInfo", "EncryptionInTransit"]
        let functions = neighbours.functions(beside: resource.logicalID)
        let doors = [("ClientBroker", ["PLAINTEXT", "TLS_PLAINTEXT"], Repair.Literal.string("TLS")), ("InCluster", ["false"], .bool(true))]
        return doors.flatMap { key, open, better in
            application.settings(path + [key], of: resource.properties).compactMap { setting -> Verdict? in
                switch setting {
                case .missing: return nil
                case .unknown(let value): return .undecided(at: value.place, because: value.whyUndetermined, functions: functions)
                case .set(let value):
                    guard let text = value.scalarText, open.contains(text) else { return nil }
                    let violation = Violation(
                        at: value.place, "the brokers of `\(resource.logicalID)` talk without TLS by `\(key): \(text)`",
                        gain: """
                            whoever gets into the network reads every record of `\(resource.logicalID)`, and hands its \
                            readers records of their own
                            """,
                        functions: functions, subject: "resource \(resource.logicalID)",
                        repair: resource.repair("let brokers talk TLS alone", safety: .unsafe, replacing: value, with: better))
                    return .violation(violation)
                }
            }.decisive
        }
    }

    /// Actions of a rule of AWS IoT that pass messages on to Kafka.
    private func forwarding(_ resource: Resource, in application: Application) -> [Verdict] {
        let path = ["TopicRulePayload", "Actions", "*", "Kafka", "ClientProperties", "security.protocol"]
        return application.settings(path, of: resource.properties).compactMap { setting in
            guard let value = setting.value, let text = value.string, Self.isCleartext(text) else { return nil }
            let violation = Violation(
                at: value.place, "the rule `\(resource.logicalID)` passes messages on to Kafka by `\(text)`",
                gain: "whoever gets into the network between AWS IoT and the brokers reads and changes the messages",
                functions: [], subject: "resource \(resource.logicalID)", remedy: "Write `SSL` or `SASL_SSL`.")
            return .violation(violation)
        }
    }

    private func pipe(_ resource: Resource) -> [Verdict] {
        guard let source = resource.properties["Source"], let text = source.string, text.hasPrefix("smk://"),
            Self.isPlainPort(text)
        else { return [] }
        let credentials = resource.properties[path: "SourceParameters", "SelfManagedKafkaParameters", "Credentials"]
        guard credentials == nil else { return [] }
        return [.violation(unproven(source, text, reader: resource.logicalID, functions: []))]
    }

    /// Lambda speaks TLS wherever it proves who it is; without that, brokers on Kafka's port for cleartext get cleartext.
    private func brokers(of trigger: Trigger, _ function: Function) -> [Verdict] {
        let definition = trigger.definition
        let methods = (definition["accessConfigurations"]?.members.map(\.key) ?? [])
            + (definition["SourceAccessConfigurations"]?.elements ?? []).compactMap { $0["Type"]?.string }
        guard methods.allSatisfy({ $0.lowercased().filter(\.isLetter).hasPrefix("vpc") }) else { return [] }
        let servers = definition["bootstrapServers"]
            ?? definition[path: "SelfManagedEventSource", "Endpoints", "KafkaBootstrapServers"]
            ?? definition["KafkaBootstrapServers"]
        return (servers?.oneOrMany ?? []).compactMap { server in
            guard let text = server.string, Self.isPlainPort(text) else { return nil }
            return .violation(unproven(server, text, reader: function.name, functions: [function.name]))
        }
    }

    private func unproven(_ server: Value, _ text: String, reader: String, functions: [String]) -> Violation {
        Violation(
            at: server.place, "`\(reader)` reads from brokers on port 9092 and proves nothing to them",
            gain: "whoever gets into the network reads the records for `\(reader)`, and hands it records of their own",
            functions: functions, confidence: .low,
            remedy: "Use the brokers' port with TLS, and name an access configuration such as `saslScram512Auth`.")
    }

    private func protocols(of binding: EnvironmentBinding, in application: Application) -> [Verdict] {
        let name = binding.variable.name.uppercased()
        guard name.hasSuffix("SECURITY_PROTOCOL") || name.contains("KAFKA") && name.hasSuffix("PROTOCOL") else { return [] }
        return application.possibleTexts(of: binding.variable.value).texts.compactMap { text in
            guard Self.isCleartext(text.text) else { return nil }
            let violation = Violation(
                at: text.place, "environment variable `\(binding.variable.name)` makes Kafka's client talk without TLS",
                gain: """
                    whoever gets into the network between `\(binding.mostExposed.name)` and the brokers reads and changes \
                    the records\(text.text.uppercased().hasPrefix("SASL") ? ", and the password that opens them" : "")
                    """,
                remedy: "Write `SSL` or `SASL_SSL`.")
            return binding.concerning(.violation(violation))
        }
    }

    private static func isCleartext(_ text: String) -> Bool { ["PLAINTEXT", "SASL_PLAINTEXT"].contains(text.uppercased()) }

    private static func isPlainPort(_ text: String) -> Bool { text.hasSuffix(":9092") || text.contains(":9092,") }
}

extension CleartextEventSourceRule {
    static let examples: [RuleExample] = [
        .flagged(
            .cloudFormation,
            """
            Resources:
              Orders:
                Type: AWS::MSK::Cluster
                Properties:
                  ClusterName: orders
                  EncryptionInfo:
                    EncryptionInTransit:
                      ClientBroker: «TLS_PLAINTEXT»
                      InCluster: «false»
              Meters:
                Type: AWS::IoT::TopicRule
                Properties:
                  TopicRulePayload:
                    Sql: SELECT * FROM 'meters'
                    Actions:
                      - Kafka:
                          Topic: meters
                          ClientProperties:
                            bootstrap.servers: broker.shop.example:9092
                            security.protocol: «SASL_PLAINTEXT»
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              ship:
                handler: ship.handler
                environment:
                  KAFKA_SECURITY_PROTOCOL: «SASL_PLAINTEXT»
                events:
                  - kafka:
                      topic: orders
                      bootstrapServers:
                        - «broker.shop.example:9092»
                      accessConfigurations:
                        vpcSubnet: [subnet-0011223344556677]
                        vpcSecurityGroup: sg-0123456789
            """),
        .clean(
            .cloudFormation,
            """
            # Without the setting brokers talk TLS alone.
            Resources:
              Orders:
                Type: AWS::MSK::Cluster
                Properties:
                  ClusterName: orders
            """),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              ship:
                handler: ship.handler
                environment:
                  KAFKA_SECURITY_PROTOCOL: SASL_SSL
                events:
                  - kafka:
                      topic: orders
                      bootstrapServers:
                        - broker.shop.example:9096
                      accessConfigurations:
                        saslScram512Auth: arn:aws:secretsmanager:eu-west-1:123456789012:secret:kafka-AbCdEf
            """),
        .undecided(
            .cloudFormation,
            """
            Parameters:
              Encryption: { Type: String }
            Resources:
              Orders:
                Type: AWS::MSK::Cluster
                Properties:
                  EncryptionInfo:
                    EncryptionInTransit:
                      ClientBroker: !Ref Encryption
            """),
    ]
}
