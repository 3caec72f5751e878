/// Where a piece of text stands: a file below the scanned root and a byte span in it.
package struct SourcePlace: Hashable, Sendable {
    /// The file.
    package let path: RelativePath
    /// The bytes; empty at the file's start for a statement about the whole file.
    package let span: ByteSpan

    /// Makes a place.
    package init(path: RelativePath, span: ByteSpan) {
        self.path = path
        self.span = span
    }

    /// The whole of a file, for statements that have no narrower place.
    package init(wholeOf path: RelativePath) {
        self.init(path: path, span: ByteSpan(0, 0))
    }
}

extension SourcePlace {
    /// Places of one file are looked up by the million: where they start tells them apart, and the path is compared only.
    package func hash(into hasher: inout Hasher) { hasher.combine(span) }
}

extension SourcePlace: Comparable {
    package static func < (left: SourcePlace, right: SourcePlace) -> Bool {
        left.path == right.path ? left.span < right.span : left.path < right.path
    }
}
