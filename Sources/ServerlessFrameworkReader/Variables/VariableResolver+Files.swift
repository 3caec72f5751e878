import ApplicationModel
import ManifestReading
import ManifestSyntax
import SourceText

extension VariableResolver {
    /// `file(path):address`, the path taken from the manifest's directory whichever file names it.
    mutating func file(_ call: SourceCall, in holder: Holder) -> SourceOutcome {
        let isShort = call.arguments.isEmpty
        let name = compose((isShort ? call.address : call.arguments.first) ?? VariableTemplate(parts: []), in: holder)
        let address = compose((isShort ? nil : call.address) ?? VariableTemplate(parts: []), in: holder)
        let steps = name.steps + address.steps
        guard let path = name.assumedText, let address = address.assumedText else {
            return unnamed(call, steps: steps)
        }
        let pieces = Self.split(path, address: address, isShort: isShort)
        var outcome = file(named: pieces.path, address: pieces.address, call)
        outcome.steps = steps
        return outcome
    }

    /// Version 4 also writes `file:path#address`.
    private static func split(_ path: String, address: String, isShort: Bool) -> (path: String, address: String) {
        guard isShort, let mark = path.firstIndex(of: "#") else { return (path, address) }
        return (String(path[..<mark]), String(path[path.index(after: mark)...]))
    }

    private mutating func unnamed(_ call: SourceCall, steps: [TraceStep]) -> SourceOutcome {
        let reason = "which file it names depends on something unknown"
        report(
            SourceIssue(
                .unresolved, "which file `\(call.written)` names depends on something unknown",
                help: "say what it depends on, with `--stage` or `--param`", at: call.place, isPartial: false))
        let content = Value.Content.symbolic(.variable(call.written, reason: reason))
        return SourceOutcome(kind: .undetermined(content), how: reason, steps: steps)
    }

    private mutating func file(named name: String, address: String, _ call: SourceCall) -> SourceOutcome {
        guard !name.hasPrefix("~"), let path = manifest.directory.appending(name) else { return refused(name, call) }
        if Self.codeExtensions.contains(path.fileExtension) { return code(path, call) }
        switch top(of: path) {
        case .failure(let failure):
            if failure.reason == .outsideRoot { return refused(name, call) }
            return unavailable(failure, call)
        case .success(let top):
            guard let top else { return .absent("`\(path)` is empty") }
            return part(address, of: top, in: path, call)
        }
    }

    private mutating func part(
        _ address: String, of top: ValueTree.ID, in path: RelativePath, _ call: SourceCall
    ) -> SourceOutcome {
        let how = address.isEmpty ? "the whole of `\(path)`" : "taken from `\(address)` in `\(path)`"
        switch walk(Self.keys(address), from: top, askedAt: call.place) {
        case .node(let id): return SourceOutcome(kind: .node(id), how: how)
        case .value(let value): return SourceOutcome(kind: .value(value), how: how)
        case .absent: return .absent("`\(address)` is not in `\(path)`")
        }
    }

    private mutating func top(of path: RelativePath) -> Result<ValueTree.ID?, LoadFailure> {
        if let known = fileRoots[path] { return .success(known) }
        guard fileRoots.count < limits.files else {
            reportLimit("variables name more than \(limits.files) files", at: SourcePlace(wholeOf: manifest))
            return .failure(LoadFailure(path: path, reason: .unreadable("too many files")))
        }
        return loader.look(path).map { file in
            let id = add(file)
            if let id { fileRoots[path] = id }
            return id
        }
    }

    private mutating func add(_ file: LoadedFile) -> ValueTree.ID? {
        switch file {
        case .manifest(let document): document.roots.first.map { tree.add($0) }
        case .text(let file):
            tree.add(
                .text(ScalarText(file.text, at: 0)),
                at: SourcePlace(path: file.path, span: ByteSpan(0, file.bytes.count)))
        }
    }

    /// The framework would read the file; the scan does not.
    private mutating func refused(_ name: String, _ call: SourceCall) -> SourceOutcome {
        let reason = "`\(name)` leads outside the scanned directory"
        reportOnce(
            SourceIssue(
                .outsideRoot, reason, help: "scan the directory that holds both", at: call.place,
                isPartial: call.isLast))
        return SourceOutcome(kind: .undetermined(.unknown(reason: reason)), how: reason)
    }

    /// A file that is missing gives way to a fallback; one that is there and cannot be read does not.
    private mutating func unavailable(_ failure: LoadFailure, _ call: SourceCall) -> SourceOutcome {
        let issue = failure.issue(at: call.place)
        guard failure.reason == .missing else {
            reportOnce(issue)
            return SourceOutcome(kind: .undetermined(.unknown(reason: issue.message)), how: issue.message)
        }
        guard call.arguments.first?.hasVariables == true else { return .absent(issue.message, issue: issue) }
        let advice = SourceIssue(
            issue.kind, issue.message, help: "add the file, or name another stage with `--stage`", at: issue.place)
        return .absent(issue.message, issue: advice)
    }

    private mutating func code(_ path: RelativePath, _ call: SourceCall) -> SourceOutcome {
        let reason = "`\(path)` is code and is not evaluated"
        reportOnce(
            SourceIssue(
                .notEvaluated, reason, help: "what it exports is unknown to the scan", at: call.place,
                isPartial: false))
        return SourceOutcome(kind: .undetermined(.unknown(reason: reason)), how: reason)
    }

    private static let codeExtensions: Set<String> = ["js", "cjs", "mjs", "ts", "cts", "mts"]
}
