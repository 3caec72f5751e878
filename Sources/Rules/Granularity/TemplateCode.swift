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
    /// The file or class its handler stands in; `nil` when it is not known.
    let module: String?
    /// Whether a compiler makes the archive, so that it holds no more than the program.
    let isCompiled: Bool

    /// Languages of which a folder becomes one archive with the code of all handlers in it. Go's has one program.
    private static let together = ["nodejs", "python", "ruby", "java", "dotnet"]

    /// The functions of a template whose code is a folder or an archive that is shipped as it is, in order; builders such
    /// as esbuild make each function a bundle of its own.
    static func all(in application: Application) -> [TemplateCode] { application.functions.compactMap(TemplateCode.init) }

    private init?(_ function: Function) {
        let package = function.package
        guard [.individual, .artifact].contains(package.method), let code = package.source ?? package.artifact,
            function.definition[path: "Metadata", "BuildMethod"] == nil, let runtime = function.runtime?.string,
            Self.together.contains(where: runtime.hasPrefix)
        else { return nil }
        self.function = function
        isCompiled = runtime.hasPrefix("java") || runtime.hasPrefix("dotnet")
        value = code
        // A folder in any spelling is one.
        key = Key(content: code.string.map { .string(RelativePath($0)?.description ?? $0) } ?? code.content)
        module = function.handler?.string.map { TemplateCode.module($0, runtime) }
    }

    /// A handler of Java's is `package.Class::method` or a class, of .NET's `Assembly::Namespace.Class::Method` or an
    /// assembly.
    private static func module(_ handler: String, _ runtime: String) -> String {
        guard runtime.hasPrefix("java") || runtime.hasPrefix("dotnet") else { return PackedFunction.module(handler) }
        let parts = handler.split(separator: ":")
        return (runtime.hasPrefix("dotnet") && parts.count == 3 ? parts[1] : parts.first ?? "").description
    }

    /// Whether the code is the folder of the template itself.
    var isWholeFolder: Bool { value.string.flatMap(RelativePath.init) == .root }
}
