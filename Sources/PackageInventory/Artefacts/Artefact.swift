package import SourceText

/// What is packaged or deployed, read for the packages in it.
package struct Artefact: Sendable {
    /// A file in it that may hold packages and does not say which.
    package struct Part: Hashable, Sendable {
        /// Why it says nothing.
        package enum Kind: Hashable, Sendable {
            /// It is broken or encrypted.
            case unreadable
            /// It is beyond a limit.
            case limit
            /// It is readable code that nothing was written into about its packages.
            case unmarked
        }

        /// Its path in the artefact, with `!/` behind each archive on the way; empty for the artefact itself.
        package let path: String
        /// Why it says nothing.
        package let kind: Kind
        /// The same in words, in lower case and without a full stop.
        package let reason: String

        /// Makes a part.
        package init(path: String, kind: Kind, reason: String) {
            self.path = path
            self.kind = kind
            self.reason = reason
        }
    }

    /// The folder or file.
    package let path: RelativePath
    /// The packages that were found; one whose version nothing says has an empty one, and `location` is the path in the
    /// artefact. What a bundler made one file of is `bundled`.
    package let packages: [Package]
    /// Why nothing can be said about its packages; `nil` when it was read. Never the same as having none.
    package let unscannable: String?
    /// Whether that is because of a limit; what was found before it stands all the same.
    package let isCut: Bool
    /// The files in it of which nothing can be said.
    package let unread: [Part]

    /// Makes an artefact.
    package init(path: RelativePath, packages: [Package], unscannable: String? = nil, isCut: Bool = false, unread: [Part] = []) {
        self.path = path
        self.packages = packages
        self.unscannable = unscannable
        self.isCut = isCut
        self.unread = unread
    }

    /// Whether it ships no other packages than those that were found.
    package var isWhole: Bool { unscannable == nil && unread.isEmpty }
}

/// Where in an artefact what functions run may lie.
package struct ArtefactEntries: Hashable, Sendable {
    /// Paths of files, without endings.
    package var paths: Set<String> = []
    /// The folders of scripts that Node.js runs; empty for the artefact's own. Scripts elsewhere are data, such as what Python's
    /// packages have for browsers.
    package var scriptFolders: Set<String> = []

    /// Makes a value without any.
    package init() {}

    /// Adds others.
    package mutating func formUnion(_ others: ArtefactEntries) {
        paths.formUnion(others.paths)
        scriptFolders.formUnion(others.scriptFolders)
    }
}
