package import SourceText

/// The files of an archive behind the same door as those of a folder; each is unpacked when it is asked for and not kept.
package struct ArchivedFiles: FileSource {
    private let archive: ZipArchive
    /// The entries of every folder, sorted by name.
    private let folders: [RelativePath: [FileEntry]]

    /// Opens an archive; takes time linear in the lengths of its names.
    package init(_ archive: ZipArchive) {
        self.archive = archive
        var kinds: [RelativePath: [String: FileEntry.Kind]] = [.root: [:]]
        for entry in archive.entries {
            var path = entry.path
            var kind = entry.isSymbolicLink ? FileEntry.Kind.symbolicLink : .file
            while path != .root {
                let isKnown = kinds[path.directory]?[path.name] != nil
                kinds[path.directory, default: [:]][path.name] = kind
                if isKnown { break }
                (path, kind) = (path.directory, .directory)
            }
        }
        folders = kinds.mapValues { entries in
            entries.map { FileEntry(name: $0.key, kind: $0.value) }.sorted { $0.name < $1.name }
        }
    }

    package func entries(of directory: RelativePath) throws(FileSourceError) -> [FileEntry] {
        guard let entries = folders[directory] else { throw .missing }
        return entries
    }

    package func contents(of path: RelativePath, limit: Int) throws(FileSourceError) -> [UInt8] {
        guard let entry = archive.entry(at: path) else { throw .missing }
        // What a link leads to would be its contents; nothing leads out of an archive.
        guard !entry.isSymbolicLink else { throw .outsideRoot }
        guard entry.size <= limit else { throw .tooLarge(limit: limit) }
        do {
            return try archive.contents(of: entry)
        } catch {
            throw .unreadable(reason: error.reason)
        }
    }

    package func kind(of path: RelativePath) -> FileEntry.Kind? {
        if folders[path] != nil { return .directory }
        return archive.entry(at: path).map { $0.isSymbolicLink ? .symbolicLink : .file }
    }
}
