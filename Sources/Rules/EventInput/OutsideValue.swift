import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A part of the event in a value that is no argument of a call: what a handler gives back, what it writes, what it loops over.
struct OutsideValue {
    /// The part as it got there.
    let origin: Origin
    /// What that part is.
    let part: EventPart

    /// The part that comes from the most exposed door among those that nothing makes harmless; `nil` when there is none.
    static func widest(
        in value: AbstractValue, of code: FunctionCode, _ function: Function, safe: Guarantees, where counts: (Origin) -> Bool = { _ in true }
    ) -> OutsideValue? {
        FlowFinder(code: code, function: function).parts(in: value, safe: safe).filter { counts($0.origin) }
            .max { ($0.part.exposure, $1.origin.path) < ($1.part.exposure, $0.origin.path) }
            .map { OutsideValue(origin: $0.origin, part: $0.part) }
    }

    /// A violation of a rule: the part reaches something at a place.
    func violation(of metadata: RuleMetadata, at place: SourcePlace, reaching words: String, gain: String) -> Violation {
        var violation = Violation(
            at: place, "`\(origin.path)`, \(part.words), reaches \(words)", gain: gain, severity: metadata.severity.weighed(by: part.exposure))
        violation.steps = origin.steps(from: part.words) + [(place: place, note: "it reaches \(words)")]
        return violation
    }
}

extension [Violation] {
    /// Each place once: what a helper makes for many callers is written in one place.
    var oncePerPlace: [Violation] {
        var seen: Set<SourcePlace> = []
        return filter { seen.insert($0.place).inserted }
    }
}
