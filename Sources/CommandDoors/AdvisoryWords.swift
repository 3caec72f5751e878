package import AdvisoryMatching
package import AdvisoryStore

extension AdvisoryInventory {
    /// The number of advisories in words; one that concerns two ecosystems counts for each.
    package var total: String {
        let number = counts.reduce(0) { $0 + $1.advisories }
        return "\(number) \(number == 1 ? "advisory" : "advisories")"
    }
}

extension AdvisoryStoreError {
    /// What is wrong with a store, to follow its name.
    package var meaning: String {
        switch self {
        case .missing: "does not exist or cannot be opened"
        case .notAStore: "is no store of advisories"
        case .otherVersion(let version): "has form \(version), which this ringfence cannot read"
        case .failed(let reason): "cannot be read: \(reason)"
        }
    }
}
