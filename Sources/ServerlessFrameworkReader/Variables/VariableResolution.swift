package import ApplicationModel
package import SourceText

/// A manifest with its variables resolved as far as the tree alone allows.
package struct VariableResolution: Sendable {
    /// The document.
    package var document: Value
    /// The stage that was resolved for, a fallback standing in for what is unknown; `nil` when there is none.
    package var stage: String?
    /// The region that was resolved for, a fallback standing in for what is unknown; `nil` when there is none.
    package var region: String?
    /// What kept variables from being resolved, sorted by place; what is wrong with the text of a file is in the
    /// loader's issues.
    package var issues: [SourceIssue]
    /// Every file that took part, the manifest first, the others sorted.
    package var files: [RelativePath]
}
