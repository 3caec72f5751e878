package import ApplicationModel

extension Advisory {
    /// The advisory without those listed versions that one of its ranges holds anyway, which changes no answer.
    package func withoutCoveredVersions(in ecosystem: Ecosystem) -> Advisory {
        guard !versions.isEmpty else { return self }
        let timelines = ranges.compactMap { Timeline($0.events, in: ecosystem) }
        let kept = versions.filter { text in
            guard let version = PackageVersion(text, in: ecosystem) else { return true }
            return !timelines.contains { $0.contains(version) }
        }
        return Advisory(
            id: id, aliases: aliases, kind: kind, summary: summary, severity: severity, link: link, ranges: ranges,
            versions: kept, symbols: symbols)
    }
}
