package import CodeSyntax
package import SourceText

/// Leads imports of any language to where they go.
package struct ModuleResolver: Sendable {
    /// Where an import leads, and what is loaded besides.
    package struct Resolution: Sendable, Hashable {
        /// Where it leads.
        package var target: ModuleTarget
        /// Files that run although the import names another: modules that are taken as names, the packages around one
        /// (Python), sorted.
        package var besides: [RelativePath] = []
        /// The folder in the tree of a package from elsewhere, which is known by name and not read.
        package var installed: RelativePath?
    }

    /// Longer specifiers, in bytes, are nobody's, and would be taken apart for nothing.
    private static let specifierLimit = 1_024
    private let files: CodeFiles

    /// Resolves within some files.
    package init(_ files: CodeFiles) { self.files = files }

    /// Where an import leads for a function with some roots.
    package func resolve(_ value: CodeImport, in module: CodeModule, roots: CodeRoots) -> Resolution {
        guard let specifier = value.specifier else { return Resolution(target: .computed) }
        return resolve(specifier, names: value.names, from: module.file.path, as: module.language, roots: roots)
    }

    /// Where a specifier leads that stands in a file; `names` are taken from it.
    package func resolve(
        _ specifier: String, names: [String] = [], from file: RelativePath, as language: CodeLanguage, roots: CodeRoots
    ) -> Resolution {
        guard specifier.utf8.count <= Self.specifierLimit else { return Resolution(target: .missing) }
        return switch language {
        case .javaScript, .typeScript, .tsx:
            Resolution(target: ECMAScriptResolver(files: files, roots: roots).target(of: specifier, from: file))
        case .python: PythonResolver(files: files, roots: roots).resolution(of: specifier, names: names, from: file)
        case .go: Resolution(target: GoResolver(files: files).target(of: specifier, from: file))
        case .java: Resolution(target: JavaResolver(files: files).target(of: specifier, from: file))
        }
    }

    /// The modules below a file by name: those of the folder whose `__init__.py` it is.
    package func submodules(of file: RelativePath) -> [String: RelativePath] {
        file.name == "__init__.py" ? PythonResolver.modules(in: file.directory, files) : [:]
    }

    /// The files that see each other's names without an import (Go, Java), the file itself left out, sorted.
    package func siblings(of file: RelativePath, as language: CodeLanguage) -> [RelativePath] {
        switch language {
        case .go: GoResolver.files(in: file.directory, files).filter { $0 != file }
        case .java: JavaResolver.files(in: file.directory, files).filter { $0 != file }
        case .javaScript, .typeScript, .tsx, .python: []
        }
    }
}
