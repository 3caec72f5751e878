package import ManifestSyntax
package import SourceText

/// The files behind one or more handlers, lowered, with every import led to where it goes.
package struct Program: Sendable {
    /// A file with its imports resolved.
    package struct Unit: Sendable {
        /// The file, lowered.
        package let module: CodeModule
        /// Where each import leads, by position in `module.imports`.
        package let targets: [ModuleTarget]
        /// The modules below this one by name, for a package of Python (`__init__.py`).
        package let submodules: [String: RelativePath]
        /// The files whose package-level names this one sees without an import: those of the same package in Go and Java,
        /// itself not among them; sorted.
        package let siblings: [RelativePath]

        /// Makes a unit.
        package init(
            module: CodeModule, targets: [ModuleTarget], submodules: [String: RelativePath] = [:],
            siblings: [RelativePath] = []
        ) {
            self.module = module
            self.targets = targets
            self.submodules = submodules
            self.siblings = siblings
        }

        /// Where an import leads.
        package func target(of id: CodeImport.ID) -> ModuleTarget {
            id.index < targets.count ? targets[id.index] : .missing
        }
    }

    /// The files by path.
    package let units: [RelativePath: Unit]
    /// The JSON files that are imported, by path.
    package let documents: [RelativePath: ManifestNode]

    /// Makes a program of units; the last of two with the same path wins.
    package init(_ units: [Unit], documents: [RelativePath: ManifestNode] = [:]) {
        self.units = Dictionary(units.map { ($0.module.file.path, $0) }) { _, last in last }
        self.documents = documents
    }

    /// The unit of a file.
    package subscript(path: RelativePath) -> Unit? { units[path] }
}

/// Where an import leads.
package enum ModuleTarget: Hashable, Sendable {
    /// A file of the tree.
    case file(RelativePath)
    /// A folder of files that make a package together (Go), sorted.
    case folder([RelativePath])
    /// A package of Python without `__init__.py`, or a name that is only the start of one: its modules by name.
    case namespace([String: RelativePath])
    /// A package from elsewhere, or a part of the language's own library. For npm the name and, after a slash, the path in
    /// it: `fs`, `@aws-sdk/client-s3`, `mysql2/promise`, never with `node:`; for Python the dotted module: `os.path`; for
    /// Go the import path: `database/sql`; for Java the qualified class: `java.sql.DriverManager`.
    case external(String)
    /// Data: a JSON file of the tree.
    case data(RelativePath)
    /// Nothing was found there.
    case missing
    /// The specifier is computed.
    case computed
}
