package import ManifestSyntax
package import SourceText

/// A file as a reader gets it: parsed where its name says what language it is in, else its text.
package enum LoadedFile: Sendable {
    case manifest(ManifestDocument)
    case text(SourceFile)

    /// The file behind it.
    package var file: SourceFile {
        switch self {
        case .manifest(let document): document.file
        case .text(let file): file
        }
    }

    /// The first tree of the file; `nil` for an empty file and for text.
    package var root: ManifestNode? {
        if case .manifest(let document) = self { document.roots.first } else { nil }
    }
}
