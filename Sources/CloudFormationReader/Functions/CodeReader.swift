internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// What is shipped for a function of a template, and where its code lies in the tree.
struct CodeReader {
    let resource: Resource

    /// The package.
    var package: FunctionPackage {
        var package = FunctionPackage(method: .individual)
        package.source = source
        package.place = source?.place
        let code = resource.properties["Code"]
        if isImage {
            package.method = .image
        } else if let metadata = resource.definition[path: "Metadata", "BuildMethod"], metadata.string == "esbuild" {
            package.method = .bundler
            package.bundler = "esbuild"
            package.individually = metadata.replacing(.bool(true))
        } else if code?["S3Key"] != nil, source == nil {
            package.method = .artifact
            package.artifact = code?["S3Key"]
        }
        return package
    }

    private var isImage: Bool {
        resource.properties["PackageType"]?.string == "Image" || resource.properties[path: "Code", "ImageUri"] != nil
    }

    /// Where the code lies: what SAM and `aws cloudformation package` upload, or what the CDK staged.
    private var source: Value? {
        if let staged = resource.definition[path: "Metadata", "aws:asset:path"] { return staged }
        let properties = resource.definition["Properties"]
        let written = properties?["CodeUri"] ?? properties?["Code"] ?? resource.properties["CodeUri"]
        let given = written ?? resource.properties["Code"]
        guard let text = given?.string, !text.contains("://") else { return nil }
        return given
    }
}
