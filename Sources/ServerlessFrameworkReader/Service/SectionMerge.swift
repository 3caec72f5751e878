import ApplicationModel
import SourceText

/// A section that may be one map or a list of maps, which the framework lays over each other in order.
struct SectionMerge {
    /// The one map; null when there is nothing.
    private(set) var value: Value
    /// The parts that are neither maps nor nothing.
    private(set) var strangers: [Value] = []

    /// Merges a section; a missing one is null.
    init(_ section: Value?) {
        value = section ?? Value(.null, place: SourcePlace(wholeOf: .root))
        guard let section, !section.isNull, !section.isMap else { return }
        var merge = MemberMerge()
        // A file that is itself a list of maps is a common mistake that some versions accept.
        let parts = section.isUndetermined ? [section] : section.elements
        for part in parts.flatMap({ $0.elements.isEmpty ? [$0] : $0.elements }) where !part.isNull {
            if part.isMap { merge.add(part.members) } else { strangers.append(part) }
        }
        if strangers.isEmpty, parts.isEmpty, section.scalarText != nil { strangers = [section] }
        value = section.replacing(.map(merge.members))
    }
}
