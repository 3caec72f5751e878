package import ApplicationModel
package import SourceText

/// Turns the resources of a SAM template into the CloudFormation resources they stand for.
///
/// What needs a hash of the content in its logical id (deployments, versions, layers, domains) gets the id without it.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification.html
package struct SAMTransform {
    /// The author's resources in order, each followed by what it makes; then what several of them make together.
    package let resources: [Resource]
    /// What could not be read, or would not deploy.
    package let issues: [SourceIssue]
    private let references: SAMReferences

    /// Expands the resources as `ResourceReader` gives them, with intrinsic functions as symbols.
    ///
    /// `globals` is the template's section of that name. `document` loads a local file that a property names
    /// (`DefinitionUri`, the location of an `AWS::Include`) and gives its content with intrinsic functions as symbols;
    /// `nil` when it cannot be had.
    package init(resources: [Resource], globals: Value?, document: (Value) -> Value?) {
        let included = withoutActuallyEscaping(document) { document in
            resources.map(SAMDocuments(document: document).included)
        }
        var expansion = SAMExpansion(resources: included, globals: globals)
        expansion.run()
        references = SAMReferences(targets: expansion.references)
        self.resources = expansion.finished.map(references.resolved)
        issues = expansion.issues
    }

    /// A value of the template, such as an output, with references to what a SAM resource makes (`Api.Stage`,
    /// `Function.Alias`) leading to the resources that were made.
    package func resolvingReferences(in value: Value) -> Value { references.resolved(value) }
}
