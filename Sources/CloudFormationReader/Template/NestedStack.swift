internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// A stack within a stack, of which the template lies in the tree.
struct NestedStack {
    /// The logical id in the parent.
    let logicalID: String
    /// Where the parent names the template.
    let location: Value
    /// The template.
    let path: RelativePath
    /// What the parent sets, as far as it is known; what is not known stays the child's parameter at first.
    let parameters: [String: Value]

    /// Finds the template that a resource nests; `nil` for other resources and for templates elsewhere.
    init?(_ resource: Resource, in directory: RelativePath) {
        let properties = resource.properties
        let written: Value? =
            switch resource.type {
            case "AWS::CloudFormation::Stack":
                // What the CDK synthesizes names an object in a bucket; its file stands beside the parent's.
                resource.definition[path: "Metadata", "aws:asset:path"] ?? properties["TemplateURL"]
            case "AWS::Serverless::Application": properties["Location"]
            default: nil
            }
        guard let written, let text = written.string, !text.contains("://"), let path = directory.appending(text) else {
            return nil
        }
        logicalID = resource.logicalID
        location = written
        self.path = path
        parameters = Dictionary(
            (properties["Parameters"]?.members ?? []).map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    }

    /// A stack that nests itself, or too deep.
    var loopIssue: SourceIssue {
        SourceIssue(.cycle, "the stack `\(logicalID)` nests itself or too deep and was not followed", at: location.place)
    }

    /// A template that is not there.
    var missingIssue: SourceIssue {
        SourceIssue(
            .missingFile, "the template `\(path)` of the nested stack `\(logicalID)` is not in the tree",
            help: "scan the directory that holds both, or package the application first", at: location.place)
    }

    /// The child's resources and outputs as the parent sees them: its own names with the stack's in front, its
    /// parameters as the parent sets them.
    func joined(_ child: TemplateContents) -> (resources: [Resource], outputs: [String: Value]) {
        let own = Set(child.resources.map(\.logicalID))
        let substitution = SymbolSubstitution { symbol in
            switch symbol {
            case .resource(let id, let attribute) where own.contains(id):
                Value(
                    .symbolic(.resource(logicalID: name(id), attribute: attribute)), place: location.place)
            case .parameter(let parameter): parameters[parameter]
            default: nil
            }
        }
        let resources = child.resources.map { substitution.apply(to: $0, logicalID: name($0.logicalID)) }
        let outputs = child.outputs.compactMap { output in
            output.value.map { (output.name, substitution.apply(to: $0)) }
        }
        return (resources, Dictionary(outputs, uniquingKeysWith: { $1 }))
    }

    private func name(_ logicalID: String) -> String { logicalID.isEmpty ? logicalID : "\(self.logicalID).\(logicalID)" }
}
