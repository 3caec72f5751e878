internal import ApplicationModel
internal import ManifestReading
internal import SourceText

extension ResourceTriggers {
    /// Callers beside events and APIs: deployments, rotation, pipes, content delivery, balancers, agents.
    mutating func readOther(_ resource: Resource) {
        let properties = resource.properties
        switch resource.type {
        case "AWS::SecretsManager::RotationSchedule":
            add(.other, .synchronous, resource, target: properties["RotationLambdaARN"], source: properties["SecretId"])
        case "AWS::Pipes::Pipe":
            for target in [properties["Target"], properties["Enrichment"]] {
                add(.other, .synchronous, resource, target: target, source: properties["Source"])
            }
        case "AWS::CloudFront::Distribution": readEdge(properties["DistributionConfig"], of: resource)
        case "AWS::ElasticLoadBalancingV2::TargetGroup": readBalancer(resource)
        case "AWS::KinesisFirehose::DeliveryStream", "AWS::Bedrock::Agent", "AWS::Lex::Bot", "AWS::Lex::BotAlias",
            "AWS::S3ObjectLambda::AccessPoint", "AWS::CodePipeline::Pipeline", "AWS::Connect::IntegrationAssociation",
            "AWS::BedrockAgentCore::GatewayTarget":
            for mention in FunctionReferences(in: properties, template: template).mentions {
                add(
                    .other, .synchronous, resource, target: .literal(mention.function, at: mention.value.usePlace),
                    source: nil)
            }
        default:
            if resource.type.hasPrefix("Custom::") || resource.type == "AWS::CloudFormation::CustomResource" {
                add(.deploymentHook, .synchronous, resource, target: properties["ServiceToken"], source: nil)
            }
        }
    }

    /// Functions at the edge see every request of a distribution's visitors.
    private mutating func readEdge(_ distribution: Value?, of resource: Resource) {
        let behaviors = [distribution?["DefaultCacheBehavior"]] + (distribution?["CacheBehaviors"]?.elements ?? [])
        for behavior in behaviors {
            for association in behavior?["LambdaFunctionAssociations"]?.elements ?? [] {
                add(
                    .contentDelivery, .synchronous, resource, target: association["LambdaFunctionARN"],
                    source: reference(to: resource))
            }
        }
    }

    /// A target group of functions is reached through the rules that forward to it.
    private mutating func readBalancer(_ group: Resource) {
        guard group.properties["TargetType"]?.string == "lambda" else { return }
        let doors = LoadBalancerDoors(template: template).routes(to: group)
        for target in group.properties["Targets"]?.elements ?? [] {
            for route in doors {
                add(.loadBalancer, .synchronous, group, target: target["Id"], source: reference(to: group), route: route)
            }
        }
    }
}
