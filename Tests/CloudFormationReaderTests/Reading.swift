import ApplicationModel
import CloudFormationReader
import ManifestReading
import SourceText
import Testing

/// A tree of files in memory, read as CloudFormation's.
struct Reading {
    let result: ReadingResult

    /// Reads one template among some files.
    init(files: [String: String], manifest: String = "template.yaml", options: ReadingOptions = ReadingOptions()) throws {
        var loader = ManifestLoader(InMemoryFileSource(files))
        let path = try #require(RelativePath(manifest))
        result = CloudFormationReader().read(path, loader: &loader, options: options)
    }

    /// Reads one template.
    init(_ text: String, options: ReadingOptions = ReadingOptions()) throws {
        try self.init(files: ["template.yaml": text], options: options)
    }

    /// The only application.
    var application: Application {
        get throws {
            #expect(result.applications.count == 1)
            return try #require(result.applications.first)
        }
    }

    /// The properties of a resource.
    func properties(_ logicalID: String) throws -> Value {
        try #require(try application.resource(logicalID)?.properties)
    }

    /// A function by its logical id.
    func function(_ name: String) throws -> Function { try #require(try application.function(named: name)) }

    /// The kinds of issues.
    var issueKinds: [SourceIssue.Kind] { result.issues.map(\.kind) }
}

extension IntrinsicFunctions {
    /// A pass that knows nothing of a template but the names of its parameters.
    init(parameters: Set<String> = []) {
        let nowhere = SourcePlace(wholeOf: .root)
        let symbols = parameters.map { ($0, Value(.symbolic(.parameter($0)), place: nowhere)) }
        self.init(scope: TemplateScope(parameters: Dictionary(symbols, uniquingKeysWith: { first, _ in first })))
    }
}
