package import SourceText

/// Says paths below the scanned root as they are from the working directory, so that they open from there.
package struct PathNames: Sendable, Hashable {
    private let prefix: String
    private let workingDirectory: [Substring]

    /// Makes names; `prefix` leads from the working directory down to the root, `workingDirectory` lies below the root,
    /// and at most one of them is not empty.
    package init(prefix: String = "", workingDirectory: RelativePath = .root) {
        self.prefix = prefix
        self.workingDirectory = workingDirectory.description.split(separator: "/")
    }

    /// The name of a file or directory; `.` for the working directory itself.
    package func name(of path: RelativePath) -> String {
        let components = path.description.split(separator: "/")
        let shared = zip(components, workingDirectory).prefix { $0 == $1 }.count
        let up = Array(repeating: Substring(".."), count: workingDirectory.count - shared)
        let name = prefix + (up + components.dropFirst(shared)).joined(separator: "/")
        return name.isEmpty ? "." : name
    }
}
