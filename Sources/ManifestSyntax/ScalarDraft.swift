/// A scalar's decoded text while it is read, with the places its parts come from.
struct ScalarDraft {
    private var bytes: [UInt8] = []
    private var segments: [ScalarText.Segment] = []
    /// Where in the file the last part ended.
    private var sourceEnd = 0
    private var lastIsExact = false

    /// The number of decoded bytes so far.
    var count: Int { bytes.count }

    /// Appends file bytes as they are.
    mutating func copy(_ lower: Int, _ upper: Int, of source: [UInt8]) {
        guard lower < upper else { return }
        if !lastIsExact || sourceEnd != lower { startPart(at: lower) }
        bytes.append(contentsOf: source[lower..<upper])
        sourceEnd = upper
        lastIsExact = true
    }

    /// Appends decoded bytes that stand for the file's bytes `lower..<upper`.
    mutating func insert(_ decoded: some Sequence<UInt8>, from lower: Int, to upper: Int) {
        startPart(at: lower)
        bytes.append(contentsOf: decoded)
        sourceEnd = upper
        lastIsExact = false
    }

    /// Appends a decoded scalar that stands for the file's bytes `lower..<upper`.
    mutating func insert(_ scalar: Unicode.Scalar, from lower: Int, to upper: Int) {
        insert(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter, from: lower, to: upper)
    }

    /// The text; `origin` is where an empty one would have stood.
    func finished(origin: Int) -> ScalarText {
        guard let first = segments.first else { return ScalarText("", at: origin) }
        let last = lastIsExact ? [] : [ScalarText.Segment(decoded: bytes.count, source: sourceEnd)]
        return ScalarText(String(decoding: bytes, as: UTF8.self), at: first.source, further: segments.dropFirst() + last)
    }

    private mutating func startPart(at lower: Int) {
        // A gap is closed by a segment of its own, so that the part before it does not seem to reach over the gap.
        if !segments.isEmpty, sourceEnd != lower {
            segments.append(.init(decoded: bytes.count, source: sourceEnd))
        }
        segments.append(.init(decoded: bytes.count, source: lower))
    }
}
