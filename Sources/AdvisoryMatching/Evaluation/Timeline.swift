import ApplicationModel

/// The events of a range with their versions read, in the order of the versions.
struct Timeline: Sendable {
    private struct Moment: Sendable {
        let kind: AffectedRange.Event.Kind
        /// `nil` for `0`.
        let version: PackageVersion?
    }

    private var moments: [Moment] = []
    private var limits: [PackageVersion] = []

    /// Reads a range's events; `nil` when one of them is no version of the ecosystem.
    init?(_ events: [AffectedRange.Event], in ecosystem: Ecosystem) {
        for event in events where !event.isUnlimited {
            if event.kind == .introduced && event.version == "0" {
                moments.append(Moment(kind: .introduced, version: nil))
            } else if let version = PackageVersion(event.version, in: ecosystem) {
                if event.kind == .limit { limits.append(version) } else { moments.append(Moment(kind: event.kind, version: version)) }
            } else {
                return nil
            }
        }
        if events.contains(where: \.isUnlimited) { limits = [] }
        sort()
    }

    /// Of events at one version, the order in which they are written counts.
    private mutating func sort() {
        guard zip(moments, moments.dropFirst()).contains(where: { !Self.stand($0, $1) }) else { return }
        moments = moments.enumerated().sorted { left, right in
            switch (left.element.version, right.element.version) {
            case (nil, nil): left.offset < right.offset
            case (nil, _): true
            case (_, nil): false
            case (let first?, let second?): first < second || (first == second && left.offset < right.offset)
            }
        }.map(\.element)
    }

    /// Whether two moments may follow each other as they are, as those of most ranges do.
    private static func stand(_ left: Moment, _ right: Moment) -> Bool {
        guard let first = left.version else { return true }
        return right.version.map { first <= $0 } ?? false
    }

    /// Source: <https://ossf.github.io/osv-schema/#evaluation>
    func contains(_ version: PackageVersion) -> Bool {
        if !limits.isEmpty && !limits.contains(where: { version < $0 }) { return false }
        var isAffected = false
        for moment in moments {
            switch moment.kind {
            case .introduced: if moment.version.map({ version >= $0 }) ?? true { isAffected = true }
            case .fixed: if let fix = moment.version, version >= fix { isAffected = false }
            case .lastAffected: if let last = moment.version, version > last { isAffected = false }
            case .limit: break
            }
        }
        return isAffected
    }
}

extension AffectedRange.Event {
    /// A limit that is none.
    fileprivate var isUnlimited: Bool { kind == .limit && version == "*" }
}
