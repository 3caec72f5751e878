package import SourceText

/// What became of a tree's findings when repairs were made: what is fixed, what is left and why. Holds no secret but in
/// the bytes of the changes.
package struct FixReport: Sendable {
    /// A finding that a repair made go away.
    package struct Fixed: Sendable {
        /// The finding as it was.
        package let finding: Finding
        /// The repair.
        package let fix: Fix

        /// Makes a record.
        package init(finding: Finding, fix: Fix) {
            self.finding = finding
            self.fix = fix
        }
    }

    /// Why a finding is left.
    package enum Reason: Sendable, Hashable {
        /// The right answer does not follow from the manifest.
        case noRepair
        /// A tool generates the file, so that an edit would be lost; its source is the place to change.
        case generated
        /// A person must look at the repair, and did not ask for such ones.
        case unsafe
        /// A command of another tool repairs it, and no edit.
        case command(FollowUp)
        /// The repair cannot be made in the text; the payload says why.
        case refused(String)
        /// The repair was tried and dropped; the payload says what a scan of the changed files found.
        case unproved(String)
    }

    /// A finding that is left.
    package struct Left: Sendable {
        /// The finding as it is now.
        package let finding: Finding
        /// Why.
        package let reason: Reason

        /// Makes a record.
        package init(finding: Finding, reason: Reason) {
            self.finding = finding
            self.reason = reason
        }
    }

    /// A file that changes.
    package struct Change: Sendable {
        /// The file.
        package let path: RelativePath
        /// Its bytes as they were read.
        package let before: [UInt8]
        /// Its bytes after the repairs.
        package let after: [UInt8]
        /// The 1-based lines of `before` that hold a secret, or a comment beside one.
        package let secretLines: Set<Int>

        /// Makes a change.
        package init(path: RelativePath, before: [UInt8], after: [UInt8], secretLines: Set<Int> = []) {
            self.path = path
            self.before = before
            self.after = after
            self.secretLines = secretLines
        }
    }

    /// What is fixed, in the report's order, round by round.
    package var fixed: [Fixed]
    /// What is left of the rules that were asked for, in the report's order.
    package var left: [Left]
    /// The files that change, sorted by path.
    package var changes: [Change]
    /// Where the findings stand in the files as they were read, by fingerprint; those that only the changes move.
    package var origins: [String: Location]
    /// What is still to be run, sorted by folder.
    package var followUps: [FollowUp] = []
    /// The tree as a scan finds it after the changes.
    package var after: ScanReport

    /// Makes a report.
    package init(
        fixed: [Fixed], left: [Left], changes: [Change], origins: [String: Location] = [:], after: ScanReport
    ) {
        self.fixed = fixed
        self.left = left
        self.changes = changes
        self.origins = origins
        self.after = after
    }
}
