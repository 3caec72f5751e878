package import ApplicationModel
package import Findings

extension Severity {
    /// One step less; low stays low.
    package var lowered: Severity {
        switch self {
        case .low, .medium: .low
        case .high: .medium
        case .critical: .high
        }
    }

    /// One step more; critical stays critical.
    package var raised: Severity {
        switch self {
        case .low: .medium
        case .medium: .high
        case .high, .critical: .critical
        }
    }

    /// The severity of something whose own weight is this when only some people can get at it: a step less when
    /// nobody outside can.
    package func weighed(by exposure: Exposure) -> Severity { exposure == .internal ? lowered : self }
}
