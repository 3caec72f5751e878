import SourceText

/// The rules of one `.gitignore`, for the directory it stands in and all below.
/// Source: https://git-scm.com/docs/gitignore
struct IgnoreFile: Sendable {
    private struct Line: Sendable {
        let pattern: GlobPattern
        let isNegated: Bool
        let onlyDirectories: Bool
        let matchesName: Bool
    }

    /// The longest file that is read, in bytes.
    static let byteLimit = 1 << 20
    /// The most patterns that count, since every path is held against each of them.
    static let lineLimit = 1_000

    private let directory: RelativePath
    private let lines: [Line]
    /// Whether the file has more patterns than count.
    let isCut: Bool

    init(directory: RelativePath, bytes: [UInt8]) {
        self.directory = directory
        let text = bytes.split(separator: UInt8(ascii: "\n"))
        let all = text.lazy.compactMap { IgnoreFile.line(String(decoding: $0, as: UTF8.self)) }
        let counted = Array(all.prefix(IgnoreFile.lineLimit + 1))
        isCut = counted.count > IgnoreFile.lineLimit
        lines = Array(counted.prefix(IgnoreFile.lineLimit))
    }

    /// Whether the path is ignored; `nil` when no line speaks of it.
    func isIgnored(_ path: RelativePath, isDirectory: Bool) -> Bool? {
        guard path.isWithin(directory), path != directory else { return nil }
        let depth = directory == .root ? 0 : directory.description.utf8.count + 1
        let relative = String(decoding: path.description.utf8.dropFirst(depth), as: UTF8.self)
        let name = path.name
        for line in lines.reversed() where isDirectory || !line.onlyDirectories {
            if line.pattern.matches(line.matchesName ? name : relative) { return !line.isNegated }
        }
        return nil
    }

    private static func line(_ text: String) -> Line? {
        var text = text
        while let last = text.unicodeScalars.last, last == "\r" || last == " " || last == "\t" {
            text.unicodeScalars.removeLast()
        }
        guard !text.isEmpty, !text.hasPrefix("#") else { return nil }
        let isNegated = text.hasPrefix("!")
        if isNegated { text.removeFirst() }
        let onlyDirectories = text.hasSuffix("/")
        if onlyDirectories { text.removeLast() }
        let matchesName = !text.contains("/")
        if text.hasPrefix("/") { text.removeFirst() }
        guard !text.isEmpty else { return nil }
        return Line(
            pattern: GlobPattern(text), isNegated: isNegated, onlyDirectories: onlyDirectories, matchesName: matchesName)
    }
}
