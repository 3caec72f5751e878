import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

extension OutsidePart {
    /// The part that comes from the most exposed door among those that nothing makes harmless; `nil` when there is none.
    static func widest(
        in value: AbstractValue, of code: FunctionCode, _ function: Function, safe: Guarantees, where counts: (Origin) -> Bool = { _ in true }
    ) -> OutsidePart? {
        FlowFinder(code: code, function: function).parts(in: value, safe: safe).filter { counts($0.origin) }
            .max { ($0.part.exposure, $1.origin.path) < ($1.part.exposure, $0.origin.path) }
            .map { OutsidePart(origin: $0.origin, part: $0.part) }
    }
}

extension [Violation] {
    /// Each place once: what a helper makes for many callers is written in one place.
    var oncePerPlace: [Violation] {
        var seen: Set<SourcePlace> = []
        return filter { seen.insert($0.place).inserted }
    }
}
