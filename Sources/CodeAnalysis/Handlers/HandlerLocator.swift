package import ApplicationModel
internal import SourceText

/// Finds the code of the handlers that a manifest names.
package struct HandlerLocator: Sendable {
    private let files: CodeFiles

    /// Looks among some files.
    package init(_ files: CodeFiles) { self.files = files }

    /// Where the handlers of an application's functions lie, in the functions' order.
    package func handlers(of application: Application) -> [LocatedHandler] {
        application.functions.map { handler(of: $0, in: application) }
    }

    /// Where a function's handler lies.
    package func handler(of function: Function, in application: Application) -> LocatedHandler {
        let folders = FunctionFolders(application: application, function: function, files: files)
        let roots = folders.roots
        let handler = HandlerText.handler(of: function, in: application)
        let search = HandlerSearch(
            files: files, function: function, handler: handler ?? "", named: folders.named, roots: roots,
            isAWS: application.provider.isAWS)
        return LocatedHandler(
            function: function.name, handler: handler, place: function.handler?.place ?? function.namePlace,
            location: location(search, handler), roots: roots)
    }

    private func location(_ search: HandlerSearch, _ handler: String?) -> HandlerLocation {
        if let reason = reason(search.function) { return .notAnalysed(reason) }
        let runtime = search.function.runtime
        let language = runtime?.string.flatMap(HandlerLanguage.init(runtime:))
        if case .other(let name)? = language { return .notAnalysed(.language(name)) }
        if language == .custom || language == .go { return excused(search.goLocation, search) }
        guard let handler, handler.utf8.count <= 1_000 else { return .notAnalysed(.handlerUnknown) }
        if handler.hasSuffix(".sh") { return .notAnalysed(.script(handler)) }
        return location(search, among: language.map { [$0] } ?? HandlerLanguage.guesses(for: handler))
    }

    private func location(_ search: HandlerSearch, among languages: [HandlerLanguage]) -> HandlerLocation {
        var tried: [String] = []
        for language in languages {
            let location =
                switch language {
                case .node: search.nodeLocation
                case .python: search.pythonLocation
                case .java: search.javaLocation
                case .go, .custom: search.goLocation
                case .other(let name): HandlerLocation.notAnalysed(.language(name))
                }
            guard case .missing(let paths) = location else { return location }
            tried += paths
        }
        return excused(.missing(tried: tried), search)
    }

    /// Code that was built elsewhere is no mistake of the manifest when its sources are not in the tree.
    private func excused(_ location: HandlerLocation, _ search: HandlerSearch) -> HandlerLocation {
        guard case .missing = location else { return location }
        let package = search.function.package
        if package.method == .artifact {
            return .notAnalysed(.prebuilt(package.artifact?.text(placeholder: "…") ?? "an artefact"))
        }
        if let source = package.source?.string, Self.archives.contains(where: source.hasSuffix) {
            return .notAnalysed(.prebuilt(source))
        }
        return location
    }

    private static let archives = [".zip", ".jar", ".war", ".tar.gz", ".tgz"]

    private func reason(_ function: Function) -> HandlerLocation.Reason? {
        if function.image != nil || function.package.method == .image { return .containerImage }
        if function.package.method == .nothing { return .noCode }
        let properties = function.definition["Properties"]
        let inline = properties?["InlineCode"] ?? properties?[path: "Code", "ZipFile"]
        return inline == nil ? nil : .inlineCode
    }
}

/// The handler that a function really runs.
enum HandlerText {
    /// Variables in which the wrappers of observing services find the author's handler.
    private static let wrapped = [
        "DD_LAMBDA_HANDLER", "NEW_RELIC_LAMBDA_HANDLER", "LUMIGO_ORIGINAL_HANDLER", "EPSAGON_HANDLER",
        "THUNDRA_AGENT_LAMBDA_HANDLER",
    ]

    /// What the plugin `serverless-wsgi` puts in front of an application of Flask or Django.
    /// Source: https://github.com/logandk/serverless-wsgi
    private static let gatewayHandlers: Set<String> = ["wsgi_handler.handler", "wsgi.handler"]

    static func handler(of function: Function, in application: Application) -> String? {
        let inner = function.environment.last { wrapped.contains($0.name) && $0.value.string != nil }
        guard var text = inner?.value.string ?? function.handler?.string else { return nil }
        if gatewayHandlers.contains(text), let app = application.document[path: "custom", "wsgi", "app"]?.string { text = app }
        return text.hasPrefix("./") ? String(text.dropFirst(2)) : text
    }
}
