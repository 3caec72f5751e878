import ApplicationModel
import AuditKit
import SourceText

/// Where a function of a template has its code from.
struct TemplateCode {
    /// What tells one archive from another.
    struct Key: Hashable {
        fileprivate let parts: [Value.Content]
    }

    /// The function's logical id.
    let logicalID: String
    /// The property that names the code, own or from `Globals`.
    let value: Value
    /// What tells the archive from others.
    let key: Key
    /// The file its handler stands in; `nil` when it is not known.
    let module: String?
    /// Whether everything in the folder is shipped as it is; builders of some languages ship less.
    let isCopied: Bool

    /// Languages whose functions are shipped as sources.
    private static let interpreted = ["nodejs", "python", "ruby"]

    /// The functions of a template whose code is a folder or an archive, in order.
    static func all(in application: Application) -> [TemplateCode] {
        let globals = application.document[path: "Globals", "Function"]
        return application.resources.filter { $0.generator == nil }.compactMap { TemplateCode($0, globals) }
    }

    private init?(_ resource: Resource, _ globals: Value?) {
        let isServerless = resource.type == "AWS::Serverless::Function"
        guard isServerless || resource.type == "AWS::Lambda::Function" else { return nil }
        let setting = { (key: String) in resource.properties[key] ?? (isServerless ? globals?[key] : nil) }
        guard let code = setting(isServerless ? "CodeUri" : "Code"), let key = Self.key(code),
            setting("PackageType")?.string != "Image", setting("InlineCode") == nil,
            let runtime = setting("Runtime")?.string, Self.interpreted.contains(where: runtime.hasPrefix)
        else { return nil }
        logicalID = resource.logicalID
        value = code
        self.key = key
        module = setting("Handler")?.string.map(PackedFunction.module)
        isCopied = resource.definition[path: "Metadata", "BuildMethod"] == nil
    }

    /// A folder in any spelling, or a place in S3.
    private static func key(_ code: Value) -> Key? {
        if let folder = code.string { return Key(parts: [.string(RelativePath(folder)?.description ?? folder)]) }
        let names = [("S3Bucket", "S3Key"), ("Bucket", "Key")]
        for (bucket, key) in names {
            if let name = code[key]?.content { return Key(parts: [code[bucket]?.content ?? .null, name]) }
        }
        return nil
    }
}
