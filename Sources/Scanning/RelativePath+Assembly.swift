import SourceText

extension RelativePath {
    /// The directory in which the CDK puts what it synthesizes.
    static let assemblyDirectory = "cdk.out"

    /// Whether the path lies in what the CDK synthesized, which the next synthesis writes anew.
    var isInAssembly: Bool { description.split(separator: "/").dropLast().contains { $0 == Self.assemblyDirectory } }
}
