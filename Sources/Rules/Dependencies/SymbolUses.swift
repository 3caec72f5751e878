import AdvisoryMatching
import AuditKit
import CodeAnalysis
import DependencyReach
import PackageInventory
import SourceText

/// The calls of what an advisory names in a package.
struct SymbolUses {
    private static let limit = 4

    /// The calls, each place once.
    let related: [(place: SourcePlace, note: String)]

    /// Looks through the code of the functions that load the package.
    init(of flaw: Flaw, in package: AffectedPackage, _ context: AuditContext) {
        let names = flaw.symbols.filter { !$0.name.isEmpty }.map { symbol in
            (module: symbol.module.isEmpty ? package.package.name : symbol.module, name: symbol.name.split(separator: ".").last ?? "")
        }
        guard !names.isEmpty, let code = context.code else {
            related = []
            return
        }
        let functions = Set(package.loadedBy)
        var seen: Set<SourcePlace> = []
        var found: [(place: SourcePlace, note: String)] = []
        for function in code.functions where functions.contains(function.function) {
            for call in function.analysis.calls where found.count < Self.limit {
                let api = call.apis.first { api in names.contains { api.hasPrefix($0.module) && APIPath.name(api) == $0.name } }
                guard let api, seen.insert(call.namePlace).inserted else { continue }
                found.append((call.namePlace, "`\(APIPath.name(api))` is called here, in which the flaw lies"))
            }
        }
        related = found
    }

    /// Whether no call is known.
    var isEmpty: Bool { related.isEmpty }
}
