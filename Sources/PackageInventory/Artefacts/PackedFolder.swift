import SourceText

/// A folder or an archive with what it takes to say where something in it stands.
struct PackedFolder {
    /// The door to what is in it.
    let files: any FileSource
    /// Where it starts behind that door.
    let root: RelativePath
    /// Where all that is in it stands in the tree; `nil` when its files are files of the tree.
    let place: SourcePlace?
    /// What is written in front of paths in it, such as `lib/a.jar!/`.
    let prefix: String
    /// How many archives it lies in.
    let depth: Int

    /// The name by which the artefact's reader speaks of a path behind the door.
    func name(of path: RelativePath) -> String {
        guard root != .root, path.isWithin(root) else { return prefix + path.description }
        return prefix + String(decoding: path.description.utf8.dropFirst(root.description.utf8.count + 1), as: UTF8.self)
    }

    /// Where bytes of a file in it stand in the tree.
    func place(_ inner: SourcePlace) -> SourcePlace { place ?? inner }
}
