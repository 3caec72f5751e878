package import ApplicationModel
import CodeSyntax
package import SourceText

/// The code behind the functions of one application, and what is known about it.
package struct ApplicationCode: Sendable {
    /// One function's code, for each function whose handler was found, in the manifest's order.
    package internal(set) var functions: [FunctionCode]
    /// The files, lowered.
    package let program: Program
    /// Handlers that were not found, and what was left out, sorted by place.
    package let issues: [SourceIssue]
    /// The code that stands in manifests, by the file that it is taken for.
    package let inlined: [RelativePath: InlineCode]
    private let positions: [String: Int]

    init(functions: [FunctionCode], program: Program, issues: [SourceIssue], inlined: [RelativePath: InlineCode]) {
        self.functions = functions
        self.program = program
        self.inlined = inlined
        positions = Dictionary(functions.enumerated().map { ($1.function, $0) }, uniquingKeysWith: { first, _ in first })
        self.issues = issues.map { issue in
            guard let place = inlined[issue.place.path]?.place(of: issue.place.span) else { return issue }
            return SourceIssue(issue.kind, issue.message, help: issue.help, at: place, isPartial: issue.isPartial)
        }.sorted { $0.place < $1.place }
    }

    /// The files of the tree that run behind its functions.
    package var reached: [RelativePath] { program.units.keys.filter { inlined[$0] == nil } }

    /// Where something at a place of the code is written: what stands in a manifest, there.
    package func written(_ place: SourcePlace) -> SourcePlace { inlined[place.path]?.place(of: place.span) ?? place }

    /// The code of a function; `nil` when it was not analysed.
    package func code(of function: Function) -> FunctionCode? { positions[function.name].map { functions[$0] } }

    /// The files that were read, sorted by path.
    package var files: [SourceFile] {
        program.units.keys.sorted().compactMap { program[$0]?.module.file }
    }
}

/// The code behind one function.
package struct FunctionCode: Sendable {
    /// The function's name in the manifest.
    package let function: String
    /// The file that holds the handler.
    package let file: RelativePath
    /// The files it runs and the packages it loads.
    package internal(set) var closure: CodeClosure
    /// What it does.
    package let analysis: HandlerAnalysis
    /// The files, lowered; shared with the application's other functions.
    package let program: Program
}

/// Finds, loads and reads the code behind the functions of applications.
package struct CodeAnalyser: Sendable {
    private let files: CodeFiles
    private let budget: AnalysisBudget

    /// Analyses code among some files.
    package init(_ files: CodeFiles, budget: AnalysisBudget = AnalysisBudget()) {
        self.files = files
        self.budget = budget
    }

    /// The code behind an application's functions.
    package func code(of application: Application) async -> ApplicationCode {
        let handlers = HandlerLocator(files).handlers(of: application)
        var found: [FoundHandler] = []
        for (handler, function) in zip(handlers, application.functions) {
            guard case .found(let file, let path, _) = handler.location else { continue }
            found.append(FoundHandler(handler: handler, function: function, file: file, path: path))
        }
        let loaded = await ProgramLoader(files).load(found.map { ProgramLoader.Entry(file: $0.file, roots: $0.handler.roots) })
        let functions = await analyse(found, loaded)
        let unread = zip(functions, found).compactMap { code, handler in Self.issue(code, handler.handler) }
        let issues = issues(handlers, hasCode: !found.isEmpty) + loaded.issues + unread + Self.issues(loaded.program)
            + Self.issues(loaded.closures) + Self.packages(loaded.closures)
        let inlined = Dictionary(found.compactMap { handler in files.inlineCode(at: handler.file).map { (handler.file, $0) } }) { first, _ in first }
        return ApplicationCode(functions: functions, program: loaded.program, issues: issues, inlined: inlined)
    }

    /// What was not read of a function whose file was found.
    private static func issue(_ code: FunctionCode, _ handler: LocatedHandler) -> SourceIssue? {
        if let reason = code.analysis.cut {
            return SourceIssue(
                .limit, "the code of function `\(code.function)` was not read to its end: \(reason)", at: handler.place)
        }
        guard !code.analysis.isExportFound else { return nil }
        return SourceIssue(
            .unresolved, "`\(code.file)` does not export the handler `\(handler.handler ?? "")` of function `\(code.function)`",
            help: "its code was not judged; name what the file exports, or export it where it can be seen", at: handler.place)
    }

    /// Files that do not follow their grammar, or are larger or deeper than what is read.
    private static func issues(_ program: Program) -> [SourceIssue] {
        program.units.values.flatMap { unit -> [SourceIssue] in
            let module = unit.module
            var issues: [SourceIssue] = []
            if let first = module.syntaxErrors.first {
                issues.append(
                    SourceIssue(
                        .syntax, "the file does not follow the grammar of its language from here on",
                        help: "what could be read of it was judged", at: module.place(first)))
            }
            if module.isCut {
                issues.append(
                    SourceIssue(
                        .limit, "the file is nested too deep or too large to be read whole",
                        help: "what could be read of it was judged", at: SourcePlace(wholeOf: module.file.path)))
            }
            return issues
        }
    }

    /// Files that nobody edits, or too large ones, each once.
    private static func issues(_ closures: [CodeClosure]) -> [SourceIssue] {
        let skipped = Set(closures.flatMap(\.skipped))
        return skipped.compactMap { file in
            guard let kind = file.kind, kind != .source else { return nil }
            return SourceIssue(
                kind == .tooLarge ? .tooLarge : .notEvaluated, "`\(file.path)` is \(kind.words), and was not judged",
                help: "what functions hand to it was followed up to the call; judge the sources it was made of",
                at: SourcePlace(wholeOf: file.path), isPartial: false)
        }
    }

    /// Packages from elsewhere that stand beside the code, by the folder they stand in.
    private static func packages(_ closures: [CodeClosure]) -> [SourceIssue] {
        let folders = Dictionary(grouping: Set(closures.flatMap(\.installed)), by: \.directory)
        return folders.keys.sorted().compactMap { folder in
            guard let entry = closures.filter({ $0.installed.contains { $0.directory == folder } }).map(\.entry).min() else { return nil }
            let names = (folders[folder] ?? []).map(\.name).sorted()
            let shown = names.prefix(6).map { "`\($0)`" }.joined(separator: ", ") + (names.count > 6 ? " and \(names.count - 6) more" : "")
            return SourceIssue(
                .notEvaluated, "`\(folder)` holds packages from elsewhere, which are known by name and were not judged: \(shown)",
                help: "what functions hand to them was followed up to the call", at: SourcePlace(wholeOf: entry), isPartial: false)
        }
    }

    private struct FoundHandler: Sendable {
        let handler: LocatedHandler
        let function: Function
        let file: RelativePath
        let path: [String]
    }

    private func analyse(_ found: [FoundHandler], _ loaded: ProgramLoader.Result) async -> [FunctionCode] {
        await withTaskGroup(of: (Int, FunctionCode).self) { group in
            for (index, handler) in found.enumerated() {
                let closure = loaded.closures[index]
                group.addTask { (index, code(handler, closure, loaded.program)) }
            }
            var functions = [FunctionCode?](repeating: nil, count: found.count)
            for await (index, code) in group { functions[index] = code }
            return functions.compactMap(\.self)
        }
    }

    /// Only the files of the handler's own closure are read, however many the application has.
    private func code(_ handler: FoundHandler, _ closure: CodeClosure, _ program: Program) -> FunctionCode {
        let own = Program(closure.files.compactMap { program[$0] }, documents: program.documents)
        let analysis = HandlerAnalysis(
            of: handler.file, export: handler.path, in: own, environment: environment(of: handler.function),
            premise: EventPremise.schema(of: handler.function), budget: budget)
        return FunctionCode(function: handler.function.name, file: handler.file, closure: closure, analysis: analysis, program: own)
    }

    private func environment(of function: Function) -> [String: AbstractValue] {
        var environment: [String: AbstractValue] = [:]
        for variable in function.environment {
            // An empty text is what stands in for a value that the deployment gives.
            guard let text = variable.value.string, !text.isEmpty else { continue }
            environment[variable.name] = AbstractValue(.string(text))
        }
        return environment
    }

    /// Where no handler at all is in the tree, its code is kept elsewhere, and that is said once.
    private func issues(_ handlers: [LocatedHandler], hasCode: Bool) -> [SourceIssue] {
        let issues = handlers.compactMap(\.issue)
        guard !hasCode, let first = issues.first(where: \.isPartial) else { return issues }
        let count = issues.filter(\.isPartial).count
        let note = SourceIssue(
            first.kind, first.message + (count > 1 ? ", nor were the handlers of \(count - 1) more functions" : ""),
            help: "no code was judged; scan a folder that holds the code too", at: first.place, isPartial: false)
        return issues.filter { !$0.isPartial } + [note]
    }
}
