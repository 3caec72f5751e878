import ApplicationModel
import ArgumentParser
import CommandDoors
import Findings
import Portraits
import Reporting
import Scanning
import SourceText

/// `ringfence graph`.
struct GraphCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Draw what reaches the functions and what they reach.",
        discussion: """
            Triggers and sources stand on the left, functions in the middle, roles that several functions share and the \
            resources they reach on the right. A role is drawn where it may use a resource of the manifest; what \
            frameworks add by themselves is left out.

            EXAMPLES
              ringfence graph --output graph.svg
              ringfence graph services/orders --function createOrder -o orders.svg
              ringfence graph --function 'create*' --format mermaid
              ringfence graph --format dot | dot -Tpdf -o graph.pdf
              ringfence graph --format json --stage prod
            """)

    @Argument(help: ArgumentHelp("Directories or manifests.", valueName: "path"), completion: .file())
    var paths: [String] = []

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "svg, mermaid, dot or json. (default: what the file's name asks for, else svg)", valueName: "format"),
        completion: .list(GraphFormat.allCases.map(\.rawValue)))
    var format: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Where the graph goes; - is standard output. (default: -)", valueName: "file"),
        completion: .file())
    var output: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Draw only what is around this function; globs work; may be repeated.", valueName: "name"))
    var function: [String] = []

    @OptionGroup(title: "Project")
    var project: ProjectOptions

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        let format = try graphFormat()
        let root = try ScanRoot(
            paths: paths.isEmpty ? ["."] : paths, root: project.root, workingDirectory: surroundings.workingDirectory)
        let scan = try project.scan(of: root, try project.configuration(in: root), in: surroundings)
        let model = await scan.model()
        guard !model.applications.isEmpty else {
            throw CommandFailure(
                .nothingToScan, "no serverless application was found", help: "name a directory or a manifest to draw")
        }
        let text = format.render(try graphs(of: model, secrets: await scan.secrets(in: model)))
        try write(text, in: surroundings)
        for issue in model.issues.sorted(by: { $0.place < $1.place }) where issue.isPartial {
            surroundings.complain("not everything could be read: \(root.names.name(of: issue.place.path))")
        }
        if model.issues.contains(where: \.isPartial) { throw ExitStatus.partial }
    }

    private func graphs(of model: ScanModel, secrets: KnownSecrets) throws -> [NamedGraph] {
        let portraitist = Portraitist(
            positions: Positions(sources: model.sources), discretion: Discretion(over: secrets, reveals: false))
        let graphs = model.applications.map { application in
            NamedGraph(
                application: secrets.mask.masked(application.name), manifest: application.manifest.description,
                graph: portraitist.graph(of: application))
        }
        guard !function.isEmpty else { return graphs }
        let patterns = function.map(GlobPattern.init)
        let parts = graphs.map { named in
            NamedGraph(
                application: named.application, manifest: named.manifest,
                graph: named.graph.neighbourhood { name in patterns.contains { $0.matches(name) } })
        }.filter { !$0.graph.nodes.isEmpty }
        guard !parts.isEmpty else { throw unknownFunction(in: graphs) }
        return parts
    }

    private func unknownFunction(in graphs: [NamedGraph]) -> CommandFailure {
        let names = graphs.flatMap(\.graph.nodes).filter { $0.kind == .function }.map(\.label)
        return .unknownFunction(function.joined(separator: ", "), among: names)
    }

    private func write(_ text: String, in surroundings: Surroundings) throws {
        guard let output, output != "-" else { return surroundings.write(text) }
        try OutputFile.write(
            Array(text.utf8), to: output.hasPrefix("/") ? output : surroundings.workingDirectory + "/" + output)
    }

    private func graphFormat() throws -> GraphFormat {
        guard let format else { return output.flatMap(GraphCommand.format(ofFile:)) ?? .svg }
        if let known = GraphFormat(rawValue: format) { return known }
        throw CommandFailure(
            .usage, "`--format \(format)` is not known",
            help: "write one of: \(GraphFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    private static func format(ofFile name: String) -> GraphFormat? {
        let endings: [(String, GraphFormat)] = [
            (".svg", .svg), (".mmd", .mermaid), (".mermaid", .mermaid), (".dot", .dot), (".gv", .dot), (".json", .json),
        ]
        return endings.first { name.lowercased().hasSuffix($0.0) }?.1
    }
}
