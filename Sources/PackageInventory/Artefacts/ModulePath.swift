/// The paths of modules in packages.
enum ModulePath {
    /// The package that a module in `node_modules` belongs to, with the version where a folder of pnpm's or an archive of
    /// Yarn's on the way says it.
    static func package(in path: String) -> (name: String, version: String)? {
        let parts = path.split { $0 == "/" || $0 == "\"" || $0 == " " || $0 == "\\" || $0 == "'" }.map(String.init)
        guard let last = parts.lastIndex(of: "node_modules"), parts.count > last + 2 else { return nil }
        var name = parts[last + 1]
        if name.hasPrefix("@") { name += "/" + parts[last + 2] }
        guard isName(name) else { return nil }
        return (name, version(of: name, in: parts) ?? cachedVersion(of: name, before: last, in: parts) ?? "")
    }

    /// `.pnpm/name@1.0.0_peers`, scopes written with `+`.
    private static func version(of name: String, in parts: [String]) -> String? {
        guard let store = parts.firstIndex(of: ".pnpm"), parts.count > store + 1 else { return nil }
        let prefix = name.replacing("/", with: "+") + "@"
        return parts[store + 1].after(prefix).map { String($0.prefix { $0 != "_" && $0 != "(" }) }
    }

    /// `name-npm-1.0.0-0123456789-10.zip/node_modules`, scopes written with `-`.
    private static func cachedVersion(of name: String, before folder: Int, in parts: [String]) -> String? {
        guard folder > 0, parts[folder - 1].hasSuffix(".zip"),
            let rest = parts[folder - 1].after(name.replacing("/", with: "-") + "-npm-")
        else { return nil }
        let words = rest.split(separator: "-")
        return words.count > 2 ? words.dropLast(2).joined(separator: "-") : nil
    }

    /// Whether npm allows a text as a name.
    static func isName(_ name: String) -> Bool {
        let plain = name.hasPrefix("@") ? String(name.dropFirst()).replacing("/", with: "-") : name
        return !plain.isEmpty && plain.utf8.count < longestName && !plain.hasPrefix(".")
            && plain.utf8.allSatisfy(isNameByte)
    }

    /// The longest name that npm allows, in bytes.
    private static let longestName = 214

    private static func isNameByte(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        if byte.isDigit || (lower >= 0x61 && lower <= 0x7A) { return true }
        return byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }
}
