/// The path of a file below the scanned root: `/`-separated, normalised, never absolute and never above the root.
///
/// A path that would leave the root cannot be made, so no reader can be talked into opening one.
package struct RelativePath: Hashable, Sendable, CustomStringConvertible {
    /// The normalised text; empty for the root itself.
    package let description: String

    /// The scanned root.
    package static let root = RelativePath(unchecked: "")

    private init(unchecked: String) { description = unchecked }

    /// Makes a path from text relative to the root; `nil` when it is absolute, holds a NUL or leaves the root.
    package init?(_ text: String) {
        guard let path = RelativePath.root.appending(text) else { return nil }
        self = path
    }

    /// This path followed by `text`, with `.` and `..` folded; `nil` when `text` is absolute, holds a NUL or leaves
    /// the root.
    package func appending(_ text: String) -> RelativePath? {
        guard !text.hasPrefix("/"), !text.utf8.contains(0) else { return nil }
        var components = description.split(separator: "/")
        for component in text.split(separator: "/") {
            switch component {
            case ".": continue
            case "..":
                guard components.popLast() != nil else { return nil }
            default: components.append(component)
            }
        }
        return RelativePath(unchecked: components.joined(separator: "/"))
    }

    /// The directory that holds this file; the root for a file directly below it and for the root itself.
    package var directory: RelativePath {
        guard let slash = description.lastIndex(of: "/") else { return .root }
        return RelativePath(unchecked: String(description[..<slash]))
    }

    /// The last component; empty for the root.
    package var name: String {
        guard let slash = description.lastIndex(of: "/") else { return description }
        return String(description[description.index(after: slash)...])
    }

    /// The lower-case text after the last dot of the name; empty when there is none.
    package var fileExtension: String {
        let name = name
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[name.index(after: dot)...].lowercased()
    }

    /// Whether this path is `directory` or lies below it.
    package func isWithin(_ directory: RelativePath) -> Bool {
        directory == .root || self == directory || description.hasPrefix(directory.description + "/")
    }
}

extension RelativePath: Comparable {
    package static func < (left: RelativePath, right: RelativePath) -> Bool {
        left.description < right.description
    }
}
