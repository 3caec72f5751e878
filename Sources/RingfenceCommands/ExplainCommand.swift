import ApplicationModel
import ArgumentParser
import CodeAnalysis
import CommandDoors
import Portraits
import Reporting
import RuleDocumentation
import Rules
import Scanning
import SourceText

/// `ringfence explain`.
struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a rule, a function, or where a value of a manifest comes from.",
        discussion: """
            A name with a slash is a rule; a name with a dot is a path into the manifest, such as \
            provider.environment.TABLE; anything else is a function, or a rule without its practice. \
            Text in environments is not shown, since secrets may stand there; --reveal shows what no rule takes for one.

            EXAMPLES
              ringfence explain least-privilege/shared-role
              ringfence explain createOrder
              ringfence explain createOrder --in services/orders
              ringfence explain provider.environment.TABLE --stage prod
              ringfence explain 'functions.createOrder.events.0'
              ringfence explain provider.environment.STAGE --reveal
            """)

    @Argument(
        help: ArgumentHelp("A rule's id, a function's name, or a path into the manifest.", valueName: "subject"),
        completion: .list(Completions.rules))
    var subject: String

    @Option(
        name: .long, help: ArgumentHelp("The directory or manifest to look in. (default: .)", valueName: "path"),
        completion: .file())
    var `in`: [String] = []

    @Flag(
        name: .long,
        help: ArgumentHelp(
            "Print what the manifest holds where secrets usually stand, such as environments.",
            discussion: "What the rules about secrets recognise stays hidden all the same; nothing else does."))
    var reveal = false

    @OptionGroup(title: "Project")
    var project: ProjectOptions

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        let named = RuleRegistry.rules(matching: subject)
        if named.count == 1, let rule = named.first {
            return surroundings.write(RuleExplanation(of: rule, width: surroundings.width ?? 100).text)
        }
        let root = try ScanRoot(
            paths: `in`.isEmpty ? ["."] : `in`, root: project.root, workingDirectory: surroundings.workingDirectory)
        let configuration = try project.configuration(in: root)
        let scan = try project.packageScan(of: root, configuration, in: surroundings)
        let model = await scan.model()
        let portraitist = Portraitist(
            positions: Positions(sources: model.sources),
            discretion: Discretion(over: await scan.secrets(in: model), reveals: reveal))
        let text = CardText(paths: root.names, width: surroundings.width ?? 100)
        let explanations = model.applications.enumerated().compactMap { index, application in
            explanation(in: application, model.code.indices.contains(index) ? model.code[index] : nil, portraitist, text)
        }
        guard !explanations.isEmpty else { throw notFound(in: model) }
        surroundings.write(explanations.joined(separator: "\n"))
    }

    private func explanation(
        in application: Application, _ code: ApplicationCode?, _ portraitist: Portraitist, _ text: CardText
    ) -> String? {
        if let function = application.function(named: subject) {
            return text.text(of: portraitist.card(of: function, in: application, code: code))
        }
        return portraitist.card(ofValueAt: subject, in: application).map(text.text)
    }

    private func notFound(in model: ScanModel) -> CommandFailure {
        guard !model.applications.isEmpty else {
            return CommandFailure(
                .nothingToScan, "`\(subject)` is no rule, and no serverless application was found to look it up in",
                help: RuleSelection.suggestion(for: subject))
        }
        let names = Set(model.applications.flatMap(\.functions).map(\.name)).sorted().prefix(20)
        let known = names.isEmpty ? "" : "; functions here: \(names.joined(separator: ", "))"
        return CommandFailure(
            .usage, "`\(subject)` is no rule, no function and no path into a manifest",
            help: RuleSelection.suggestion(for: subject) + known)
    }
}
