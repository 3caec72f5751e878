/// Paths of libraries as rules and tables name them: the path itself (see `APIPath`), where `*` stands for any text.
package struct APIPattern: Sendable, Hashable {
    /// The pattern as written.
    package let text: String
    private let parts: [String]

    /// Makes a pattern.
    package init(_ text: String) {
        self.text = text
        parts = text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
    }

    /// Whether a path is meant.
    package func matches(_ api: String) -> Bool {
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return api == text }
        guard api.utf8.starts(with: first.utf8) else { return false }
        var rest = api.utf8.dropFirst(first.utf8.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstIndex(of: part.utf8) else { return false }
            rest = rest[rest.index(found, offsetBy: part.utf8.count)...]
        }
        return rest.count >= last.utf8.count && rest.suffix(last.utf8.count).elementsEqual(last.utf8)
    }
}

extension Substring.UTF8View {
    /// Where a run of bytes first stands; patterns and paths are short.
    fileprivate func firstIndex(of needle: String.UTF8View) -> Index? {
        var start = startIndex
        while start != endIndex {
            if self[start...].starts(with: needle) { return start }
            start = index(after: start)
        }
        return nil
    }
}

extension APIPattern: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self.init(value) }
}

/// Something known about paths of libraries, found by a path's last name.
package struct APITable<Entry: Sendable>: Sendable {
    private let index: APIIndex
    private let entries: [Entry]

    /// Makes a table of patterns; of two that match, an exact path wins, then the first in order.
    package init(_ entries: [(APIPattern, Entry)]) {
        index = APIIndex(entries.map(\.0))
        self.entries = entries.map(\.1)
    }

    /// What is known about a path.
    package subscript(_ api: String) -> Entry? { index.position(of: api).map { entries[$0] } }
}

/// The positions of patterns in a list. It is no part of the table so that looking up is compiled once, for no type.
private struct APIIndex: Sendable {
    private typealias Positioned = (pattern: APIPattern, position: Int)

    /// The patterns that end in one name.
    private struct Named: Sendable {
        var exact: [Positioned] = []
        var patterns: [Positioned] = []
    }

    private var byName: [Substring: Named] = [:]
    private var others: [Positioned] = []

    init(_ patterns: [APIPattern]) {
        for (position, pattern) in patterns.enumerated() {
            let name = APIPath.name(pattern.text)
            if !pattern.text.contains("*") {
                byName[name, default: Named()].exact.append((pattern, position))
            } else if name.contains("*") {
                others.append((pattern, position))
            } else {
                byName[name, default: Named()].patterns.append((pattern, position))
            }
        }
    }

    /// Most paths end in a name that no pattern has, which one short look-up tells.
    func position(of api: String) -> Int? {
        if let named = byName[APIPath.name(api)] {
            if let found = named.exact.first(where: { $0.pattern.text == api }) { return found.position }
            if let found = named.patterns.first(where: { $0.pattern.matches(api) }) { return found.position }
        }
        return others.first { $0.pattern.matches(api) }?.position
    }
}
