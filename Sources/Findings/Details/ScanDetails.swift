package import SourceText

/// What a page about a scan shows beside the findings: cards, graphs, more of the source. Holds no secret.
package struct ScanDetails: Sendable {
    /// The details of one application.
    package struct Application: Sendable, Hashable {
        /// The cards, in the order of the functions.
        package let cards: [FunctionCard]
        /// What reaches the functions and what they reach.
        package let graph: ApplicationGraph

        /// Makes the details.
        package init(cards: [FunctionCard], graph: ApplicationGraph) {
            self.cards = cards
            self.graph = graph
        }
    }

    /// The details of each application, in the order of the report's applications.
    package let applications: [Application]
    /// The source around each finding that stands, by fingerprint.
    package let passages: [String: Passage]

    /// Makes details.
    package init(applications: [Application], passages: [String: Passage]) {
        self.applications = applications
        self.passages = passages
    }
}

/// A few lines of source around a finding, and what a repair would make of it; secrets in it are already masked.
package struct Passage: Sendable, Hashable {
    /// The number of the first line, 1-based.
    package let firstLine: Int
    /// The lines; what to point at is marked in each, an empty range marks nothing.
    package let lines: [Excerpt]
    /// What the finding's repair changes; empty when there is none to show.
    package let changes: [Change]

    /// A stretch of whole lines that a repair replaces.
    package struct Change: Sendable, Hashable {
        /// The file; a repair may be made elsewhere than where the finding stands.
        package let path: RelativePath
        /// The number of the first line, 1-based.
        package let firstLine: Int
        /// The lines that go.
        package let removed: [String]
        /// The lines that come.
        package let added: [String]

        /// Makes a change.
        package init(path: RelativePath, firstLine: Int, removed: [String], added: [String]) {
            self.path = path
            self.firstLine = firstLine
            self.removed = removed
            self.added = added
        }
    }

    /// Makes a passage.
    package init(firstLine: Int, lines: [Excerpt], changes: [Change]) {
        self.firstLine = firstLine
        self.lines = lines
        self.changes = changes
    }
}
