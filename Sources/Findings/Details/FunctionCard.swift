package import SourceText

/// One function in words: what reaches it, what it may do, what it holds, what it ships. Holds no secret, and of its
/// environment no text.
package struct FunctionCard: Sendable, Hashable {
    /// The name in the manifest.
    package var name: String
    /// The application's name.
    package var application: String
    /// Where the name is written.
    package var place: FilePosition
    /// `public`, `authenticated` or `internal`.
    package var exposure: String
    /// Handler, runtime, limits, package and the like.
    package var facts: [CardRow]
    /// Every trigger, then who else makes the function run.
    package var reachedBy: [CardLine]
    /// Where the function leads.
    package var reaches: [CardLine]
    /// Whose role it runs under.
    package var role: CardLine
    /// What the role allows, the author's own statements first.
    package var permissions: [CardLine]
    /// The variables of its own: names, and what their values refer to.
    package var ownEnvironment: [CardRow]
    /// The variables that every function gets.
    package var sharedEnvironment: [CardRow]
    /// The files and packages that run, and what of them could not be told; empty when nobody looked.
    package var code: [CardLine]
    /// The layers.
    package var layers: [CardLine]
    /// The tags.
    package var tags: [CardRow]

    /// Makes a card that says nothing but whose it is.
    package init(name: String, application: String, place: FilePosition, exposure: String) {
        self.name = name
        self.application = application
        self.place = place
        self.exposure = exposure
        facts = []
        reachedBy = []
        reaches = []
        role = CardLine("role")
        permissions = []
        ownEnvironment = []
        sharedEnvironment = []
        code = []
        layers = []
        tags = []
    }
}

/// Where a value of a manifest comes from: its line, where it is written, each step of its resolution.
package struct ValueCard: Sendable, Hashable {
    /// What is explained, of what.
    package let title: String
    /// The manifest.
    package let place: FilePosition
    /// The value and the steps, in order.
    package let rows: [CardRow]

    /// Makes a card.
    package init(title: String, place: FilePosition, rows: [CardRow]) {
        self.title = title
        self.place = place
        self.rows = rows
    }
}

/// A line of a card and where what it says is written.
package struct CardLine: Sendable, Hashable {
    /// The line: lower case, no full stop.
    package let text: String
    /// Where it is written; `nil` when nobody wrote it.
    package let place: FilePosition?

    /// Makes a line.
    package init(_ text: String, at place: FilePosition? = nil) {
        self.text = text
        self.place = place
    }
}

/// A labelled line of a card.
package struct CardRow: Sendable, Hashable {
    /// The label; empty for what goes on from the row above.
    package let label: String
    /// The line; empty when the place says it all.
    package let text: String
    /// Where it is written; `nil` when that is not said.
    package let place: FilePosition?

    /// Makes a row.
    package init(_ label: String, _ text: String, at place: FilePosition? = nil) {
        self.label = label
        self.text = text
        self.place = place
    }
}

/// A place in a file as people go to it.
package struct FilePosition: Sendable, Hashable {
    /// The file.
    package let path: RelativePath
    /// The line and column; `nil` when the file's text was not at hand.
    package let position: SourcePosition?

    /// Makes a position.
    package init(path: RelativePath, position: SourcePosition?) {
        self.path = path
        self.position = position
    }
}
