import ApplicationModel
import AuditKit
import CodeAnalysis
import SourceText

/// Paths of libraries that are meant together.
struct APISet: Sendable {
    fileprivate let table: APITable<Bool>
    private let patterns: [APIPattern]

    init(_ patterns: [APIPattern]) {
        self.patterns = patterns
        table = APITable(patterns.map { ($0, true) })
    }

    /// The paths of several sets.
    init(allOf sets: [APISet]) { self.init(sets.flatMap(\.patterns)) }

    func contains(_ api: String) -> Bool { table[api] == true }
}

extension CallFact {
    /// Whether something of a set may be what is called.
    func isAny(of set: APISet) -> Bool { apis.contains(where: set.contains) }
}

extension FunctionCode {
    /// The calls of something of a set, in order.
    func calls(of set: APISet) -> [CallFact] { analysis.calls(among: set.table) }

    /// Where the function that takes the event is named; the whole file when that could not be told.
    var entryPlace: SourcePlace {
        guard let entry = analysis.entries.first, let function = function(at: entry) else { return SourcePlace(wholeOf: file) }
        return SourcePlace(path: entry.path, span: function.nameSpan)
    }

    /// The function of a site.
    func function(at site: CodeSite) -> CodeFunction? {
        guard let module = program[site.path]?.module, site.function.index < module.functions.count else { return nil }
        return module[site.function]
    }

    /// The names of the functions of the program that are reached, in lower case.
    var reachedNames: [String] { analysis.reached.compactMap { function(at: $0)?.name?.lowercased() } }
}

extension AbstractValue {
    /// The texts it may be; what is not known in them is `U+FFFC`.
    var texts: [String] {
        guard strings.isEmpty, !text.isEmpty else { return strings }
        let parts = text.map { piece in
            if case .constant(let text) = piece { text } else { "\u{FFFC}" }
        }
        return [parts.joined()]
    }

    /// Whether it is one boolean for certain.
    func isCertainly(_ value: Bool) -> Bool { constant == .boolean(value) }
}

extension CodeClosure {
    /// The names of the packages that are loaded.
    var packageNames: Set<String> { Set(externals.map(\.package)) }
}

extension AbstractValue {
    /// Whether it comes from where programs keep their secrets: a variable of the environment or the answer of a store.
    var isSecretLike: Bool {
        constants.contains { if case .environment = $0 { true } else { false } }
            || origins.contains { if case .answer = $0.path.root { true } else { false } }
    }
}

extension Function {
    /// Who sends requests to its widest door, as the subject of a sentence.
    var caller: String { widestTrigger?.route?.caller ?? "whoever invokes it" }
}
