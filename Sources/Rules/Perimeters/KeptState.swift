import ApplicationModel
import AuditKit
import CodeAnalysis
import SourceText

/// What of an event a function leaves behind when it has answered.
struct KeptState: Sendable {
    /// Something that is left.
    struct Kept: Sendable {
        let origin: Origin
        /// What the part of the event is.
        let words: String
        let place: SourcePlace
        /// Where it is kept, as words of a sentence.
        let store: String
        /// Whether every event sets it anew, first thing.
        let isOverwritten: Bool
    }

    private let code: FunctionCode
    private let function: Function

    /// Looks at a function's code.
    init(_ code: FunctionCode, of function: Function) {
        self.code = code
        self.function = function
    }

    // MARK: Variables and objects of modules

    /// What is kept in memory.
    var writes: [Kept] {
        code.analysis.writes.compactMap { write in
            guard let store = store(of: write.target), let (origin, words) = part(in: write.value) else { return nil }
            return Kept(
                origin: origin, words: words, place: write.place, store: store,
                isOverwritten: isUnconditional(write.place, in: write.site))
        }
    }

    /// What stands under a computed name is a cache's: its key says whose it is.
    private func store(of target: WriteFact.Target) -> String? {
        switch target {
        case .moduleVariable(let name): "`\(name)`, a variable of the module"
        case .moduleObject(let field?): "`\(field)` of an object of the module"
        case .moduleObject(nil): "a list of the module"
        case .computedField: nil
        }
    }

    /// What belongs to the sender: what they choose and what the door knows of them.
    private func part(in value: AbstractValue) -> (Origin, String)? {
        for origin in code.analysis.origins(in: value) {
            if let part = EventPart(origin.path, of: function) { return (origin, part.words) }
            if origin.path.root == .event, origin.path.fields.starts(with: ["requestContext", "authorizer"]) {
                return (origin, "the identity of a caller")
            }
        }
        return nil
    }

    /// Whether a statement of the handler's own, outside of every branch and loop, does it.
    private func isUnconditional(_ place: SourcePlace, in site: CodeSite) -> Bool {
        guard code.analysis.entries.contains(site), let module = code.program[site.path]?.module else { return false }
        return module[site.function].body.contains { statement in
            switch statement.kind {
            case .assign: statement.span.contains(place.span)
            case .expression(let id):
                if case .assign = module[id].kind { statement.span.contains(place.span) } else { false }
            default: false
            }
        }
    }

    // MARK: Files

    /// What is kept in files of `/tmp` under a name that is always the same and that nothing removes.
    var files: [Kept] {
        let removed = removedNames
        return code.analysis.calls.compactMap { call in
            guard let (name, content) = written(by: call), name.hasPrefix("/tmp/"), !removed.contains(name) else { return nil }
            guard let (origin, words) = part(in: content) else { return nil }
            return Kept(
                origin: origin, words: words, place: call.namePlace, store: "`\(name)`",
                isOverwritten: !call.apis.contains { $0.contains("append") })
        }
    }

    private func written(by call: CallFact) -> (name: String, content: AbstractValue)? {
        if call.apis.contains(where: { Self.writers[$0] == true }) {
            guard let name = call.argument(0)?.value.string, let content = call.argument(1)?.value else { return nil }
            return (name, content)
        }
        guard call.apis.contains(where: { Self.fileMethods[$0] == true }), let content = call.argument(0)?.value else { return nil }
        return code.analysis.arguments(madeWith: call.receiver).first?.string.map { ($0, content) }
    }

    private var removedNames: Set<String> {
        Set(
            code.analysis.calls.filter { $0.apis.contains { Self.removers[$0] == true } }
                .compactMap { $0.argument(0)?.value.string })
    }

    private static let writers = APITable(
        ["fs.writeFile", "fs.writeFileSync", "fs.appendFile", "fs.appendFileSync", "fs.promises.writeFile", "fs.promises.appendFile",
         "fs/promises.writeFile", "fs/promises.appendFile", "fs-extra.writeFile*", "fs-extra.outputFile*"].map { (APIPattern($0), true) })

    private static let fileMethods = APITable(["open().write", "open().writelines"].map { (APIPattern($0), true) })

    private static let removers = APITable(
        ["fs.unlink", "fs.unlinkSync", "fs.rm", "fs.rmSync", "fs.promises.unlink", "fs.promises.rm", "fs/promises.unlink", "fs/promises.rm",
         "fs-extra.remove*", "os.remove", "os.unlink"].map { (APIPattern($0), true) })
}
