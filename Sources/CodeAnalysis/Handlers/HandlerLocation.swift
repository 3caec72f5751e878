package import CodeSyntax
package import SourceText

/// Where the code of a function's handler lies.
package enum HandlerLocation: Hashable, Sendable {
    /// The file, and the names that lead from its exports to the handler: `["handler"]`, `["api", "get"]`; for Go
    /// `["main"]`; for Java the class, nested classes and the method.
    case found(file: RelativePath, exportPath: [String], language: CodeLanguage)
    /// There is no such file; the paths that were looked at, likeliest first.
    case missing(tried: [String])
    /// There is no source to look for, or none that is read.
    case notAnalysed(Reason)

    /// Why a handler's code is not analysed.
    package enum Reason: Hashable, Sendable {
        /// The function is a container image.
        case containerImage
        /// The code was built or uploaded elsewhere; its name.
        case prebuilt(String)
        /// The language, by the name people give it.
        case language(String)
        /// The file is a bundle, minified, generated or too large.
        case notSource(RelativePath, CodeFileKind)
        /// The code stands in the manifest.
        case inlineCode
        /// The code in the manifest is not the handler's, which is in another file that gets there later.
        case placeholder(handler: String)
        /// The manifest does not say, or not before it is deployed.
        case handlerUnknown
        /// The handler is part of a package from elsewhere.
        case package(String)
        /// A script starts a server or program; its name.
        case script(String)
        /// The function has no code of its own.
        case noCode

        /// The reason in words, to be read after "because".
        package var words: String {
            switch self {
            case .containerImage: "it is a container image"
            case .prebuilt(let name): "its code was built elsewhere: `\(name)`"
            case .language(let name): "\(name) is not read"
            case .notSource(let path, let kind): "`\(path)` is \(kind.words)"
            case .inlineCode: "its code stands in the manifest"
            case .placeholder(let handler): "the code in the manifest is not that of its handler `\(handler)`"
            case .handlerUnknown: "its handler is not known"
            case .package(let name): "its handler `\(name)` is part of a package"
            case .script(let name): "the script `\(name)` starts it"
            case .noCode: "it has no code of its own"
            }
        }
    }
}

/// A function with where its handler lies.
package struct LocatedHandler: Sendable {
    /// The function's name in the manifest.
    package let function: String
    /// The handler as the manifest has it; `nil` when it is not known.
    package let handler: String?
    /// Where the manifest names the handler, else the function.
    package let place: SourcePlace
    /// Where its code lies.
    package let location: HandlerLocation
    /// The folders that its imports start from.
    package let roots: CodeRoots

    /// What the author should know about a handler whose code is not analysed; `nil` when it is.
    package var issue: SourceIssue? {
        switch location {
        case .found: nil
        case .missing(let tried):
            SourceIssue(
                .missingFile, "the handler `\(handler ?? "")` of function `\(function)` was not found" + Self.words(tried),
                help: "name the file that holds the handler, relative to the function's code", at: place)
        case .notAnalysed(let reason):
            SourceIssue(
                .notEvaluated, "the code of function `\(function)` was not analysed, because \(reason.words)", at: place,
                isPartial: false)
        }
    }

    /// How many of the paths that were tried a message names.
    private static let shownPaths = 5

    private static func words(_ tried: [String]) -> String {
        guard !tried.isEmpty else { return "" }
        let rest = tried.count - shownPaths
        return "; tried " + tried.prefix(shownPaths).map { "`\($0)`" }.joined(separator: ", ")
            + (rest > 0 ? " and \(rest) more" : "")
    }
}
