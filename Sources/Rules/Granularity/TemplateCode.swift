import ApplicationModel
import AuditKit
import SourceText

/// Where a function of a template has its code from.
struct TemplateCode {
    /// What tells one archive from another.
    struct Key: Hashable {
        fileprivate let content: Value.Content
    }

    /// The function.
    let function: Function
    /// The value that names the code, own or from `Globals`.
    let value: Value
    /// What tells the archive from others.
    let key: Key
    /// The file its handler stands in; `nil` when it is not known.
    let module: String?

    /// Languages whose functions are shipped as sources.
    private static let interpreted = ["nodejs", "python", "ruby"]

    /// The functions of a template whose code is a folder or an archive that is shipped as it is, in order; builders such
    /// as esbuild make each function a bundle of its own.
    static func all(in application: Application) -> [TemplateCode] { application.functions.compactMap(TemplateCode.init) }

    private init?(_ function: Function) {
        let package = function.package
        guard [.individual, .artifact].contains(package.method), let code = package.source ?? package.artifact,
            function.definition[path: "Metadata", "BuildMethod"] == nil, let runtime = function.runtime?.string,
            Self.interpreted.contains(where: runtime.hasPrefix)
        else { return nil }
        self.function = function
        value = code
        // A folder in any spelling is one.
        key = Key(content: code.string.map { .string(RelativePath($0)?.description ?? $0) } ?? code.content)
        module = function.handler?.string.map(PackedFunction.module)
    }

    /// Whether the code is the folder of the template itself.
    var isWholeFolder: Bool { value.string.flatMap(RelativePath.init) == .root }
}
