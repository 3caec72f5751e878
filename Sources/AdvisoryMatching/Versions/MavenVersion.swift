/// A version as Maven's `ComparableVersion` orders it (3.9 and newer).
///
/// Maven nests a list in a list at each hyphen and at each change between digits and letters. Nothing ever follows a
/// nested list in the one that holds it, so here the lists stand one behind the other, and reading and comparing take no
/// recursion.
/// Source: <https://maven.apache.org/pom.html#version-order-specification>
struct MavenVersion: Sendable {
    fileprivate enum Item: Sendable {
        case number(Natural)
        case qualifier(Qualifier)
        /// `rc2` and `rc-2`.
        case numbered(Qualifier, Natural)
    }

    /// Each list but the last holds the next one behind its items.
    private let lists: [[Item]]

    init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        var reader = MavenVersionReader(Array(text.lowercased().utf8))
        lists = Self.normalized(reader.lists())
    }

    var isPrerelease: Bool {
        lists.joined().contains { item in
            switch item {
            case .number: false
            case .qualifier(let qualifier), .numbered(let qualifier, _): qualifier.rank < Qualifier.release.rank
            }
        }
    }
}

/// A word in a version.
struct Qualifier: Sendable, Equatable {
    /// The order of those that Maven knows; unknown ones come behind and are compared as text.
    let rank: Int
    private let text: [UInt8]

    private static let ranks: [String: Int] = [
        "alpha": 0, "beta": 1, "milestone": 2, "rc": 3, "cr": 3, "snapshot": 4, "": 5, "ga": 5, "final": 5, "release": 5,
        "sp": 6,
    ]
    private static let unknown = 7
    static let release = Qualifier([], isFollowedByDigit: false)

    init(_ bytes: ArraySlice<UInt8>, isFollowedByDigit: Bool) {
        var word = String(decoding: bytes, as: UTF8.self)
        if isFollowedByDigit { word = ["a": "alpha", "b": "beta", "m": "milestone"][word] ?? word }
        let rank = Self.ranks[word]
        self.rank = rank ?? Self.unknown
        text = rank == nil ? Array(bytes) : []
    }

    var isEmpty: Bool { self == .release }

    func order(against other: Qualifier) -> Int {
        rank != other.rank ? rank - other.rank : text.order(against: other.text)
    }
}

extension MavenVersion {
    /// Drops the zeros that say nothing, from the innermost list outwards.
    private static func normalized(_ lists: [[Item]]) -> [[Item]] {
        // Innermost first.
        var kept: [[Item]] = []
        for list in lists.reversed() {
            var list = list
            if kept.last?.isEmpty == true { kept.removeLast() }
            let isBeforeWord = kept.last.map { $0.first?.isWord == true }
            var index = list.count - 1
            while index >= 0 {
                let next = index + 1 < list.count ? list[index + 1].isPlainWord : isBeforeWord ?? true
                if list[index].isZero && next { list.remove(at: index) }
                index -= 1
            }
            // A list that holds nothing but a list is that list.
            if !list.isEmpty || kept.isEmpty { kept.append(list) }
        }
        return kept.reversed()
    }

    func order(against other: MavenVersion) -> Int {
        var (mine, theirs) = (Cursor(lists), Cursor(other.lists))
        while true {
            switch (mine.place, theirs.place) {
            case (.end, .end): return 0
            case (.list, .list):
                mine.enter()
                theirs.enter()
            case (.item(let left), .item(let right)):
                let order = left.order(against: right)
                if order != 0 { return order }
                mine.advance()
                theirs.advance()
            case (_, .end): return mine.restAgainstNothing
            case (.end, _): return -theirs.restAgainstNothing
            case (.list, .item(let item)):
                let order = mine.listOrder(against: item)
                if order != 0 { return order }
                theirs.advance()
                return -theirs.restAgainstNothing
            case (.item(let item), .list):
                let order = theirs.listOrder(against: item)
                if order != 0 { return -order }
                mine.advance()
                return mine.restAgainstNothing
            }
        }
    }
}

/// A place in the lists of a version.
private struct Cursor {
    enum Place {
        case item(MavenVersion.Item)
        case list
        case end
    }

    private let lists: [[MavenVersion.Item]]
    private var list = 0
    private var index = 0

    init(_ lists: [[MavenVersion.Item]]) { self.lists = lists }

    var place: Place {
        guard list < lists.count else { return .end }
        if index < lists[list].count { return .item(lists[list][index]) }
        return list + 1 < lists.count ? .list : .end
    }

    mutating func advance() { index += 1 }

    mutating func enter() {
        list += 1
        index = 0
    }

    /// The order of everything from here on against nothing.
    var restAgainstNothing: Int {
        guard list < lists.count else { return 0 }
        for item in lists[list].dropFirst(index) where item.orderAgainstNothing != 0 { return item.orderAgainstNothing }
        for item in lists.dropFirst(list + 1).joined() where item.orderAgainstNothing != 0 { return item.orderAgainstNothing }
        return 0
    }

    /// The order of the list that stands here against an item: a number wins, otherwise the list's first item decides.
    func listOrder(against item: MavenVersion.Item) -> Int {
        if case .number = item { return -1 }
        var inner = self
        inner.enter()
        guard case .item(let first) = inner.place else { return -item.orderAgainstNothing }
        let order = first.order(against: item)
        if order != 0 { return order }
        inner.advance()
        return inner.restAgainstNothing
    }
}

extension MavenVersion.Item {
    fileprivate var isZero: Bool {
        switch self {
        case .number(let number): number.isZero
        case .qualifier, .numbered: false
        }
    }

    fileprivate var isPlainWord: Bool { if case .qualifier = self { true } else { false } }

    fileprivate var isWord: Bool { if case .number = self { false } else { true } }

    fileprivate var orderAgainstNothing: Int {
        switch self {
        case .number(let number): return number.isZero ? 0 : 1
        case .qualifier(let qualifier): return qualifier.order(against: .release)
        case .numbered(let qualifier, let number):
            let order = qualifier.order(against: .release)
            return order != 0 ? order : (number.isZero ? 0 : 1)
        }
    }

    fileprivate func order(against other: MavenVersion.Item) -> Int {
        switch (self, other) {
        case (.number(let left), .number(let right)): return left.order(against: right)
        case (.number, _): return 1
        case (_, .number): return -1
        case (.qualifier(let left), .qualifier(let right)): return left.order(against: right)
        case (.numbered(let left, let number), .numbered(let right, let other)):
            let order = left.order(against: right)
            return order != 0 ? order : number.order(against: other)
        case (.qualifier(let left), .numbered(let right, let number)):
            return -Self.order(of: right, number, against: left)
        case (.numbered(let left, let number), .qualifier(let right)):
            return Self.order(of: left, number, against: right)
        }
    }

    /// `rc1` is above `rc`, but `ga0` is `ga`.
    private static func order(of word: Qualifier, _ number: Natural, against other: Qualifier) -> Int {
        let order = word.order(against: other)
        if order != 0 { return order }
        return word.order(against: .release) == 0 && number.isZero ? 0 : 1
    }
}

/// Splits a version into its lists.
private struct MavenVersionReader {
    private let bytes: [UInt8]
    private var made: [[MavenVersion.Item]] = [[]]
    private var start = 0
    private var isDigit = false
    private var isNumbered = false

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func lists() -> [[MavenVersion.Item]] {
        for (index, byte) in bytes.enumerated() { take(byte, at: index) }
        if start < bytes.count {
            // `.x` counts as `-x`.
            if !isDigit { beginList() }
            add(item(to: bytes.count))
        }
        return made
    }

    private mutating func take(_ byte: UInt8, at index: Int) {
        switch byte {
        case UInt8(ascii: "."):
            add(index == start ? .number(.zero) : item(to: index))
            isNumbered = false
            start = index + 1
        case UInt8(ascii: "-"): takeHyphen(at: index)
        case _ where byte.isASCIIDigit:
            if !isDigit && index > start {
                isNumbered = true
                beginList()
            }
            isDigit = true
        default:
            if isDigit && index > start {
                add(item(to: index))
                start = index
                made.append([])
                isNumbered = false
            }
            isDigit = false
        }
    }

    private mutating func takeHyphen(at index: Int) {
        if index == start {
            add(.number(.zero))
        } else {
            if !isDigit, index + 1 < bytes.count, bytes[index + 1].isASCIIDigit {
                isNumbered = true
                return
            }
            add(item(to: index))
        }
        start = index + 1
        beginList()
        isNumbered = false
    }

    private mutating func beginList() {
        if made.last?.isEmpty == false { made.append([]) }
    }

    private mutating func add(_ item: MavenVersion.Item) {
        made.indices.last.map { made[$0].append(item) }
    }

    private func item(to end: Int) -> MavenVersion.Item {
        let text = bytes[start..<end]
        if isNumbered {
            let word = text.prefix { !$0.isASCIIDigit }.filter { $0 != UInt8(ascii: "-") }
            let digits = text.drop { !$0.isASCIIDigit }.filter { $0 != UInt8(ascii: "-") }
            return .numbered(Qualifier(word[...], isFollowedByDigit: true), Natural(digits[...]))
        }
        return isDigit ? .number(Natural(text)) : .qualifier(Qualifier(text, isFollowedByDigit: false))
    }
}
