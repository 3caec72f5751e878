/// A project whose code imports packages of the list: the one beside it, or a member of its workspace.
package struct Importer: Sendable, Hashable {
    /// Its folder below that of the list; empty for the project beside the list.
    package var folder: String
    /// Its name; `nil` when nothing says it.
    package var name: String?
    /// The packages it asks for directly, in its own order.
    package var requirements: [Requirement]
    /// The index of the package that stands for it in the list; `nil` when there is none.
    package var package: Int?
    /// Whether nothing says what it asks for, so that every package that no other one needs is taken.
    package var isInferred = false

    /// Makes an importer.
    package init(folder: String = "", name: String? = nil, requirements: [Requirement] = [], package: Int? = nil) {
        self.folder = folder
        self.name = name
        self.requirements = requirements
        self.package = package
    }
}
