import ApplicationModel

/// A function that the framework or a bundler packs, and whether its archive is its own.
struct PackedFunction {
    /// Bundlers that put every bundle into one archive unless the service is packaged individually.
    /// Source: https://github.com/floydspace/serverless-esbuild/blob/master/src/pack.ts,
    /// https://github.com/serverless-heaven/serverless-webpack/blob/master/lib/packageModules.js
    private static let sharingBundlers: Set<String> = [
        "esbuild", "serverless-esbuild", "serverless-webpack", "serverless-bundle",
    ]

    /// The function.
    let function: Function
    /// The file its handler stands in: the path without the exported name.
    let module: String
    /// Whether a bundler makes it.
    let isBundled: Bool
    /// Whether others ship in the same archive.
    let isShared: Bool
    /// The setting that decides, when it is not known.
    let undecided: Value?

    /// Describes a function; `nil` for images, artefacts, sequences and bundlers of which nothing is known.
    init?(_ function: Function, in application: Application) {
        guard let handler = function.handler else { return nil }
        isBundled = function.package.method == .bundler
        let bundler = function.package.bundler?.split(separator: "/").last.map(String.init) ?? ""
        switch function.package.method {
        case .image, .artifact, .nothing: return nil
        case .bundler where !Self.sharingBundlers.contains(bundler): return nil
        case .bundler, .sharedService, .individual: break
        }
        // The plugins look at the service's setting alone, as the framework's own bundler does.
        let individually =
            isBundled ? application.document[path: "package", "individually"] : function.package.individually
        self.function = function
        module = Self.module(handler)
        undecided = individually.flatMap { $0.isUndetermined ? $0 : nil }
        isShared = undecided == nil && individually?.bool != true
    }

    /// Whether patterns keep something of the service out of the archive.
    var leavesSomethingOut: Bool {
        function.package.patterns.contains { $0.text(placeholder: "?")?.hasPrefix("!") == true }
    }

    private static func module(_ handler: Value) -> String { handler.text(placeholder: "?").map(module) ?? "?" }

    /// The file of a handler's text: the path without the exported name.
    static func module(_ text: String) -> String {
        // Java and Go name a class or binary, which has no dot or `::`.
        if let colons = text.firstRange(of: "::") { return String(text[..<colons.lowerBound]) }
        guard let dot = text.lastIndex(of: ".") else { return text }
        return String(text[..<dot])
    }
}
