import ArgumentParser
import CommandDoors
import Findings
import Reporting

/// The options that say how a report looks and where it goes.
struct OutputOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "terminal, json, sarif, junit, markdown, html, github, gitlab or codequality; may be repeated, the first goes to the first --output. (default: what the file's name asks for, else terminal)",
            valueName: "format"), completion: .list(ReportFormat.allCases.map(\.rawValue)))
    var format: [String] = []

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "Where a report goes; - is standard output; may be repeated. (default: -)", valueName: "file"),
        completion: .file())
    var output: [String] = []

    @Flag(name: [.short, .long], help: "Print one line per finding and the counts.")
    var quiet = false

    @Flag(name: [.short, .long], help: "Print everything: every finding, silenced ones, what is undecided.")
    var verbose = false

    @Option(
        name: .long, help: ArgumentHelp("auto, always or never; NO_COLOR counts too.", valueName: "when"),
        completion: .list(["auto", "always", "never"]))
    var color: String = "auto"

    /// The options of a command that has its own formats.
    /// - Throws: `CommandFailure` when the colour's choice is not known.
    static func asked(color: String, quiet: Bool = false, verbose: Bool = false) throws -> OutputOptions {
        var options = OutputOptions()
        options.format = []
        options.output = []
        options.quiet = quiet
        options.verbose = verbose
        options.color = color
        _ = try options.destinations()
        return options
    }

    /// A report format and where it goes; `nil` is standard output.
    struct Destination {
        let format: ReportFormat
        let path: String?
    }

    /// The reports to write.
    /// - Throws: `CommandFailure` when formats and files do not go together.
    func destinations() throws -> [Destination] {
        guard ["auto", "always", "never"].contains(color) else {
            throw CommandFailure(.usage, "`--color \(color)` is not known", help: "write one of: auto, always, never")
        }
        guard output.count <= max(format.count, 1) else {
            throw CommandFailure(
                .usage, "there are more --output than --format",
                help: "give each --output its --format, in the same order")
        }
        var formats = try format.map(reportFormat)
        if formats.isEmpty { formats = [output.first.flatMap(OutputOptions.format(ofFile:)) ?? .terminal] }
        let destinations = formats.enumerated().map { index, format in
            let path = index < output.count && output[index] != "-" ? output[index] : nil
            return Destination(format: format, path: path)
        }
        guard destinations.count(where: { $0.path == nil }) <= 1 else {
            throw CommandFailure(
                .usage, "two reports cannot both go to standard output", help: "give each but one an --output")
        }
        return destinations
    }

    /// Whether a report says with which edits a finding is repaired.
    /// - Throws: `CommandFailure` when formats and files do not go together.
    func showsFixes() throws -> Bool {
        try verbose || destinations().contains { $0.format != .terminal && $0.format != .github }
    }

    /// Writes the reports.
    /// - Throws: `CommandFailure` when a file cannot be written.
    func write(_ report: ScanReport, paths: PathNames, in surroundings: Surroundings) throws {
        for destination in try destinations() {
            let isTerminal = destination.path == nil && surroundings.isOutputTerminal
            let style = style(paths: paths, isTerminal: isTerminal, surroundings)
            let text = destination.format.makeReporter(style: style).render(report)
            if let path = destination.path {
                let absolute = path.hasPrefix("/") ? path : surroundings.workingDirectory + "/" + path
                try OutputFile.write(Array(text.utf8), to: absolute)
            } else {
                surroundings.write(text)
            }
        }
    }

    /// How text looks on standard output.
    func style(paths: PathNames, isTerminal: Bool, _ surroundings: Surroundings) -> TerminalStyle {
        let environment = surroundings.environment
        let isPlain = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        let hasColor = color == "always" || (color == "auto" && isTerminal && !isPlain)
        let width = environment["COLUMNS"].flatMap(Int.init) ?? (isTerminal ? surroundings.width : nil)
        return TerminalStyle(
            width: min(max(width ?? 100, 20), 400), hasColor: hasColor, hasUnicode: hasUnicode(environment),
            verbosity: quiet ? .quiet : verbose ? .verbose : .normal, paths: paths)
    }

    private func hasUnicode(_ environment: [String: String]) -> Bool {
        let settings = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
        let locale = settings.first { !$0.isEmpty } ?? "UTF-8"
        return locale != "C" && locale != "POSIX"
    }

    /// The format that a file's name asks for; GitLab's two are known by the names that its documentation uses.
    private static func format(ofFile path: String) -> ReportFormat? {
        let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
        if name == "gl-sast-report.json" { return .gitlab }
        if name == "gl-code-quality-report.json" { return .codequality }
        return endings.first { name.hasSuffix($0.ending) }?.format
    }

    private static let endings: [(ending: String, format: ReportFormat)] = [
        (".sarif", .sarif), (".sarif.json", .sarif), (".json", .json), (".html", .html), (".htm", .html),
        (".md", .markdown), (".markdown", .markdown), (".xml", .junit),
    ]

    private func reportFormat(_ name: String) throws -> ReportFormat {
        if let format = ReportFormat(rawValue: name) { return format }
        throw CommandFailure(
            .usage, "`--format \(name)` is not known",
            help: "write one of: \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }
}
