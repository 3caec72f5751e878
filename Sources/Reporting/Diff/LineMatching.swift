/// Finds which lines of two texts are the same: anchors that stand once in both, and between them the longest common
/// sequence where that is small enough to look for.
///
/// Takes time linear in the number of lines but for sorting the anchors.
struct LineMatching {
    /// The most pairs of lines that are compared between two anchors.
    private static let gapLimit = 1 << 16

    private let old: [ArraySlice<UInt8>]
    private let new: [ArraySlice<UInt8>]
    /// Pairs of indices of the same line, both ascending.
    private(set) var pairs: [(old: Int, new: Int)] = []

    init(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) {
        self.old = old
        self.new = new
        var (first, oldEnd, newEnd) = (0, old.count, new.count)
        while first < min(oldEnd, newEnd), old[first] == new[first] {
            pairs.append((first, first))
            first += 1
        }
        var tail: [(old: Int, new: Int)] = []
        while oldEnd > first, newEnd > first, old[oldEnd - 1] == new[newEnd - 1] {
            oldEnd -= 1
            newEnd -= 1
            tail.append((oldEnd, newEnd))
        }
        matchAnchors(first..<oldEnd, first..<newEnd)
        pairs += tail.reversed()
    }

    private mutating func matchAnchors(_ olds: Range<Int>, _ news: Range<Int>) {
        var (oldStart, newStart) = (olds.lowerBound, news.lowerBound)
        for anchor in LineMatching.ascending(anchors(olds, news)) {
            matchGap(oldStart..<anchor.old, newStart..<anchor.new)
            pairs.append(anchor)
            (oldStart, newStart) = (anchor.old + 1, anchor.new + 1)
        }
        matchGap(oldStart..<olds.upperBound, newStart..<news.upperBound)
    }

    /// Lines that stand once in both, in the old order.
    private func anchors(_ olds: Range<Int>, _ news: Range<Int>) -> [(old: Int, new: Int)] {
        var places: [ArraySlice<UInt8>: Int] = [:]
        var repeated: Set<ArraySlice<UInt8>> = []
        for index in news where places.updateValue(index, forKey: new[index]) != nil { repeated.insert(new[index]) }
        var counts: [ArraySlice<UInt8>: Int] = [:]
        for index in olds { counts[old[index], default: 0] += 1 }
        return olds.compactMap { index in
            guard counts[old[index]] == 1, !repeated.contains(old[index]), let place = places[old[index]] else { return nil }
            return (index, place)
        }
    }

    /// The longest part whose new indices ascend, by patience.
    private static func ascending(_ anchors: [(old: Int, new: Int)]) -> [(old: Int, new: Int)] {
        var tops: [Int] = []
        var before = [Int?](repeating: nil, count: anchors.count)
        for (index, anchor) in anchors.enumerated() {
            var (low, high) = (0, tops.count)
            while low < high {
                let middle = (low + high) / 2
                if anchors[tops[middle]].new < anchor.new { low = middle + 1 } else { high = middle }
            }
            before[index] = low > 0 ? tops[low - 1] : nil
            if low < tops.count { tops[low] = index } else { tops.append(index) }
        }
        var chain: [(old: Int, new: Int)] = []
        var next = tops.last
        while let index = next {
            chain.append(anchors[index])
            next = before[index]
        }
        return chain.reversed()
    }

    /// The longest common sequence of a gap; nothing in one that is too large to compare.
    private mutating func matchGap(_ olds: Range<Int>, _ news: Range<Int>) {
        guard !olds.isEmpty, !news.isEmpty, olds.count <= LineMatching.gapLimit / news.count else { return }
        let width = news.count + 1
        var lengths = [Int](repeating: 0, count: (olds.count + 1) * width)
        for row in stride(from: olds.count - 1, through: 0, by: -1) {
            for column in stride(from: news.count - 1, through: 0, by: -1) {
                let isSame = old[olds.lowerBound + row] == new[news.lowerBound + column]
                lengths[row * width + column] =
                    isSame
                    ? lengths[(row + 1) * width + column + 1] + 1
                    : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
            }
        }
        var (row, column) = (0, 0)
        while row < olds.count, column < news.count {
            let (left, right) = (olds.lowerBound + row, news.lowerBound + column)
            if old[left] == new[right] {
                pairs.append((left, right))
                row += 1
                column += 1
            } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
                row += 1
            } else {
                column += 1
            }
        }
    }
}
