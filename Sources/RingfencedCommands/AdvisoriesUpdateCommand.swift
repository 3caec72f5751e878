import AdvisoryDownload
import AdvisoryMatching
import AdvisoryStore
import ApplicationModel
import ArgumentParser
import CommandDoors
import Findings
import HTTPDownload

/// `ringfenced advisories update`.
struct AdvisoriesUpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Download known vulnerabilities in the layout of OSV's export, and make the store anew.",
        discussion: """
            Fetches what changed since the last time: the records one by one when they are few, else an ecosystem's \
            `all.zip`. What was fetched is kept in a folder beside the store, and a download that was cut off goes on where \
            it ended. Archives are checked before they count. The old store stays in use until the new one is whole, and \
            stays when anything fails, or when the feed has far fewer or much older advisories than the store.

            EXAMPLES
              ringfence advisories update
              ringfence advisories update --ecosystem npm --ecosystem PyPI
              ringfence advisories update --url https://mirror.example/osv

            EXIT CODES
              0  the store is up to date
              2  usage or configuration error
              4  something could not be had or read, or cannot be true
            """)

    @Option(name: .long, help: ArgumentHelp("The folder that holds `ecosystems.txt`.", valueName: "url"))
    var url = "https://storage.googleapis.com/osv-vulnerabilities"

    @Option(
        name: .long, help: ArgumentHelp(
            "Fetch this ecosystem alone, as OSV writes it; may be repeated. (default: all that are known)", valueName: "name"))
    var ecosystem: [String] = []

    @Flag(name: .long, help: "Take what the feed has, also when it is far less or much older than what the store has.")
    var force = false

    @OptionGroup(title: "Store")
    var options: AdvisoryStoreOptions

    @OptionGroup(title: "Network")
    var network: NetworkOptions

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        let store = try options.path(in: surroundings)
        let address = try network.address(url)
        let run = AdvisoryUpdateRun(
            store: store, address: address, ecosystems: try ecosystem.map(Self.ecosystem), isForced: force,
            surroundings: surroundings, network: NetworkSurroundings.current)
        do {
            try await run.run(try network.settings(for: address, in: surroundings), cleartext: network.cleartext)
        } catch let error as FeedUpdateError {
            throw AdvisoryUpdateRun.failure(error, caFile: network.caFile)
        } catch let error as FeedFolderError {
            throw AdvisoryUpdateRun.failure(error, folder: run.folder.path)
        } catch is HTTPConnection.SettingsError {
            throw CommandFailure(
                .usage, "`\(network.caFile ?? "")` holds no certificates, or cannot be read",
                help: "give `--ca-file` a file in PEM, with lines of `BEGIN CERTIFICATE`")
        }
    }

    private static func ecosystem(_ name: String) throws -> Ecosystem {
        if let ecosystem = Ecosystem.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() }) { return ecosystem }
        throw CommandFailure(
            .usage, "`\(name)` is no ecosystem that is known",
            help: "known are " + Ecosystem.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "))
    }
}
