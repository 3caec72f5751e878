package import PackageInventory
package import SourceText

/// The artefacts of an application with what was read in them.
package struct ApplicationArtefacts: Sendable {
    /// What the manifest names.
    package let references: [ArtefactReference]
    /// What it names and cannot be looked at.
    package let unfound: [UnfoundArtefact]
    /// What was read, by path.
    package let contents: [RelativePath: Artefact]

    /// Makes a value of what was found and read.
    package init(_ search: ArtefactSearch, contents: [RelativePath: Artefact]) {
        references = search.references
        unfound = search.unfound
        self.contents = contents
    }

    private init() { (references, unfound, contents) = ([], [], [:]) }

    /// Of an application that names none, or of which nobody looked.
    package static let none = ApplicationArtefacts()

    /// The packages in a function's own code; `nil` where that is not an artefact that was read whole.
    func packed(for function: String) -> PackedContents? {
        PackedContents(references.filter { $0.role == .code && $0.functions.contains(function) }.compactMap { contents[$0.path] })
    }
}
