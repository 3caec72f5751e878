import ApplicationModel
import ArgumentParser
import CodeAnalysis
import CommandDoors
import Reporting
import Rules
import Scanning
import SchemaInference
import SourceText

/// `ringfence schema`.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Write the JSON Schema of what a function's code reads.",
        discussion: """
            Fields are those that the code reads, their types what it does with them: what schemas of zod, joi, yup, pydantic, \
            marshmallow and others say, what types say that the event is declared with, else how the value is used. Of a \
            function behind HTTP it is the body, which is what API Gateway holds against a model; of any other the whole \
            event. Bounds that the code does not name are written as defaults: read the schema before you deploy it.

            EXAMPLES
              ringfence schema createOrder
              ringfence schema createOrder services/orders --draft 2020-12
              ringfence schema createOrder -o schemas/create-order.json
              ringfence schema createOrder --event
            """)

    @Argument(help: ArgumentHelp("The function's name in its manifest.", valueName: "function"))
    var function: String

    @Argument(
        help: ArgumentHelp("The directory or manifest to look in. (default: .)", valueName: "path"), completion: .file())
    var paths: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "04, which a REST API of API Gateway reads, or 2020-12. (default: 04 behind a REST API, else 2020-12)", valueName: "draft"),
        completion: .list(SchemaDraft.allCases.map(\.rawValue)))
    var draft: String?

    @Flag(name: .long, help: "Describe everything the function is invoked with, not the body alone.")
    var event = false

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Where the schema goes; - is standard output. (default: -)", valueName: "file"), completion: .file())
    var output: String?

    @OptionGroup(title: "Project")
    var project: ProjectOptions

    func run() async throws {
        guard let surroundings = Surroundings.current else { return }
        let draft = try chosenDraft()
        let root = try ScanRoot(paths: paths.isEmpty ? ["."] : paths, root: project.root, workingDirectory: surroundings.workingDirectory)
        let scan = try project.codeScan(of: root, try project.configuration(in: root), in: surroundings)
        let model = await scan.model()
        let subject = try subject(in: model)
        let code = try code(of: subject, model)
        let document = try inferred(code, subject.function).document(draft ?? Self.draft(for: subject.function)) { text, field in
            SecretRecognition.isSecret(text, named: field, surely: false)
        }
        try write(JSONWriter.render(JSONValue(document)), in: surroundings)
        guard let reason = code.analysis.cut else { return }
        surroundings.complain("not all of the code was read, so fields may be missing: \(reason)")
        throw ExitStatus.partial
    }

    // MARK: What is asked for

    private func chosenDraft() throws -> SchemaDraft? {
        guard let draft else { return nil }
        if let known = SchemaDraft(rawValue: draft) { return known }
        throw CommandFailure(
            .usage, "`--draft \(draft)` is not known", help: "write one of: \(SchemaDraft.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    /// A REST API reads no other draft.
    private static func draft(for function: Function) -> SchemaDraft {
        function.triggers.contains { $0.kind == .restAPI } ? .draft04 : .draft2020
    }

    private struct Subject {
        let function: Function
        let application: Application
        let index: Int
    }

    private func subject(in model: ScanModel) throws -> Subject {
        let found = model.applications.enumerated().compactMap { index, application in
            application.function(named: function).map { Subject(function: $0, application: application, index: index) }
        }
        if found.count == 1 { return found[0] }
        if found.isEmpty { throw notFound(in: model) }
        let places = found.map { "`\($0.application.manifest)`" }.joined(separator: ", ")
        throw CommandFailure(.usage, "`\(function)` is a function of several manifests: \(places)", help: "name the manifest behind the function")
    }

    private func notFound(in model: ScanModel) -> CommandFailure {
        guard !model.applications.isEmpty else {
            return CommandFailure(.nothingToScan, "no serverless application was found", help: "name a directory or a manifest to look in")
        }
        let names = model.applications.flatMap(\.functions).map(\.name)
        guard !names.isEmpty else { return CommandFailure(.nothingToScan, "the manifests declare no function") }
        return .unknownFunction(function, among: names)
    }

    // MARK: What the code says

    private func code(of subject: Subject, _ model: ScanModel) throws -> FunctionCode {
        if model.code.indices.contains(subject.index), let code = model.code[subject.index].code(of: subject.function) {
            guard !code.analysis.isExportFound else { return code }
            throw CommandFailure(
                .usage, "`\(code.file)` does not export the handler of `\(function)`, so its code was not read",
                help: "export it where it can be seen")
        }
        let issues = model.code.indices.contains(subject.index) ? model.code[subject.index].issues : []
        let own = issues.first { $0.message.contains("`\(function)`") } ?? (issues.count == 1 ? issues.first : nil)
        throw CommandFailure(
            .usage, "the code of `\(function)` was not read" + (own.map { ": \($0.message)" } ?? ""),
            help: own?.help ?? "JavaScript, TypeScript, Python, Java and Go are read, where the handler's file lies in the tree")
    }

    private func inferred(_ code: FunctionCode, _ function: Function) throws -> InferredSchema {
        let scope: InferredSchema.Scope = event || !InferredSchema.takesBodies(function) ? .event : .body
        if let schema = InferredSchema(scope, readBy: code, of: function) { return schema }
        let what = scope == .body ? "no field of the body" : "nothing of its event"
        let isElsewhere = scope == .body && InferredSchema(.event, readBy: code, of: function) != nil
        throw CommandFailure(
            .nothingToScan, "the code of `\(function.name)` reads \(what)",
            help: isElsewhere ? "`--event` describes what else of the event it reads" : nil)
    }

    private func write(_ text: String, in surroundings: Surroundings) throws {
        guard let output, output != "-" else { return surroundings.write(text) }
        try OutputFile.write(Array(text.utf8), to: output.hasPrefix("/") ? output : surroundings.workingDirectory + "/" + output)
    }
}

extension JSONValue {
    fileprivate init(_ node: SchemaNode) {
        switch node {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let text): self = .number(text)
        case .string(let text): self = .string(text)
        case .list(let elements): self = .array(elements.map { JSONValue($0) })
        case .map(let members): self = .object(members.map { ($0.key, JSONValue($0.value)) })
        }
    }
}
