import SourceText

/// A tree of files of which some have other bytes, so that a change can be scanned before it is written.
struct OverlaidFileSource: FileSource {
    let base: any FileSource
    let changed: [RelativePath: [UInt8]]

    func entries(of directory: RelativePath) throws(FileSourceError) -> [FileEntry] {
        try base.entries(of: directory)
    }

    func contents(of path: RelativePath, limit: Int) throws(FileSourceError) -> [UInt8] {
        guard let bytes = changed[path] else { return try base.contents(of: path, limit: limit) }
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        return bytes
    }

    func kind(of path: RelativePath) -> FileEntry.Kind? { base.kind(of: path) }
}
