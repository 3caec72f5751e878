/// Lines of `key`, tab, value, sorted by the key's bytes, searched without an index.
struct SortedLines: Sendable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Every line, in order.
    var lines: [(key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)] {
        bytes.split(separator: UInt8(ascii: "\n")).map(parts)
    }

    /// The value of a key.
    func value(of key: [UInt8]) -> ArraySlice<UInt8>? {
        var low = 0
        var high = bytes.count
        while low < high {
            let line = line(around: (low + high) / 2)
            let found = parts(bytes[line])
            if found.key.elementsEqual(key) { return found.value }
            if found.key.lexicographicallyPrecedes(key) { low = line.upperBound + 1 } else { high = line.lowerBound }
        }
        return nil
    }

    private func line(around offset: Int) -> Range<Int> {
        let newline = UInt8(ascii: "\n")
        let start = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let end = bytes[offset...].firstIndex(of: newline) ?? bytes.count
        return start..<end
    }

    private func parts(_ line: ArraySlice<UInt8>) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
        guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { return (line, line[line.endIndex...]) }
        return (line[..<tab], line[(tab + 1)...])
    }
}
