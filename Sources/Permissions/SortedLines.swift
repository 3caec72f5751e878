/// Lines of `key`, tab, value, sorted by the key's bytes.
struct SortedLines: Sendable {
    private struct Line {
        let key: Range<Int>
        let value: Range<Int>
    }

    private let bytes: [UInt8]
    private let index: [Line]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = Self.index(of: bytes)
    }

    /// Every line, in order.
    var lines: [(key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] {
        index.map { (bytes[$0.key], bytes[$0.value]) }
    }

    /// The value of a key.
    func value(of key: [UInt8]) -> ArraySlice<UInt8>? {
        var low = 0
        var high = index.count
        while low < high {
            let middle = (low + high) / 2
            let found = bytes[index[middle].key]
            if found.elementsEqual(key) { return bytes[index[middle].value] }
            if found.lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    private static func index(of bytes: [UInt8]) -> [Line] {
        var lines: [Line] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let tab = bytes[start..<end].firstIndex(of: UInt8(ascii: "\t")) ?? end
            if end > start { lines.append(Line(key: start..<tab, value: min(tab + 1, end)..<end)) }
            start = end + 1
        }
        return lines
    }
}
