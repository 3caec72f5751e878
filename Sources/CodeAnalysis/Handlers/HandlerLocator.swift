package import ApplicationModel
internal import CodeSyntax
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
        let handler = HandlerText.handler(of: function, in: application)
        let search = HandlerSearch(
            files: files, function: function, handler: handler ?? "", named: folders.named, roots: folders.roots,
            isAWS: application.provider.isAWS)
        if let image = image(of: function, in: application, search) { return image }
        return located(search, handler, location(search, handler))
    }

    private func located(_ search: HandlerSearch, _ handler: String?, _ location: HandlerLocation) -> LocatedHandler {
        let function = search.function
        return LocatedHandler(
            function: function.name, handler: handler, place: function.handler?.place ?? function.namePlace,
            location: location, roots: search.roots)
    }

    /// The handler of a container image whose Dockerfile is in the tree.
    private func image(of function: Function, in application: Application, _ search: HandlerSearch) -> LocatedHandler? {
        guard Self.isImage(function), let image = ImageHandler(of: function, in: application, files) else { return nil }
        let languages = image.language.map { [$0] } ?? [.node, .python]
        for folder in image.folders {
            let roots = CodeRoots(code: folder, manifest: search.roots.manifest)
            let inner = HandlerSearch(
                files: files, function: function, handler: image.handler, named: folder, roots: roots, isAWS: search.isAWS)
            let location = location(inner, among: languages)
            if case .found = location { return located(inner, image.handler, location) }
        }
        return nil
    }

    private static func isImage(_ function: Function) -> Bool { function.image != nil || function.package.method == .image }

    private func location(_ search: HandlerSearch, _ handler: String?) -> HandlerLocation {
        if let reason = reason(search.function) { return .notAnalysed(reason) }
        let runtime = search.function.runtime
        let language = runtime?.string.flatMap(HandlerLanguage.init(runtime:))
        if InlineCode.value(of: search.function) != nil { return inlineLocation(search, handler, language) }
        if case .other(let name)? = language { return .notAnalysed(.language(name)) }
        if language == .custom || language == .go { return excused(search.goLocation, search) }
        guard let handler, handler.utf8.count <= 1_000 else { return .notAnalysed(.handlerUnknown) }
        if handler.hasSuffix(".sh") { return .notAnalysed(.script(handler)) }
        return location(search, among: language.map { [$0] } ?? HandlerLanguage.guesses(for: handler))
    }

    /// Code in the manifest is taken for a file beside it. CloudFormation calls it `index`, so a handler elsewhere is in what
    /// takes its place once it is deployed.
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
    private func inlineLocation(_ search: HandlerSearch, _ handler: String?, _ language: HandlerLanguage?) -> HandlerLocation {
        if let handler, handler.contains("."), !handler.hasPrefix("index.") { return .notAnalysed(.placeholder(handler: handler)) }
        let code: CodeLanguage? = language == .python ? .python : language == .node ? .javaScript : nil
        guard let code, let name = handler?.split(separator: ".").dropFirst().last,
            let inline = InlineCode(of: search.function, in: code, files)
        else { return .notAnalysed(.inlineCode) }
        files.add(inline)
        return .found(file: inline.file.path, exportPath: [String(name)], language: code)
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
        if Self.isImage(function) { return .containerImage }
        return function.package.method == .nothing ? .noCode : nil
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
