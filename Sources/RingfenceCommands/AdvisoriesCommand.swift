import ArgumentParser

/// `ringfence advisories`.
struct AdvisoriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advisories",
        abstract: "Import known vulnerabilities, and show how old those are that scans use.",
        discussion: """
            A snapshot of known vulnerabilities is part of the program, so that a scan needs nothing else. A store with newer \
            ones takes its place. It is made from files in the layout of OSV's export, and nothing is downloaded.

            EXAMPLES
              ringfence advisories import ~/osv
              ringfence advisories status
            """,
        subcommands: [AdvisoriesImportCommand.self, AdvisoriesStatusCommand.self])
}

/// Where the store lies.
struct AdvisoryStoreOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp(
            "The store. (default: ringfence/advisories.db in $XDG_DATA_HOME, else in ~/.local/share)", valueName: "file"),
        completion: .file())
    var store: String?

    /// The store's path.
    /// - Throws: `CommandFailure` when nothing says where it lies.
    func path(in surroundings: Surroundings) throws -> String {
        if let store { return store.hasPrefix("/") ? store : surroundings.workingDirectory + "/" + store }
        if let path = AdvisoryStoreFile.defaultPath(in: surroundings.environment) { return path }
        throw CommandFailure(.usage, "the environment names no home directory", help: "name the store with `--store FILE`")
    }
}
