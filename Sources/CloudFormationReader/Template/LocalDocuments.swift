internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Files of the tree that resources name as their body: OpenAPI documents and state machines.
///
/// `aws cloudformation package` and `sam package` upload them and put the address in; before that they are paths.
/// Source: https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html
struct LocalDocuments {
    /// The property that names the file, and the one that holds the same inline.
    private static let properties = [
        "AWS::Serverless::Api": ("DefinitionUri", "DefinitionBody"),
        "AWS::Serverless::HttpApi": ("DefinitionUri", "DefinitionBody"),
        "AWS::ApiGateway::RestApi": ("BodyS3Location", "Body"),
        "AWS::ApiGatewayV2::Api": ("BodyS3Location", "Body"),
        "AWS::Serverless::StateMachine": ("DefinitionUri", "Definition"),
        "AWS::StepFunctions::StateMachine": ("DefinitionS3Location", "Definition"),
    ]

    private let directory: RelativePath
    private let scope: TemplateScope
    private var documents: [String: Value] = [:]
    /// The files that were read.
    private(set) var files: [RelativePath] = []
    /// Files that could not be read.
    private(set) var issues: [SourceIssue] = []

    /// Prepares the reading for a template of a directory.
    init(directory: RelativePath, scope: TemplateScope) {
        self.directory = directory
        self.scope = scope
    }

    /// Reads the files that resources name.
    mutating func load(for resources: [Resource], loader: inout ManifestLoader) {
        for resource in resources {
            guard let (property, _) = Self.properties[resource.type], let location = resource.properties[property] else {
                continue
            }
            load(location, loader: &loader)
        }
    }

    private mutating func load(_ location: Value, loader: inout ManifestLoader) {
        guard let text = location.string, documents[text] == nil, !text.contains("://") else { return }
        guard let path = directory.appending(text) else {
            issues.append(SourceIssue(.outsideRoot, "`\(text)` leads outside the scanned directory", at: location.place))
            return
        }
        guard let root = loader.load(path, askedAt: location.place)?.root else { return }
        documents[text] = IntrinsicFunctions(scope: scope).resolve(Value(root))
        files.append(path)
    }

    /// The document that a property's value names; `nil` when it could not be had.
    func document(at location: Value) -> Value? { location.string.flatMap { documents[$0] } }

    /// The resource with the document it names as if it stood inline.
    func applied(to resource: Resource) -> Resource {
        guard let (property, inline) = Self.properties[resource.type], resource.properties[inline] == nil,
            let location = resource.properties.member(property), let document = document(at: location.value)
        else { return resource }
        let member = Value.Member(key: inline, keyPlace: location.keyPlace, value: document)
        return Resource(
            logicalID: resource.logicalID, logicalIDPlace: resource.logicalIDPlace, type: resource.type,
            properties: resource.properties.replacing(.map(resource.properties.members + [member])),
            definition: resource.definition, generator: resource.generator)
    }
}
