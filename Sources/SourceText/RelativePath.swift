/// The path of a file below the scanned root: `/`-separated, normalised, never absolute and never above the root.
///
/// A path that would leave the root cannot be made, so no reader can be talked into opening one.
package struct RelativePath: Hashable, Sendable, CustomStringConvertible {
    /// The normalised text; empty for the root itself.
    package let description: String

    /// The scanned root.
    package static let root = RelativePath(unchecked: "")

    private init(unchecked: String) { description = unchecked }

    /// Makes a path from text relative to the root; `nil` when it is absolute, holds a NUL or leaves the root.
    package init?(_ text: String) {
        guard let path = RelativePath.root.appending(text) else { return nil }
        self = path
    }

    /// This path followed by `text`, with `.` and `..` folded; `nil` when `text` is absolute, holds a NUL or leaves
    /// the root.
    package func appending(_ text: String) -> RelativePath? {
        // Bytes, not characters: a combining mark behind a slash must not hide the slash.
        let slash = UInt8(ascii: "/")
        guard text.utf8.first != slash, !text.utf8.contains(0) else { return nil }
        if Self.isNormal(text.utf8) {
            return RelativePath(unchecked: description.isEmpty ? text : "\(description)/\(text)")
        }
        var components = description.utf8.split(separator: slash)
        for component in text.utf8.split(separator: slash) {
            if component.elementsEqual(".".utf8) { continue }
            if component.elementsEqual("..".utf8) {
                guard components.popLast() != nil else { return nil }
            } else {
                components.append(component)
            }
        }
        return RelativePath(unchecked: String(decoding: Array(components.joined(separator: [slash])), as: UTF8.self))
    }

    /// Whether no component is empty, `.` or `..`, as in almost every path that is made.
    private static func isNormal(_ text: String.UTF8View) -> Bool {
        var length = 0
        var dots = 0
        for byte in text {
            if byte == UInt8(ascii: "/") {
                guard length > dots || dots > 2 else { return false }
                (length, dots) = (0, 0)
            } else {
                length += 1
                if byte == UInt8(ascii: ".") { dots += 1 }
            }
        }
        return length > dots || dots > 2
    }

    /// The directory that holds this file; the root for a file directly below it and for the root itself.
    package var directory: RelativePath {
        guard let slash = description.utf8.lastIndex(of: UInt8(ascii: "/")) else { return .root }
        return RelativePath(unchecked: String(decoding: description.utf8[..<slash], as: UTF8.self))
    }

    /// The last component; empty for the root.
    package var name: String {
        guard let slash = description.utf8.lastIndex(of: UInt8(ascii: "/")) else { return description }
        return String(decoding: description.utf8[slash...].dropFirst(), as: UTF8.self)
    }

    /// The lower-case text after the last dot of the name; empty when there is none.
    package var fileExtension: String {
        let name = name.utf8
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else { return "" }
        return String(decoding: name[dot...].dropFirst(), as: UTF8.self).lowercased()
    }

    /// Whether this path is `directory` or lies below it.
    package func isWithin(_ directory: RelativePath) -> Bool {
        directory == .root || self == directory
            || (description.utf8.starts(with: directory.description.utf8)
                && description.utf8.dropFirst(directory.description.utf8.count).first == UInt8(ascii: "/"))
    }
}

extension RelativePath: Comparable {
    /// Whether the bytes are the same: names that differ in Unicode form only are different files.
    package static func == (left: RelativePath, right: RelativePath) -> Bool {
        let (left, right) = (left.description.utf8, right.description.utf8)
        guard left.count == right.count else { return false }
        // Most paths that are compared are the same text in memory.
        let isSame = left.withContiguousStorageIfAvailable { left in
            right.withContiguousStorageIfAvailable { left.baseAddress == $0.baseAddress || left.elementsEqual($0) }
        }
        return isSame.flatMap(\.self) ?? left.elementsEqual(right)
    }

    package func hash(into hasher: inout Hasher) {
        var text = description
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(0xFF as UInt8)
    }

    package static func < (left: RelativePath, right: RelativePath) -> Bool {
        left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
    }
}
