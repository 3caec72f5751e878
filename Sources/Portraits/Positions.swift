package import Findings
package import SourceText

/// Says where the places of the files that were read start.
package struct Positions: Sendable {
    private let sources: [RelativePath: SourceFile]

    /// Knows the files that were read, by path.
    package init(sources: [RelativePath: SourceFile]) { self.sources = sources }

    /// Where a place starts; without a line when its file's text is not at hand.
    package subscript(place: SourcePlace) -> FilePosition {
        FilePosition(path: place.path, position: sources[place.path]?.position(at: place.span.lowerBound))
    }
}
