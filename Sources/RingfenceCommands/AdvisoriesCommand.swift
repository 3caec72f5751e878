import ArgumentParser

/// `ringfence advisories`.
struct AdvisoriesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advisories",
        abstract: "Download or import known vulnerabilities, and show how old those are that scans use.",
        discussion: """
            A snapshot of known vulnerabilities is part of the program, so that a scan needs nothing else. A store with newer \
            ones takes its place. It is made from files in the layout of OSV's export: `update` downloads them, `import` \
            takes them from the disk. A scan never downloads anything.

            EXAMPLES
              ringfence advisories update
              ringfence advisories import ~/osv
              ringfence advisories status
            """,
        subcommands: [AdvisoriesUpdateCommand.self, AdvisoriesImportCommand.self, AdvisoriesStatusCommand.self])
}
