/// Where Node.js finds a package: in the `node_modules` of the nearest folder that has it.
///
/// Folders have numbers, so that finding a package compares its name alone and never builds a path.
/// Source: <https://nodejs.org/api/modules.html#loading-from-node_modules-folders>
struct NodeFolders {
    private struct Key: Hashable {
        let folder: Int
        let name: String
    }

    /// The number of each folder that has a `node_modules`; the root's is 0.
    private var numbers = ["": 0]
    /// The next such folder outwards; the root's is itself.
    private var outer = [0]
    private var installed: [Key: Int] = [:]
    /// What stands in folders that are no packages' own.
    private var members: [String: Int] = [:]

    /// Makes room for so many packages.
    mutating func reserve(_ count: Int) { installed.reserveCapacity(count) }

    /// Says that a package stands in a folder such as `node_modules/a/node_modules/b`.
    mutating func install(_ index: Int, at location: String) {
        guard let (folder, name) = Self.parts(of: location) else {
            members[location] = index
            return
        }
        installed[Key(folder: number(of: folder), name: name)] = index
    }

    /// Gives a folder a number, and first those around it, in whatever order the list names them.
    private mutating func number(of folder: String) -> Int {
        var unknown: [String] = []
        var current = folder
        while numbers[current] == nil, unknown.count < InventoryLimits.nesting {
            unknown.append(current)
            current = Self.enclosing(current)
        }
        var number = numbers[current] ?? 0
        for folder in unknown.reversed() {
            outer.append(number)
            number = outer.count - 1
            numbers[folder] = number
        }
        return number
    }

    /// What stands in a folder.
    subscript(location: String) -> Int? {
        guard let (folder, name) = Self.parts(of: location) else { return members[location] }
        return numbers[folder].flatMap { installed[Key(folder: $0, name: name)] }
    }

    /// The number of the nearest folder, the one itself or further out, that has a `node_modules`.
    func nearest(to folder: String) -> Int {
        var folder = folder
        for _ in 0..<InventoryLimits.nesting {
            if let number = numbers[folder] { return number }
            folder = Self.enclosing(folder)
        }
        return 0
    }

    /// The package that code gets for a name, looked for from a folder outwards.
    func resolve(_ name: String, from number: Int) -> Int? {
        var folder = number
        for _ in 0..<InventoryLimits.nesting {
            if let index = installed[Key(folder: folder, name: name)] { return index }
            guard folder != 0 else { return nil }
            folder = outer[folder]
        }
        return installed[Key(folder: 0, name: name)]
    }

    /// The folder around a folder; a `node_modules` is none of its own.
    private static func enclosing(_ folder: String) -> String {
        var rest = folder.utf8[...]
        repeat {
            guard let slash = rest.lastIndex(of: UInt8(ascii: "/")) else { return "" }
            rest = rest[..<slash]
        } while rest.elementsEqual("node_modules".utf8) || rest.suffix(13).elementsEqual("/node_modules".utf8)
        return String(Substring(rest))
    }

    private static let marker = Array("node_modules/".utf8)

    /// The folder whose `node_modules` a location is in, and the name there; `nil` when it is in none.
    private static func parts(of location: String) -> (folder: String, name: String)? {
        var location = location
        return location.withUTF8 { bytes in
            lastMarker(in: bytes).map { start in
                let name = String(decoding: bytes[(start + marker.count)...], as: UTF8.self)
                return (String(decoding: bytes[..<max(0, start - 1)], as: UTF8.self), name)
            }
        }
    }

    private static func lastMarker(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        var start = bytes.count - marker.count
        while start >= 0 {
            if bytes[start] == marker[0], start == 0 || bytes[start - 1] == UInt8(ascii: "/"),
                bytes[start...].starts(with: marker)
            {
                return start
            }
            start -= 1
        }
        return nil
    }

    /// The name in the path of a folder of packages; `nil` when no such folder is in it.
    static func name(in location: String) -> String? { parts(of: location)?.name }
}
