import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText

/// The `resources` section: the author's part of the CloudFormation template.
struct TemplateSection {
    /// The resources in order; those under `extensions` last, with the type of the framework's own resource.
    let resources: [Resource]
    /// What could not be read.
    let issues: [SourceIssue]

    /// Reads the section, intrinsic functions already symbolic.
    init(section: Value?) {
        let merged = SectionMerge(section)
        let nothing = Value(.null, place: merged.value.place)
        let own = ResourceReader(section: merged.value["Resources"] ?? nothing)
        let extensions = ResourceReader(section: merged.value["extensions"] ?? nothing)
        resources = own.resources.map(Self.typed) + extensions.resources.map(Self.typed)
        issues =
            merged.strangers.map {
                SourceIssue(
                    $0.isUndetermined ? .unresolved : .unexpectedShape,
                    "a part of the resources is not known" + ($0.undeterminedReason.map { ": \($0)" } ?? ""),
                    at: $0.usePlace)
            } + own.issues + extensions.issues
    }

    /// An entry without a type changes a resource of the framework, of which the logical id tells the type.
    private static func typed(_ resource: Resource) -> Resource {
        guard resource.type.isEmpty, let type = generatedType(of: resource.logicalID) else { return resource }
        return Resource(
            logicalID: resource.logicalID, logicalIDPlace: resource.logicalIDPlace, type: type,
            properties: resource.properties, definition: resource.definition)
    }

    private static func generatedType(of logicalID: String) -> String? {
        let whole = [
            "HttpApi": "AWS::ApiGatewayV2::Api", "HttpApiStage": "AWS::ApiGatewayV2::Stage",
            "WebsocketsApi": "AWS::ApiGatewayV2::Api", "WebsocketsDeploymentStage": "AWS::ApiGatewayV2::Stage",
            "ApiGatewayRestApi": "AWS::ApiGateway::RestApi", "IamRoleLambdaExecution": "AWS::IAM::Role",
            "ApiGatewayStage": "AWS::ApiGateway::Stage", "ApiGatewayUsagePlan": "AWS::ApiGateway::UsagePlan",
        ]
        let suffixes = [
            ("LambdaFunction", "AWS::Lambda::Function"), ("LogGroup", "AWS::Logs::LogGroup"),
            ("IamRoleLambdaExecution", "AWS::IAM::Role"), ("LambdaFunctionUrl", "AWS::Lambda::Url"),
        ]
        return whole[logicalID] ?? suffixes.first { logicalID.hasSuffix($0.0) }?.1
            ?? (logicalID.hasPrefix("ApiGatewayDeployment") ? "AWS::ApiGateway::Deployment" : nil)
    }
}
