import ArgumentParser

/// Commands for people who work on Ringfence; never shipped.
@main
struct DeveloperCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ringfence-dev", abstract: "Writes the files that are generated from the sources.",
        subcommands: [GenerateCommand.self, PermissionsCommand.self, AdvisoriesCommand.self])
}
