package import ManifestSyntax

/// How much of a hostile list is read before the reader says so and stops.
package enum InventoryLimits {
    /// The longest list that is read, in bytes.
    package static let bytes = 64 << 20
    /// The most packages of one list.
    package static let packages = 400_000
    /// The most requirements of one list.
    package static let requirements = 4_000_000
    /// The most problems of one list that are told.
    package static let issues = 100
    /// The most folders within each other in which a package is looked for.
    package static let nesting = 64
    /// The most files that one list may draw in, such as with `-r` or as parents.
    package static let includes = 64
    /// The most bytes of all files that one list draws in.
    package static let includedBytes = 8 << 20
    /// The most folders that are looked at for members of a workspace.
    package static let workspaceFolders = 10_000
    /// The most folders of an unpacked artefact that are looked into.
    package static let unpackedFolders = 200_000
    /// The longest file of metadata that is read beside an unpacked package, in bytes.
    package static let metadataBytes = 1 << 20

    /// How much of the text of a list is read.
    package static let text = ManifestLimits(
        bytes: bytes, nodes: 8_000_000, expandedNodes: 8_000_000, issues: issues)
}
