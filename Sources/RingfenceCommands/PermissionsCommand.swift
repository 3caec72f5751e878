import ApplicationModel
import ArgumentParser
import CommandDoors
import Findings
import LeastPrivilege
import Portraits
import Reporting
import Rules
import Scanning
import SourceText

/// `ringfence permissions`.
struct PermissionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "permissions",
        abstract: "Show what each function may do, what its code needs, and where both are written.",
        discussion: """
            The needs are read from the calls of AWS's SDKs in the code behind the handler, and from what the platform does \
            for the function's triggers. Resources are followed through environment variables into the manifest; what \
            stays unknown has a * in its place. A call that could not be told is listed, and then no grant is said to be \
            spare.

            With --format policy a function that is named gets one policy, as `aws iam put-role-policy` takes it; without \
            a name there is one object with every function's policy under its name.

            EXAMPLES
              ringfence permissions
              ringfence permissions createOrder
              ringfence permissions createOrder --in services/orders --format json
              ringfence permissions createOrder --format serverless
              ringfence permissions createOrder --format policy > policy.json
              ringfence permissions --explain s3:GetObject
              ringfence permissions --deployer --format policy
            """)

    @Argument(help: ArgumentHelp("A function's name; all functions when it is left out.", valueName: "function"))
    var function: String?

    @Option(
        name: .long, help: ArgumentHelp("The directory or manifest to look in. (default: .)", valueName: "path"),
        completion: .file())
    var `in`: [String] = []

    @Option(
        name: [.short, .long], help: ArgumentHelp(
            "terminal, json, or what code needs as policy, terraform, serverless or sam. (default: terminal)", valueName: "format"),
        completion: .list(PermissionFormat.allCases.map(\.rawValue)))
    var format = PermissionFormat.terminal

    @Option(
        name: .long,
        help: ArgumentHelp("Only this action, or the actions of a pattern: who may use it, and who needs it.", valueName: "action"))
    var explain: String?

    @Flag(name: .long, help: "Show what whoever deploys may need instead, with the reason of each; as terminal or policy.")
    var deployer = false

    @Option(
        name: .long, help: ArgumentHelp("auto, always or never; NO_COLOR counts too.", valueName: "when"),
        completion: .list(["auto", "always", "never"]))
    var color: String = "auto"

    @OptionGroup(title: "Project")
    var project: ProjectOptions

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        let style = try OutputOptions.asked(color: color)
        let root = try ScanRoot(
            paths: `in`.isEmpty ? ["."] : `in`, root: project.root, workingDirectory: surroundings.workingDirectory)
        let scan = try project.codeScan(of: root, try project.configuration(in: root), in: surroundings)
        let model = await scan.model()
        guard !model.applications.isEmpty else {
            throw CommandFailure(.nothingToScan, "no serverless application was found", help: "name a directory or a manifest with `--in`")
        }
        if deployer { return try write(model.applications.map { DeployerPermissions(deploying: $0) }, in: surroundings) }
        let tables = try chosen(await tables(of: model)).filter { explain == nil || !$0.rows.isEmpty }
        if let explain, tables.isEmpty {
            if let unknown = UnknownAction(explain) { throw CommandFailure(.usage, unknown.message, help: unknown.help) }
            return surroundings.write("no function may use `\(explain)`, and none needs it\n")
        }
        let isTerminal = surroundings.isOutputTerminal
        try write(tables, style.style(paths: root.names, isTerminal: isTerminal, surroundings), in: surroundings)
        if model.issues.contains(where: \.isPartial) { throw ExitStatus.partial }
    }

    private func write(_ tables: [FunctionPermissionTable], _ style: TerminalStyle, in surroundings: Surroundings) throws {
        let policies = PolicyText(tables, paths: style.paths)
        switch format {
        case .terminal:
            let text = PermissionText(style: style)
            surroundings.write(tables.map(text.text).joined(separator: "\n"))
        case .json: surroundings.write(PermissionJSON.text(of: tables))
        case .policy: try write(policies, of: tables, in: surroundings)
        case .serverless: surroundings.write(policies.serverless)
        case .sam: surroundings.write(policies.sam)
        case .terraform: surroundings.write(policies.terraform)
        }
    }

    /// A policy has no place for remarks, so that they go where people read them and pipes do not.
    private func write(_ policies: PolicyText, of tables: [FunctionPermissionTable], in surroundings: Surroundings) throws {
        if function == nil {
            surroundings.write(policies.documents)
        } else if let table = tables.first, tables.count == 1 {
            surroundings.write(PolicyText.document(table))
        } else {
            let manifests = tables.map(\.place.path.description).joined(separator: ", ")
            throw CommandFailure(.usage, "\(tables.count) functions have this name, and a policy is one's", help: "name one manifest with `--in`: \(manifests)")
        }
        for remark in policies.remarks { surroundings.complain(remark) }
    }

    private func write(_ permissions: [DeployerPermissions], in surroundings: Surroundings) throws {
        switch format {
        case .terminal: surroundings.write(permissions.map(DeployerText.text).joined(separator: "\n"))
        case .policy: surroundings.write(permissions.map(DeployerText.policy).joined())
        case .json, .terraform, .serverless, .sam:
            throw CommandFailure(.usage, "`--deployer` is shown as terminal or policy", help: "leave `--format` out, or give `--format policy`")
        }
    }

    private func tables(of model: ScanModel) async -> [FunctionPermissionTable] {
        let positions = Positions(sources: model.sources)
        var tables: [FunctionPermissionTable] = []
        for (index, application) in model.applications.enumerated() {
            let code = model.code.indices.contains(index) ? model.code[index] : nil
            let comparison = await PermissionComparison(application, code)
            tables += PermissionPortrait(application, comparison, positions: positions).tables(about: explain)
        }
        return tables
    }

    private func chosen(_ tables: [FunctionPermissionTable]) throws -> [FunctionPermissionTable] {
        guard let function else { return tables }
        let found = tables.filter { $0.function == function }
        guard found.isEmpty else { return found }
        throw CommandFailure.unknownFunction(function, among: tables.map(\.function), pathOption: "--in")
    }
}

/// How permissions are shown.
enum PermissionFormat: String, CaseIterable, ExpressibleByArgument { case terminal, json, policy, terraform, serverless, sam }
