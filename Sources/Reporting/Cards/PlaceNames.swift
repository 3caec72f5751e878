package import SourceText

/// Says places the way terminals and editors can jump to: `path:line:column`.
package struct PlaceNames: Sendable {
    private let sources: [RelativePath: SourceFile]
    private let prefix: String

    /// Makes names for the files that were read; `prefix` leads from the working directory to the root.
    package init(sources: [RelativePath: SourceFile], prefix: String) {
        self.sources = sources
        self.prefix = prefix
    }

    /// The name of a place.
    package func name(of place: SourcePlace) -> String {
        guard let position = sources[place.path]?.position(at: place.span.lowerBound) else {
            return name(of: place.path)
        }
        return "\(name(of: place.path)):\(position.line):\(position.column)"
    }

    /// The name of a file.
    package func name(of path: RelativePath) -> String { prefix + path.description }
}
