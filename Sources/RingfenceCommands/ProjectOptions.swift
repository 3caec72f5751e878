import ArgumentParser
import AuditKit
import CommandDoors
import Findings
import ManifestReading
import Reporting
import Rules
import Scanning
import SourceText

/// The options of every command that reads a project.
struct ProjectOptions: ParsableArguments {
    @Option(name: [.short, .long], help: ArgumentHelp("The stage to resolve the manifests for.", valueName: "name"))
    var stage: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The region to resolve the manifests for.", valueName: "name"))
    var region: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A parameter for ${param:name}; may be repeated.", valueName: "name=value"))
    var param: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("An option for ${opt:name}; may be repeated.", valueName: "name=value"))
    var opt: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Let ${env:NAME} read this variable of the environment; may be repeated. No other one is ever read.",
            valueName: "name"))
    var allowEnv: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The directory that no file may be read outside of. (default: the enclosing git work tree, else the path)",
            valueName: "directory"), completion: .directory)
    var root: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The configuration, below the root. (default: ringfence.yml or .github/ringfence.yml)", valueName: "file"),
        completion: .file(extensions: ["yml", "yaml"]))
    var config: String?

    @Flag(name: .long, help: "Read no configuration.")
    var noConfig = false

    @Option(
        name: .long,
        help: ArgumentHelp("Judge as if it were this day. (default: today)", valueName: "yyyy-mm-dd"))
    var today: String?

    /// Reads the configuration of a tree.
    /// - Throws: `CommandFailure` when the file is wrong.
    func configuration(in root: ScanRoot) throws -> ScanConfiguration {
        if noConfig { return ScanConfiguration() }
        let files = root.files
        var configuration = ScanConfiguration(in: files)
        if let config {
            guard let path = RelativePath(config), files.kind(of: path) == .file else {
                throw CommandFailure(
                    .usage, "there is no configuration `\(config)` below the root",
                    help: "give the path from the scanned root")
            }
            configuration = ScanConfiguration(at: path, in: files)
        }
        guard let first = configuration.issues.first else { return configuration }
        let place = "\(root.names.name(of: first.issue.place.path)):\(first.start.line):\(first.start.column)"
        throw CommandFailure(.usage, "\(place): \(first.issue.message)", help: first.issue.help)
    }

    /// What is known about the deployment, the command line first.
    /// - Throws: `CommandFailure` when an option is not of the form `name=value`.
    func reading(_ configuration: ScanConfiguration, in surroundings: Surroundings) throws -> ReadingOptions {
        var options = ReadingOptions(
            stage: stage ?? configuration.stage, region: region ?? configuration.region,
            opts: try pairs(opt, "--opt"),
            params: configuration.params.merging(try pairs(param, "--param")) { $1 })
        for name in allowEnv { options.allowedEnvironment[name] = surroundings.environment[name] }
        return options
    }

    /// The day to judge on.
    /// - Throws: `CommandFailure` when `--today` is not a date.
    func date(in surroundings: Surroundings) throws -> CalendarDate {
        guard let today else { return surroundings.today }
        guard let date = CalendarDate(today) else {
            throw CommandFailure(.usage, "`--today \(today)` is not a date", help: "write it as YYYY-MM-DD")
        }
        return date
    }

    private func pairs(_ arguments: [String], _ option: String) throws -> [String: String] {
        var pairs: [String: String] = [:]
        for argument in arguments {
            guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
                throw CommandFailure(
                    .usage, "`\(option) \(argument)` is not of the form name=value",
                    help: "write `\(option) name=value`")
            }
            pairs[String(argument[..<equals])] = String(argument[argument.index(after: equals)...])
        }
        return pairs
    }
}
