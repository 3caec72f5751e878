package import SourceText

/// What is packaged or deployed, read for the packages in it.
package struct Artefact: Sendable {
    /// The folder or file.
    package let path: RelativePath
    /// The packages that were found; one whose version nothing says has an empty one.
    package let packages: [Package]
    /// Why nothing can be said about its packages; `nil` when it was read. Never the same as having none.
    package let unscannable: String?

    /// Makes an artefact.
    package init(path: RelativePath, packages: [Package], unscannable: String? = nil) {
        self.path = path
        self.packages = packages
        self.unscannable = unscannable
    }
}
