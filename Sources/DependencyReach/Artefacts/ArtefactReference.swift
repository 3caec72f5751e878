package import ApplicationModel
package import PackageInventory
package import SourceText

/// What a manifest names as the code or the layer of functions, and that stands in the tree.
package struct ArtefactReference: Sendable {
    /// What it is to the functions.
    package enum Role: Hashable, Sendable {
        /// All of their code.
        case code
        /// A layer that they load beside it.
        case layer
        /// The one file that they run, which a bundler may have made.
        case script
    }

    /// The file or folder.
    package let path: RelativePath
    /// What it is.
    package let role: Role
    /// Where the manifest names it.
    package let place: SourcePlace
    /// The functions, in the manifest's order.
    package internal(set) var functions: [String]
    /// Where in it what the functions run may lie.
    package internal(set) var entries: ArtefactEntries
}

/// What a manifest names as the code or the layer of functions, and that cannot be looked at.
package struct UnfoundArtefact: Sendable {
    /// Why not.
    package enum Reason: Hashable, Sendable {
        /// Nothing stands in the tree where it should.
        case missing
        /// It lies in a bucket.
        case elsewhere
        /// The manifest leaves open where it is.
        case undetermined
    }

    /// How the manifest names it.
    package let value: Value
    /// Why it cannot be looked at.
    package let reason: Reason
    /// Whether it is a layer.
    package let isLayer: Bool
    /// The functions, in the manifest's order.
    package internal(set) var functions: [String]
}
