package import SourceText

/// The packages that one file lists: a lockfile, or a manifest that pins versions itself.
package struct PackageList: Sendable {
    /// Which kind of file it is.
    package let kind: PackageListKind
    /// The file.
    package let path: RelativePath
    /// Every package that has an entry, in the file's order; what only a range asks for is no package yet.
    package let packages: [Package]
    /// The projects that it serves, the one beside the list first.
    package let importers: [Importer]
    /// Whether it says what is installed down to the last package; a manifest and a list of direct pins do not.
    package let isLocked: Bool
    /// Whether it says what each package requires; where not, nothing can be ruled out by following requirements.
    package let knowsRequirements: Bool
    /// Other files whose packages stand in this list as well.
    package let includes: [RelativePath]
    /// What could not be read; sorted by place.
    package let issues: [SourceIssue]

    /// Makes a list.
    package init(
        kind: PackageListKind, path: RelativePath, packages: [Package], importers: [Importer], isLocked: Bool,
        knowsRequirements: Bool, includes: [RelativePath] = [], issues: [SourceIssue]
    ) {
        self.kind = kind
        self.path = path
        self.packages = packages
        self.importers = importers
        self.isLocked = isLocked
        self.knowsRequirements = knowsRequirements
        self.includes = includes
        self.issues = issues
    }
}
