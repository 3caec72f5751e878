/// Where Node.js finds a package: in the `node_modules` of the nearest folder that has it.
///
/// Source: <https://nodejs.org/api/modules.html#loading-from-node_modules-folders>
struct NodeFolders {
    /// What is installed in each folder, by the folder's path.
    private var installed: [String: Int] = [:]

    /// Says that a package stands in a folder such as `node_modules/a/node_modules/b`.
    mutating func install(_ index: Int, at location: String) { installed[location] = index }

    /// What stands in a folder.
    subscript(location: String) -> Int? { installed[location] }

    /// The package that code in a folder gets for a name.
    func resolve(_ name: String, from folder: String) -> Int? {
        var folder = folder[...]
        for _ in 0..<InventoryLimits.nesting {
            if folder.isEmpty { return installed["node_modules/" + name] }
            if !folder.hasSuffix("node_modules"), let index = installed["\(folder)/node_modules/\(name)"] { return index }
            let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")) ?? folder.startIndex
            folder = folder[..<slash]
        }
        return installed["node_modules/" + name]
    }

    private static let marker = Array("node_modules/".utf8)

    /// The name in the path of a folder of packages; `nil` when no such folder is in it.
    static func name(in location: String) -> String? {
        let bytes = Array(location.utf8)
        guard bytes.count > marker.count else { return nil }
        var start = bytes.count - marker.count
        while true {
            if bytes[start...].starts(with: marker), start == 0 || bytes[start - 1] == UInt8(ascii: "/") {
                return String(decoding: bytes[(start + marker.count)...], as: UTF8.self)
            }
            guard start > 0 else { return nil }
            start -= 1
        }
    }
}
