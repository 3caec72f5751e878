package import ManifestSyntax
package import SourceText

/// Something that turns manifests of one format into applications.
package protocol ManifestReader: Sendable {
    /// Whether a file found while walking a tree is a manifest of the format, by its name.
    func isManifest(_ path: RelativePath) -> Bool

    /// Whether a file found while walking a tree may be a manifest of the format, by its name, so that its text is worth
    /// looking at.
    func mayBeManifest(_ path: RelativePath) -> Bool

    /// Whether the bytes of such a file are worth parsing; `canRead(_:)` of the parsed tree decides.
    func mayBeManifest(_ contents: [UInt8]) -> Bool

    /// Whether a file's name says that it is a manifest of the format.
    func canRead(_ path: RelativePath) -> Bool

    /// Whether a tree looks like a manifest of the format, for files that someone names explicitly.
    func canRead(_ root: ManifestNode) -> Bool

    /// Reads the manifest at a path; what is wrong with it, the loader's issues included, is in the result.
    func read(_ manifest: RelativePath, loader: inout ManifestLoader, options: ReadingOptions) -> ReadingResult
}

extension ManifestReader {
    package func mayBeManifest(_ path: RelativePath) -> Bool { false }
    package func mayBeManifest(_ contents: [UInt8]) -> Bool { false }
}
