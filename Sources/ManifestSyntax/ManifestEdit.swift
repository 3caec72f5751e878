/// A change of a manifest's text.
package enum ManifestEdit: Sendable, Hashable {
    /// Puts a value in the place of another; a scalar keeps its quoting style where the new one allows it.
    case replace(ManifestPath, with: ManifestLiteral)
    /// Adds a member after the last one of a mapping, also of an empty or null one.
    case insert(key: String, value: ManifestLiteral, into: ManifestPath)
    /// Adds an element after the last one of a sequence, also of an empty or null one.
    case append(ManifestLiteral, to: ManifestPath)
    /// Removes the member or element a path leads to; comments above it stay.
    case remove(ManifestPath)
    /// Gives the member a path leads to another key.
    case rename(ManifestPath, to: String)
}

/// Why an edit was not made; the file stays as it was.
package enum ManifestEditError: Error, Sendable, Hashable {
    /// The path leads to nothing.
    case notFound(ManifestPath)
    /// The node stands elsewhere, behind an alias or a merge key, so that a change would change other places too.
    case shared(ManifestPath)
    /// The node is not of the kind the edit is for.
    case wrongKind(ManifestPath)
    /// The mapping has the key already.
    case keyExists(ManifestPath, key: String)
    /// The way the node is written cannot be changed without losing something; the payload says what.
    case unsupported(ManifestPath, reason: String)
    /// Two edits change the same bytes.
    case overlap
    /// The changed text would not read well; nothing is known about why.
    case notReadable
}
