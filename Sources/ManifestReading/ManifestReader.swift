package import SourceText

/// Reads one manifest format into the application model.
package protocol ManifestReader: Sendable {
    /// Whether a file found below a scanned directory is a manifest of this format, by its name.
    func canRead(_ path: RelativePath) -> Bool

    /// The applications that a manifest describes; what cannot be read is in the result's issues, nothing is thrown.
    func read(_ manifest: RelativePath, loader: inout ManifestLoader, options: ReadingOptions) -> ReadingResult
}
