package import ArgumentParser

/// Where the store lies.
package struct AdvisoryStoreOptions: ParsableArguments {
    /// The store as it was named; `nil` for the usual place.
    @Option(
        name: .long, help: ArgumentHelp(
            "The store. (default: ringfence/advisories.db in $XDG_DATA_HOME, else in ~/.local/share)", valueName: "file"),
        completion: .file())
    package var store: String?

    /// Makes options; the parser fills them.
    package init() {}

    /// The store's path.
    /// - Throws: `CommandFailure` when nothing says where it lies.
    package func path(in surroundings: Surroundings) throws -> String {
        if let store { return store.hasPrefix("/") ? store : surroundings.workingDirectory + "/" + store }
        if let path = AdvisoryStoreFile.defaultPath(in: surroundings.environment) { return path }
        throw CommandFailure(.usage, "the environment names no home directory", help: "name the store with `--store FILE`")
    }
}
