import ApplicationModel
package import Findings
package import SourceText

/// What a scan's rules recognised as secrets: where they stand and what they read.
package struct KnownSecrets: Sendable {
    /// Where they stand, sorted.
    package let places: [SourcePlace]
    /// Their texts.
    package let mask: SecretMask
    /// The places by file: sorted, and none touches the next.
    private let spans: [RelativePath: [ByteSpan]]
    private let comments: [RelativePath: [ByteSpan]]

    /// Knows of none.
    init() {
        (places, mask, spans, comments) = ([], SecretMask(), [:], [:])
    }

    /// Knows what was recognised: for each secret the places whose text is in it; and texts of the host's environment,
    /// which stand nowhere.
    init(_ secrets: [[SourcePlace]], in model: ScanModel, besides environment: [String] = []) {
        let places = Set(secrets.joined())
        self.places = places.sorted()
        var texts = SecretTexts()
        for text in environment { texts.insert(environment: text) }
        for secret in Set(secrets) {
            for place in secret {
                guard let file = model.sources[place.path] else { continue }
                texts.insert(source: file.text(in: place.span), isPart: secret.count > 1)
            }
        }
        let whole = Set(secrets.filter { $0.count == 1 }.joined())
        if !places.isEmpty { for application in model.applications { texts.insert(application.document, at: places, whole) } }
        mask = SecretMask(texts.all)
        spans = Dictionary(grouping: self.places, by: \.path).mapValues { KnownSecrets.joined($0.map(\.span)) }
        comments = places.isEmpty ? [:] : model.comments
    }

    /// What must not be shown of a stretch of a file, sorted: secrets, and the comment behind one on its line, which is
    /// often a copy of it.
    func spans(within span: ByteSpan, ofLine line: ByteSpan? = nil, in file: SourceFile) -> [ByteSpan] {
        guard !places.isEmpty || !mask.isEmpty else { return [] }
        var found = Array(recognised(over: span, in: file))
        // A secret may start before the stretch and end behind it.
        let lower = max(line?.lowerBound ?? 0, span.lowerBound - SecretMask.longest)
        let upper = min(line?.upperBound ?? file.bytes.count, span.upperBound + SecretMask.longest)
        found += mask.ranges(in: file.bytes[lower..<max(lower, upper)]).map { ByteSpan($0.lowerBound, $0.upperBound) }
        if let line, let comment = comment(onLine: line, in: file),
            found.contains(where: { $0.overlaps(line) }) || !recognised(over: line, in: file).isEmpty
        {
            found.append(comment)
        }
        return KnownSecrets.joined(found.sorted())
    }

    /// The places that overlap a stretch of a file: as few as there are, since a line may hold thousands.
    private func recognised(over span: ByteSpan, in file: SourceFile) -> ArraySlice<ByteSpan> {
        let all = spans[file.path] ?? []
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].upperBound < span.lowerBound { low = middle + 1 } else { high = middle }
        }
        // Those at the edges may touch without overlapping.
        if low < all.count, !all[low].overlaps(span) { low += 1 }
        return all[low...].prefix { $0.overlaps(span) }
    }

    /// The text of the comment on a line, without its mark.
    private func comment(onLine line: ByteSpan, in file: SourceFile) -> ByteSpan? {
        let all = comments[file.path] ?? []
        var (low, high) = (0, all.count)
        while low < high {
            let middle = (low + high) / 2
            if all[middle].lowerBound < line.lowerBound { low = middle + 1 } else { high = middle }
        }
        guard low < all.count, all[low].lowerBound < line.upperBound else { return nil }
        var start = all[low].lowerBound
        let end = min(all[low].upperBound, line.upperBound)
        while start < end, [0x20, 0x23].contains(file.bytes[start]) { start += 1 }
        return start < end ? ByteSpan(start, end) : nil
    }

    private static func joined(_ spans: [ByteSpan]) -> [ByteSpan] {
        spans.reduce(into: []) { joined, span in
            if let last = joined.last, span.lowerBound <= last.upperBound {
                joined[joined.count - 1] = ByteSpan(last.lowerBound, max(last.upperBound, span.upperBound))
            } else {
                joined.append(span)
            }
        }
    }
}
