/// What stands behind a dependency's name in npm's world: versions, or where else to get it.
///
/// Source: <https://docs.npmjs.com/cli/v11/using-npm/package-spec>
enum NPMSpecifier: Hashable {
    /// A range or a tag of the registry.
    case registry(String)
    /// Another package of the registry under this name.
    case alias(name: String, range: String)
    case git(String)
    case url(String)
    case path(String)
    /// A member of the workspace.
    case workspace(String)

    /// Reads a specifier as npm, yarn, pnpm and bun write it.
    init(_ text: String) {
        // Almost all are ranges, and those have neither.
        guard text.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }) else {
            self = .registry(text)
            return
        }
        if let rest = text.after("npm:") {
            let (name, range) = NPMSpecifier.split(rest)
            self = name.isEmpty ? .registry(rest) : .alias(name: name, range: range)
        } else if text.hasPrefix("workspace:") {
            self = .workspace(text)
        } else if NPMSpecifier.isGit(text) {
            self = .git(text)
        } else if text.hasPrefix("http:") || text.hasPrefix("https:") {
            self = .url(text)
        } else if NPMSpecifier.isPath(text) {
            self = .path(text)
        } else {
            self = .registry(text)
        }
    }

    /// Where a package comes from that is asked for like this; `nil` when from the registry.
    var source: PackageSource? {
        switch self {
        case .registry, .alias: nil
        case .git(let text): .git(text)
        case .url(let text): .url(text)
        case .path(let text): .path(text)
        case .workspace(let text): .workspace(text)
        }
    }

    /// The parts of `name@range`; without a name when the text is a range alone.
    static func split(_ text: String) -> (name: String, range: String) {
        let bytes = text.utf8
        let start = bytes.first == UInt8(ascii: "@") ? bytes.index(after: bytes.startIndex) : bytes.startIndex
        if let at = bytes[start...].firstIndex(of: UInt8(ascii: "@")) {
            return (String(text[..<at]), String(text[bytes.index(after: at)...]))
        }
        // `npm:^1.0.0` names no package, `npm:lodash` no range.
        let isName = bytes.first.map { $0 == UInt8(ascii: "@") || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) } ?? false
        return isName && bytes.dropFirst().first?.isDigit != true ? (text, "") : ("", text)
    }

    private static let gitPrefixes = ["git+", "git:", "git@", "ssh:", "github:", "gitlab:", "bitbucket:", "gist:"]
    private static let archives = ["https://codeload.github.com/"]
    private static let hosts = [
        "https://github.com/", "http://github.com/", "https://gitlab.com/", "https://bitbucket.org/",
    ]

    private static func isGit(_ text: String) -> Bool {
        if gitPrefixes.contains(where: text.hasPrefix) || archives.contains(where: text.hasPrefix) { return true }
        if text.hasPrefix("http:") || text.hasPrefix("https:") {
            let address = text.prefix { $0 != "#" }
            return address.hasSuffix(".git") || text.contains("#commit=") || isRepository(address)
        }
        return isShorthand(text)
    }

    /// `https://github.com/owner/name` without more.
    private static func isRepository(_ address: Substring) -> Bool {
        guard let host = hosts.first(where: address.hasPrefix) else { return false }
        return address.dropFirst(host.count).split(separator: "/").count == 2
    }

    /// `owner/name`, perhaps with `#revision`.
    private static func isShorthand(_ text: String) -> Bool {
        let address = text.utf8.prefix { $0 != UInt8(ascii: "#") }
        guard let first = address.first, first != UInt8(ascii: "@"), first != UInt8(ascii: "."),
            first != UInt8(ascii: "/"), first != UInt8(ascii: "~")
        else { return false }
        let isPlain = !address.contains {
            $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "@")
        }
        return isPlain && address.count { $0 == UInt8(ascii: "/") } == 1
    }

    private static func isPath(_ text: String) -> Bool {
        ["file:", "link:", "portal:", "./", "../", "/", "~/"].contains(where: text.hasPrefix)
    }
}

extension String {
    /// What follows a prefix; `nil` when the text does not start with it.
    func after(_ prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}

extension UInt8 {
    /// `0` to `9`.
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// A space or a tab.
    var isBlank: Bool { self == 0x20 || self == 0x09 }
}
