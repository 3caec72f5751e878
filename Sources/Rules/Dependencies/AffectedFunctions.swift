import ApplicationModel
import AuditKit
import DependencyReach
import Findings

/// Who ships a package, in words and by how exposed they are.
struct AffectedFunctions {
    /// The functions that load it, or may; those that merely ship it when none does.
    let named: [Function]
    /// What they do with it: `loaded by`, `shipped with`.
    let verb: String
    /// Whether code loads it for sure.
    let isLoaded: Bool

    init(_ package: AffectedPackage, in context: AuditContext) {
        self.init(shippedBy: package.shippedBy, loadedBy: package.loadedBy, perhapsLoadedBy: package.perhapsLoadedBy, in: context)
    }

    init(_ package: PackedPackage, in context: AuditContext) {
        self.init(shippedBy: package.shippedBy, loadedBy: package.loadedBy, perhapsLoadedBy: package.perhapsLoadedBy, in: context)
    }

    private init(shippedBy: [String], loadedBy: [String], perhapsLoadedBy: [String], in context: AuditContext) {
        isLoaded = !loadedBy.isEmpty
        let perhaps = isLoaded ? [] : perhapsLoadedBy
        let names = isLoaded ? loadedBy : perhaps.isEmpty ? shippedBy : perhaps
        named = names.compactMap { context.function(named: $0) }
        verb = isLoaded ? "loaded by" : perhaps.isEmpty ? "shipped with" : "perhaps loaded by"
    }

    /// `loaded by `a`, `b` and 3 more`.
    var words: String { "\(verb) \(NameList.text(named.map(\.name), showing: 3))" }

    /// The weight of a flaw for them: a step less where nobody outside gets at them, and another where no code loads it.
    func weighed(_ severity: Severity) -> Severity {
        let exposed = severity.weighed(by: named.mostExposed?.exposure ?? .internal)
        return verb == "shipped with" ? exposed.lowered : exposed
    }
}
