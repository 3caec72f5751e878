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
    /// The artefacts that are a function's own code, by function.
    private let code: [String: [RelativePath]]

    /// Makes a value of what was found and read.
    package init(_ search: ArtefactSearch, contents: [RelativePath: Artefact]) {
        references = search.references
        unfound = search.unfound
        self.contents = contents
        var code: [String: [RelativePath]] = [:]
        for reference in references where reference.role == .code {
            for function in reference.functions { code[function, default: []].append(reference.path) }
        }
        self.code = code
    }

    private init() { (references, unfound, contents, code) = ([], [], [:], [:]) }

    /// Of an application that names none, or of which nobody looked.
    package static let none = ApplicationArtefacts()

    /// The artefacts that are a function's own code; functions with the same ones ship the same packages.
    func code(of function: String) -> [RelativePath] { code[function] ?? [] }

    /// The packages in some artefacts; `nil` where one of them was not read whole.
    func packed(in paths: [RelativePath]) -> PackedContents? {
        let found = paths.compactMap { contents[$0] }
        return found.count == paths.count ? PackedContents(found) : nil
    }
}
