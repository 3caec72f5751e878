package import ApplicationModel

/// A version of a package in the order of its ecosystem; versions that are written differently may be equal.
///
/// Reading and comparing take time linear in the text, and numbers may have any length. Compare versions of one
/// ecosystem only; of two, the order is fixed and means nothing.
package struct PackageVersion: Sendable {
    private enum Form: Sendable {
        case semantic(SemanticVersion)
        case python(PythonVersion)
        case maven(MavenVersion)
        case ruby(RubyVersion)
        case nuGet(NuGetVersion)
        case composer(ComposerVersion)
    }

    /// The text as it was given.
    package let text: String
    private let form: Form

    /// Reads a version; `nil` when the ecosystem has no such version.
    package init?(_ text: String, in ecosystem: Ecosystem) {
        guard let form = Self.form(text, ecosystem) else { return nil }
        self.text = text
        self.form = form
    }

    private static func form(_ text: String, _ ecosystem: Ecosystem) -> Form? {
        switch ecosystem {
        case .npm, .cratesIO, .hex, .swiftURL: SemanticVersion(text, dialect: .plain).map(Form.semantic)
        case .go: SemanticVersion(text, dialect: .go).map(Form.semantic)
        case .pub: SemanticVersion(text, dialect: .pub).map(Form.semantic)
        case .pypi: PythonVersion(text).map(Form.python)
        case .maven: MavenVersion(text).map(Form.maven)
        case .rubyGems: RubyVersion(text).map(Form.ruby)
        case .nuGet: NuGetVersion(text).map(Form.nuGet)
        case .packagist: ComposerVersion(text).map(Form.composer)
        }
    }

    /// Whether package managers take it only when they are asked for it by name.
    package var isPrerelease: Bool {
        switch form {
        case .semantic(let version): version.isPrerelease
        case .python(let version): version.isPrerelease
        case .maven(let version): version.isPrerelease
        case .ruby(let version): version.isPrerelease
        case .nuGet(let version): version.isPrerelease
        case .composer(let version): version.isPrerelease
        }
    }

    /// Negative when this version comes first, zero when both are the same, positive otherwise.
    private func order(against other: PackageVersion) -> Int {
        switch (form, other.form) {
        case (.semantic(let left), .semantic(let right)): left.order(against: right)
        case (.python(let left), .python(let right)): left.order(against: right)
        case (.maven(let left), .maven(let right)): left.order(against: right)
        case (.ruby(let left), .ruby(let right)): left.order(against: right)
        case (.nuGet(let left), .nuGet(let right)): left.order(against: right)
        case (.composer(let left), .composer(let right)): left.order(against: right)
        default: rank - other.rank
        }
    }

    private var rank: Int {
        switch form {
        case .semantic: 0
        case .python: 1
        case .maven: 2
        case .ruby: 3
        case .nuGet: 4
        case .composer: 5
        }
    }
}

extension PackageVersion: Comparable {
    /// Whether both stand at the same place of the order; `1.0` and `1.0.0` do.
    package static func == (left: PackageVersion, right: PackageVersion) -> Bool { left.order(against: right) == 0 }

    package static func < (left: PackageVersion, right: PackageVersion) -> Bool { left.order(against: right) < 0 }
}
