import ApplicationModel
import ManifestReading
import ServerlessFrameworkReader
import SourceText
import Testing

/// A tree of files in memory, read as the framework's.
struct Reading {
    let result: ReadingResult

    /// Reads `serverless.yml` among some files.
    init(files: [String: String], manifest: String = "serverless.yml", options: ReadingOptions = ReadingOptions())
        throws
    {
        var loader = ManifestLoader(InMemoryFileSource(files))
        let path = try #require(RelativePath(manifest))
        result = ServerlessFrameworkReader().read(path, loader: &loader, options: options)
    }

    /// Reads one manifest.
    init(_ text: String) throws { try self.init(files: ["serverless.yml": text]) }

    /// Reads a service of AWS with some lines under `provider` and the lines of one function named `hello`.
    init(provider: String = "", function: String, rest: String = "") throws {
        try self.init(
            """
            service: shop
            provider:
              name: aws
              stage: dev
            \(provider.indented(2))
            functions:
              hello:
                handler: h.main
            \(function.indented(4))
            \(rest)
            """)
    }

    /// Reads a function with one event.
    init(event: String, provider: String = "", rest: String = "") throws {
        try self.init(provider: provider, function: "events:\n" + event.indented(2), rest: rest)
    }

    /// The only application.
    var application: Application {
        get throws {
            #expect(result.applications.count == 1)
            return try #require(result.applications.first)
        }
    }

    /// The function `hello`, else the first one.
    var function: Function {
        get throws {
            let application = try application
            return try #require(application.function(named: "hello") ?? application.functions.first)
        }
    }

    /// The function's first trigger.
    var trigger: Trigger { get throws { try #require(try function.triggers.first) } }

    /// The first trigger's route.
    var route: HTTPRoute { get throws { try #require(try trigger.route) } }

    /// The function's role.
    var role: Role {
        get throws {
            let (application, function) = (try application, try function)
            return try #require(application.role(of: function))
        }
    }
}

extension String {
    /// Every line moved to the right.
    func indented(_ width: Int) -> String {
        split(separator: "\n", omittingEmptySubsequences: false)
            .map { String(repeating: " ", count: width) + $0 }.joined(separator: "\n")
    }
}

extension HTTPRoute.Authorization {
    /// A word for the case, and the target's text where there is one.
    var word: String {
        switch self {
        case .none: "none"
        case .iam: "iam"
        case .cognito(let value): "cognito \(value?.knownText ?? "-")"
        case .function(let value): "function \(value?.knownText ?? "-")"
        case .jwt: "jwt"
        case .other(let name): "other \(name)"
        case .unknown: "unknown"
        }
    }
}

extension Value {
    /// The text, `?` for symbols with their logical id behind.
    var knownText: String? {
        if let id = referencedLogicalID { return "@" + id }
        return text(placeholder: "?")
    }
}

extension PolicyStatement {
    /// The actions as text.
    var actionTexts: [String] { actions.compactMap { $0.text(placeholder: "?") } }
    /// Whether the author wrote it.
    var isAuthored: Bool { origin == .author }
}

extension Role {
    /// Every action that the framework or a plugin allows.
    var addedActions: Set<String> { Set(statements.filter { !$0.isAuthored }.flatMap(\.actionTexts)) }
    /// Every action that the author wrote.
    var authoredActions: [String] { statements.filter(\.isAuthored).flatMap(\.actionTexts) }
}
