import Findings
import SourceText

/// What a terminal can show and how much its reader wants to see.
package struct TerminalStyle: Sendable, Hashable {
    /// How much is shown; counts are exact at every level.
    package enum Verbosity: String, Sendable, Hashable, CaseIterable {
        /// One line per finding and the counts.
        case quiet
        /// Tables and findings; many of one rule are folded.
        case normal
        /// Everything, with what was undecided and suppressed.
        case verbose
    }

    /// The narrowest width that is laid out for, in columns.
    package static let narrowest = 24

    /// The terminal's width in columns.
    package let width: Int
    /// Whether colours may be used.
    package let hasColor: Bool
    /// Whether anything but ASCII may be used for what is not the author's own text.
    package let hasUnicode: Bool
    /// How much is shown.
    package let verbosity: Verbosity
    /// The names of paths.
    package let paths: PathNames

    /// Makes a style; a width below `narrowest` is raised to it.
    package init(
        width: Int = 80, hasColor: Bool = false, hasUnicode: Bool = true, verbosity: Verbosity = .normal,
        paths: PathNames = PathNames()
    ) {
        self.width = max(width, TerminalStyle.narrowest)
        self.hasColor = hasColor
        self.hasUnicode = hasUnicode
        self.verbosity = verbosity
        self.paths = paths
    }
}

extension TerminalStyle {
    /// `path:line:column` from the working directory, which terminals and editors open.
    func link(_ path: RelativePath, _ start: SourcePosition?) -> String {
        let file = paths.name(of: path).visible
        return start.map { "\(file):\($0.line):\($0.column)" } ?? file
    }

    func link(_ location: Location) -> String { link(location.place.path, location.start) }
}
