import ApplicationModel
import CodeAnalysis
import LeastPrivilege
import ManifestReading
import ServerlessFrameworkReader
import SourceText
import Testing

/// An application that a test writes, compared with its code.
struct ComparedApplication {
    let application: Application
    let comparison: PermissionComparison

    /// Reads `serverless.yml` and the code beside it.
    init(_ manifest: String, _ files: [String: String]) async throws {
        let source = InMemoryFileSource(files.merging(["serverless.yml": manifest]) { first, _ in first })
        var loader = ManifestLoader(source)
        let path = RelativePath("serverless.yml") ?? .root
        let result = ServerlessFrameworkReader().read(path, loader: &loader, options: ReadingOptions())
        application = try #require(result.applications.first)
        let code = await CodeAnalyser(CodeFiles(source)).code(of: application)
        comparison = await PermissionComparison(application, code)
    }

    /// What the first function's code needs: actions with their resources.
    var needs: [String] {
        (comparison.functions.first?.needs.needs ?? []).compactMap { need in
            guard case .call = need.reason else { return nil }
            return "\(need.action) \(need.resources.map(\.description).joined(separator: " "))\(need.isCertain ? "" : " perhaps")"
        }
    }
}
