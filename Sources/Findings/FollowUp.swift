package import SourceText

/// What is still to be run after a repair: a command of a tool that alone can write the files that follow from it.
package struct FollowUp: Sendable, Hashable {
    /// The folder to run it in.
    package let folder: RelativePath
    /// The command up to what it is for, such as `npm update`.
    package let verb: String
    /// What it is for, such as the names of packages; empty when it is for everything.
    package let arguments: [String]

    /// Makes a command.
    package init(in folder: RelativePath, _ verb: String, _ arguments: [String] = []) {
        (self.folder, self.verb, self.arguments) = (folder, verb, arguments)
    }

    /// The command as typed.
    package var text: String { ([verb] + arguments).joined(separator: " ") }

    /// The fewest commands that do what some do, sorted by folder and text: those of one verb become one.
    package static func merged(_ all: [FollowUp]) -> [FollowUp] {
        struct Key: Hashable { let folder: RelativePath, verb: String }
        let groups = Dictionary(grouping: all) { Key(folder: $0.folder, verb: $0.verb) }
        return groups.map { key, members in FollowUp(in: key.folder, key.verb, Set(members.flatMap(\.arguments)).sorted()) }
            .sorted { ($0.folder, $0.text) < ($1.folder, $1.text) }
    }
}
