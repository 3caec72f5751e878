package import SourceText

/// What a manifest file holds: one tree per document, and what was wrong with its text.
package struct ManifestDocument: Sendable {
    /// The file the trees were read from.
    package let file: SourceFile
    /// One tree per YAML document, one for JSON; empty for an empty file.
    package let roots: [ManifestNode]
    /// Every comment's bytes, in order, the `#` included; empty for JSON.
    package let comments: [ByteSpan]
    /// What could not be read, and duplicate keys as notes; sorted by place.
    package let issues: [SourceIssue]

    /// Makes a document.
    package init(file: SourceFile, roots: [ManifestNode], comments: [ByteSpan], issues: [SourceIssue]) {
        self.file = file
        self.roots = roots
        self.comments = comments
        self.issues = issues
    }
}
