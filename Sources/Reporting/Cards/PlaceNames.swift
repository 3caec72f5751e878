package import SourceText

/// Says places the way terminals and editors can jump to: `path:line:column`.
package struct PlaceNames: Sendable {
    private let sources: [RelativePath: SourceFile]
    private let paths: PathNames

    /// Makes names for the files that were read.
    package init(sources: [RelativePath: SourceFile], paths: PathNames) {
        self.sources = sources
        self.paths = paths
    }

    /// The name of a place.
    package func name(of place: SourcePlace) -> String {
        let file = name(of: place.path)
        let position = sources[place.path]?.position(at: place.span.lowerBound)
        return position.map { "\(file):\($0.line):\($0.column)" } ?? file
    }

    /// The name of a file.
    package func name(of path: RelativePath) -> String { paths.name(of: path) }
}
