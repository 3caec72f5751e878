package import SourceText

/// What a project or a package asks for: a name, the versions it accepts, and what the list made of it.
package struct Requirement: Sendable, Hashable {
    /// When it holds.
    package enum Scope: Sendable, Hashable { case runtime, dev, optional, peer }

    /// The name asked for, which for an alias is not the package's own.
    package var name: String
    /// The accepted versions as written; `nil` when the list does not repeat them.
    package var range: String?
    /// When it holds.
    package var scope: Scope
    /// The index in the list of the package that meets it; `nil` when none does.
    package var target: Int?
    /// Where it is written; `nil` for what a package in the list requires.
    package var place: SourcePlace?

    /// Makes a requirement.
    package init(
        _ name: String, range: String? = nil, scope: Scope = .runtime, target: Int? = nil, place: SourcePlace? = nil
    ) {
        self.name = name
        self.range = range
        self.scope = scope
        self.target = target
        self.place = place
    }
}
