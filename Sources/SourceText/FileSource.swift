/// The door to files: everything that reads the scanned tree does so through this.
package protocol FileSource: Sendable {
    /// The entries of a directory, sorted by name.
    /// - Throws: when the directory is missing, unreadable or lies outside the root once symbolic links are followed.
    func entries(of directory: RelativePath) throws(FileSourceError) -> [FileEntry]

    /// The bytes of a file.
    /// - Throws: when the file is missing, unreadable, longer than `limit` bytes, not a regular file, or lies outside
    ///   the root once symbolic links are followed.
    func contents(of path: RelativePath, limit: Int) throws(FileSourceError) -> [UInt8]

    /// What stands at a path once symbolic links are followed; `nil` when there is nothing or it lies outside the root.
    func kind(of path: RelativePath) -> FileEntry.Kind?
}

/// One entry of a directory.
package struct FileEntry: Hashable, Sendable {
    /// What an entry is, links not followed.
    package enum Kind: Hashable, Sendable { case file, directory, symbolicLink, other }

    /// The entry's name, without a path.
    package let name: String
    /// What it is.
    package let kind: Kind

    /// Makes an entry.
    package init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }
}

/// Why a file could not be had.
package enum FileSourceError: Error, Hashable, Sendable {
    /// Nothing stands at the path.
    case missing
    /// The path leads outside the scanned root once symbolic links are followed.
    case outsideRoot
    /// The file has more bytes than the caller allows; the payload is the limit in bytes.
    case tooLarge(limit: Int)
    /// The operating system refused; the payload is its reason.
    case unreadable(reason: String)
}

/// Files held in memory, for tests, rule examples and standard input.
package struct InMemoryFileSource: FileSource {
    private let files: [RelativePath: [UInt8]]
    /// The entries of every directory, sorted by name.
    private let directories: [RelativePath: [FileEntry]]

    /// Makes a source of files by path; keys that leave the root are dropped.
    package init(_ files: [String: String]) {
        self.init(bytes: files.mapValues { Array($0.utf8) })
    }

    /// Makes a source of files by path; keys that leave the root are dropped.
    package init(bytes files: [String: [UInt8]]) {
        var byPath: [RelativePath: [UInt8]] = [:]
        for (name, bytes) in files {
            if let path = RelativePath(name) { byPath[path] = bytes }
        }
        self.files = byPath
        directories = InMemoryFileSource.index(byPath.keys.sorted())
    }

    /// Takes each directory once, however many files lie below it.
    private static func index(_ files: [RelativePath]) -> [RelativePath: [FileEntry]] {
        var kinds: [RelativePath: [String: FileEntry.Kind]] = [:]
        for file in files {
            var path = file
            while path != .root {
                let directory = path.directory
                let isKnown = kinds[directory] != nil
                kinds[directory, default: [:]][path.name] = path == file ? .file : .directory
                if isKnown { break }
                path = directory
            }
        }
        return kinds.mapValues { entries in
            entries.map { FileEntry(name: $0.key, kind: $0.value) }.sorted { $0.name < $1.name }
        }
    }

    package func entries(of directory: RelativePath) throws(FileSourceError) -> [FileEntry] {
        if let entries = directories[directory] { return entries }
        guard directory == .root else { throw .missing }
        return []
    }

    package func contents(of path: RelativePath, limit: Int) throws(FileSourceError) -> [UInt8] {
        guard let bytes = files[path] else { throw .missing }
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        return bytes
    }

    package func kind(of path: RelativePath) -> FileEntry.Kind? {
        if files[path] != nil { return .file }
        return directories[path] == nil ? nil : .directory
    }
}
