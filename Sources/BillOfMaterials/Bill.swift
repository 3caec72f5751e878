package import DependencyReach
package import PackageInventory
package import PackageURLs
package import SourceText

/// What an application, or one function of it, is made of: every package with what it brings and who loads it.
package struct Bill: Sendable {
    /// What the bill is of.
    package struct Subject: Sendable, Hashable {
        /// The application's name.
        package let application: String
        /// The manifest that roots it.
        package let manifest: RelativePath
        /// The function; `nil` for the whole application.
        package let function: String?
        /// The address of the application or the function.
        package let url: PackageURL
    }

    /// A function of the application.
    package struct Function: Sendable, Hashable {
        /// The name in the manifest.
        package let name: String
        /// Its address.
        package let url: PackageURL
        /// The runtime, such as `nodejs22.x`; `nil` when it is not known.
        package let runtime: String?
        /// How much is known of what it ships.
        package let knowledge: Knowledge
        /// The references of the components that it needs directly, sorted.
        package let needs: [String]
    }

    /// How much is known of a function's packages.
    package enum Knowledge: String, Sendable, Hashable {
        /// Lockfiles say all of it.
        case complete
        /// Something may be missing: only pins of a manifest, an artefact, layers, an image, a list that could not be read as a
        /// whole.
        case incomplete
        /// No list of packages holds for its code, and no artefact of it could be read.
        case unknown
    }

    /// One version of a package.
    package struct Component: Sendable, Hashable {
        /// What names it within the bill: its address, else `project:` and its folder, or `source:` and where it is fetched.
        package let reference: String
        /// Its address; `nil` for a part of the project itself.
        package let url: PackageURL?
        /// The package as the list or the artefact has it.
        package let package: Package
        /// The lists that have it, sorted; none for what only an artefact has, of which nobody says what it requires.
        package let lists: [RelativePath]
        /// Where it lies in artefacts, from the root of the tree with `!/` behind each archive on the way, sorted.
        package let occurrences: [String]
        /// How each function of the bill stands to it, in the manifest's order; those without it are left out.
        package let uses: [Use]
        /// Whether it is only there to build and test.
        package let isForDevelopment: Bool
        /// Whether the project runs without it as well.
        package let isOptional: Bool
        /// The references of what it requires, sorted.
        package let needs: [String]
    }

    /// How a function stands to a component.
    package struct Use: Sendable, Hashable {
        /// The function's name.
        package let function: String
        /// How it stands to it.
        package let kind: PackageUse
    }

    /// What the bill is of.
    package let subject: Subject
    /// The functions, in the manifest's order.
    package let functions: [Function]
    /// The components, sorted by reference.
    package let components: [Component]
    /// The references of components that no function needs and nothing but the project itself leads to, sorted.
    package let ownNeeds: [String]
    /// What advisories say of the components, sorted by id, then by component.
    package let vulnerabilities: [BilledVulnerability]
}
