package import SourceText

/// The files that run behind one handler, and what they ask for besides: a fact for everybody who judges a function.
package struct CodeClosure: Sendable {
    /// A module from elsewhere that the code loads.
    package struct External: Sendable, Hashable {
        /// The module as `ModuleTarget.external` names it.
        package let module: String
        /// The package it belongs to: the name on npm; of Python the first part of the dotted name; of Go and Java the module
        /// itself.
        package let package: String
        /// Whether the language brings it along.
        package let isStandard: Bool
        /// Where it is first imported, in the order of the files' paths.
        package let place: SourcePlace
        /// The name of the package on its registry, where a list of packages says it.
        package internal(set) var distribution: String?
        /// What the list of packages that holds for the function says of it; `nil` where none does.
        package internal(set) var pin: Pin?
    }

    /// An import that leads nowhere.
    package struct Missing: Sendable, Hashable {
        /// What is asked for.
        package let specifier: String
        /// Where.
        package let place: SourcePlace
    }

    /// A file that would have to be read, and was not.
    package struct Skipped: Sendable, Hashable {
        /// The file.
        package let path: RelativePath
        /// What it is instead of source; `nil` when it cannot be read.
        package let kind: CodeFileKind?
    }

    /// The handler's file.
    package let entry: RelativePath
    /// The files that were read, the handler's among them, sorted.
    package internal(set) var files: [RelativePath] = []
    /// What is loaded from elsewhere, sorted by module.
    package internal(set) var externals: [External] = []
    /// The files of data that are imported, sorted.
    package internal(set) var data: [RelativePath] = []
    /// Where something is imported whose name is computed, sorted.
    package internal(set) var computedImports: [SourcePlace] = []
    /// The imports that lead nowhere, sorted by place.
    package internal(set) var missingImports: [Missing] = []
    /// The files that are no source, sorted.
    package internal(set) var skipped: [Skipped] = []
    /// The folders of packages from elsewhere that stand in the tree and are asked for: they are known by name, sorted.
    package internal(set) var installed: [RelativePath] = []
    /// Whether files were left out because of a limit.
    package internal(set) var isCut = false

    init(entry: RelativePath) { self.entry = entry }
}
