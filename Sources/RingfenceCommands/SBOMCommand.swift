import ApplicationModel
import ArgumentParser
import BillOfMaterials
import CommandDoors
import DependencyReach
import Findings
import Reporting
import Scanning
import SourceText

/// `ringfence sbom`.
struct SBOMCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sbom",
        abstract: "Write the bill of materials of an application or of one function, or what its flaws mean (VEX).",
        discussion: """
            Every package of the lockfiles that hold for the functions' code, with its address (purl), hashes, licence where \
            the lockfile has one, what it requires, and which functions ship and load it. What only builds and tests the \
            project is marked as excluded. Nothing is looked up on a network.

            cyclonedx is CycloneDX 1.6, spdx is SPDX 2.3. openvex (OpenVEX 0.2) and cyclonedx-vex say of each known flaw \
            whether a function is affected: not_affected is only said of what is certainly in no package or never loaded. \
            `ringfence scan --vex` reads both again. What others' documents (--vex, and `vex` of ringfence.yml) call not \
            affected or fixed is said to be so, and who says it.

            A bill is of one application, as its root component is: where several are found, name the manifest of one.

            The same project gives the same bytes: CycloneDX has a time only when SOURCE_DATE_EPOCH gives one; SPDX and \
            OpenVEX, which demand one, else have the start of the day that counts as today.

            EXAMPLES
              ringfence sbom -o shop.cdx.json
              ringfence sbom services/orders --format spdx -o orders.spdx.json
              ringfence sbom --function createOrder --vulnerabilities
              ringfence sbom --vulnerabilities --vex vendor.openvex.json
              ringfence sbom --format openvex --author 'security@example.org' -o shop.openvex.json
              ringfence sbom --stage prod | jq '.components[].purl'
            """)

    @Argument(help: ArgumentHelp("The directory or manifest to look in. (default: .)", valueName: "path"), completion: .file())
    var paths: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only what this function ships.", valueName: "name"))
    var function: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "cyclonedx, spdx, openvex or cyclonedx-vex. (default: what the file's name asks for, else cyclonedx)", valueName: "format"),
        completion: .list(BillFormat.allCases.map(\.rawValue)))
    var format: String?

    @Option(
        name: [.short, .long], help: ArgumentHelp("Where the document goes; - is standard output. (default: -)", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var output: String?

    @Flag(name: .long, help: "List the known vulnerabilities as well, with what they mean for the functions.")
    var vulnerabilities = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Take over what this OpenVEX or CycloneDX document, below the root, says is not affected or fixed; may be repeated.",
            valueName: "file"), completion: .file(extensions: ["json"]))
    var vex: [String] = []

    @Option(name: .long, help: ArgumentHelp("Who answers for the document. (default: ringfence)", valueName: "name"))
    var author: String?

    @OptionGroup(title: "Project")
    var project: ProjectOptions

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        let format = try billFormat()
        var options = BillFormat.Options(
            day: BillTime(startOf: try project.date(in: surroundings).description), toolVersion: ToolVersion.current)
        options.time = try time(in: surroundings)
        options.listsVulnerabilities = vulnerabilities
        options.author = author
        let root = try ScanRoot(paths: paths.isEmpty ? ["."] : paths, root: project.root, workingDirectory: surroundings.workingDirectory)
        let configuration = try project.configuration(in: root)
        let settled = SettledFlaws(try VEXFiles(named: vex, configuration, in: root).statements)
        let scan = try project.packageScan(of: root, configuration, in: surroundings)
        let model = await scan.model()
        let secrets = await scan.secrets(in: model)
        options.mask = { secrets.mask.masked($0) }
        let bill = try bill(of: model, settled, root.names)
        try write(format.render(bill, options), in: surroundings)
        try tell(bill, model, root.names, surroundings)
    }

    // MARK: What is asked for

    private func billFormat() throws -> BillFormat {
        guard let format else { return output.flatMap(BillFormat.init(fileName:)) ?? .cycloneDX }
        if let known = BillFormat(rawValue: format) { return known }
        throw CommandFailure(
            .usage, "`--format \(format)` is not known", help: "write one of: \(BillFormat.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    private func time(in surroundings: Surroundings) throws -> BillTime? {
        guard let text = surroundings.environment["SOURCE_DATE_EPOCH"], !text.isEmpty else { return nil }
        if let time = BillTime(secondsSince1970: text) { return time }
        throw CommandFailure(.usage, "SOURCE_DATE_EPOCH is no number of seconds: `\(text)`", help: "set it to seconds since 1970, or unset it")
    }

    private func bill(of model: ScanModel, _ settled: SettledFlaws, _ names: PathNames) throws -> Bill {
        let all = zip(model.applications, model.dependencies).map { (application: $0, dependencies: $1) }
        guard !all.isEmpty else {
            throw CommandFailure(.nothingToScan, "no serverless application was found", help: "name a directory or a manifest to look in")
        }
        let fitting = function.map { name in all.filter { $0.application.function(named: name) != nil } } ?? all
        if fitting.count == 1 {
            return BillMaker.bill(of: fitting[0].application, fitting[0].dependencies, function: function, settled: settled)
        }
        guard fitting.isEmpty, let function else { throw several(fitting.map(\.application), names) }
        throw CommandFailure.unknownFunction(function, among: all.flatMap(\.application.functions).map(\.name))
    }

    private func several(_ applications: [Application], _ names: PathNames) -> CommandFailure {
        let manifests = applications.map { "`\(names.name(of: $0.manifest))`" }
        let more = manifests.count > 20 ? " and \(manifests.count - 20) more" : ""
        return CommandFailure(
            .usage, "a bill is of one application, and there are several: \(manifests.prefix(20).joined(separator: ", "))\(more)",
            help: "name the manifest: ringfence sbom \(names.name(of: applications[0].manifest))")
    }

    // MARK: What comes of it

    private func write(_ text: String, in surroundings: Surroundings) throws {
        guard let output, output != "-" else { return surroundings.write(text) }
        try OutputFile.write(Array(text.utf8), to: output.hasPrefix("/") ? output : surroundings.workingDirectory + "/" + output)
    }

    /// Nobody may take for complete what is not.
    private func tell(_ bill: Bill, _ model: ScanModel, _ names: PathNames, _ surroundings: Surroundings) throws {
        for (knowledge, words) in [(Bill.Knowledge.unknown, "no list of packages holds for"), (.incomplete, "packages may be missing for")] {
            let functions = bill.functions.filter { $0.knowledge == knowledge }.map(\.name)
            guard !functions.isEmpty else { continue }
            let more = functions.count > 10 ? " and \(functions.count - 10) more" : ""
            surroundings.complain("\(words): \(functions.prefix(10).joined(separator: ", "))\(more)")
        }
        let partial = model.issues.filter(\.isPartial).sorted { $0.place < $1.place }
        for issue in partial { surroundings.complain("not everything could be read: \(names.name(of: issue.place.path)): \(issue.message)") }
        if !partial.isEmpty { throw ExitStatus.partial }
    }
}
