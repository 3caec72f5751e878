import CommandDoors

extension CommandFailure {
    /// How many functions are named.
    private static let limit = 20

    /// No function has a name that was given; says which ones there are.
    /// - Parameter pathOption: the option that takes what looks like a path; `nil` where paths are arguments.
    static func unknownFunction(_ name: String, among functions: some Sequence<String>, pathOption: String? = nil) -> CommandFailure {
        let known = Set(functions).sorted()
        let more = known.count > limit ? " and \(known.count - limit) more" : ""
        let list = known.isEmpty ? nil : "functions here: \(known.prefix(limit).joined(separator: ", "))\(more)"
        let isPath = name.contains("/") || name == "." || name == ".." || name.contains(".y") || name.contains(".json")
        let option = isPath ? pathOption.map { "name a directory or a manifest with `\($0) \(name)`" } : nil
        return CommandFailure(.usage, "no function is named `\(name)`", help: option ?? list)
    }
}
