package import SourceText

/// What a reader of a list is given.
package struct ListInput: Sendable {
    /// The list.
    package let file: SourceFile
    /// Which kind of file it is.
    package let kind: PackageListKind
    /// The door to what stands beside it: the manifest, parents, included lists.
    package let files: any FileSource

    /// Makes an input; without a door the list stands alone.
    package init(_ file: SourceFile, kind: PackageListKind, files: any FileSource = InMemoryFileSource([:])) {
        self.file = file
        self.kind = kind
        self.files = files
    }

    /// The file at a path from the folder of the list; `nil` when it cannot be had.
    func neighbour(_ path: String, limit: Int = InventoryLimits.includedBytes) -> SourceFile? {
        guard let path = file.path.directory.appending(path), let bytes = try? files.contents(of: path, limit: limit)
        else { return nil }
        return SourceFile(path: path, bytes: bytes)
    }
}
