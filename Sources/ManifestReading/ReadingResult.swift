package import ApplicationModel
package import SourceText

/// What one manifest yielded.
package struct ReadingResult: Sendable {
    /// The applications, in the manifest's order; empty when nothing could be read.
    package var applications: [Application]
    /// What could not be read or should be known, sorted by place.
    package var issues: [SourceIssue]
    /// Every file that took part, the manifest first.
    package var files: [RelativePath]

    /// Makes a result.
    package init(applications: [Application] = [], issues: [SourceIssue] = [], files: [RelativePath] = []) {
        self.applications = applications
        self.issues = issues
        self.files = files
    }
}
