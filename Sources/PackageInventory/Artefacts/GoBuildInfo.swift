import ApplicationModel
package import SourceText

/// Reads the list of modules that Go writes into what it builds, since version 1.18.
///
/// Source: <https://pkg.go.dev/debug/buildinfo>, <https://go.dev/src/debug/buildinfo/buildinfo.go>
package enum GoBuildInfo {
    private static let magic: [UInt8] = [0xFF] + Array(" Go buildinf:".utf8)
    /// Where the version and the modules follow the magic, in bytes.
    private static let headerLength = 32
    /// What stands around the text of the modules, in bytes.
    private static let sentinelLength = 16

    /// Reads a binary; `nil` when Go did not build it.
    package static func read(_ bytes: [UInt8], at path: RelativePath) -> Artefact? {
        guard let start = offset(in: bytes) else { return nil }
        guard start + headerLength < bytes.count, bytes[start + 15] & 2 != 0 else {
            return Artefact(path: path, packages: [], unscannable: "the binary was built by a Go before 1.18")
        }
        guard let (version, next) = text(in: bytes, at: start + headerLength),
            let (framed, _) = text(in: bytes, at: next)
        else {
            return Artefact(path: path, packages: [], unscannable: "the list of modules in the binary is cut off")
        }
        guard framed.count > 2 * sentinelLength else {
            return Artefact(path: path, packages: [], unscannable: "the binary was built without a list of modules")
        }
        let place = SourcePlace(wholeOf: path)
        let lines = framed.dropFirst(sentinelLength).dropLast(sentinelLength).split(separator: 0x0A)
        let packages = standardLibrary(version, place) + modules(lines, place)
        return Artefact(path: path, packages: packages)
    }

    /// The magic stands at a multiple of 16.
    private static func offset(in bytes: [UInt8]) -> Int? {
        var offset = 0
        while offset + magic.count <= bytes.count {
            if bytes[offset] == magic[0], bytes[offset..<(offset + magic.count)].elementsEqual(magic) { return offset }
            offset += 16
        }
        return nil
    }

    /// A text with its length in front, 7 bits a byte, least significant first.
    private static func text(in bytes: [UInt8], at start: Int) -> (ArraySlice<UInt8>, Int)? {
        var (length, shift, offset) = (0, 0, start)
        while offset < bytes.count, shift < 35 {
            let byte = bytes[offset]
            length |= Int(byte & 0x7F) << shift
            (offset, shift) = (offset + 1, shift + 7)
            guard byte & 0x80 == 0 else { continue }
            guard length <= bytes.count - offset else { return nil }
            return (bytes[offset..<(offset + length)], offset + length)
        }
        return nil
    }

    private static func standardLibrary(_ version: ArraySlice<UInt8>, _ place: SourcePlace) -> [Package] {
        let text = String(decoding: version, as: UTF8.self)
        guard let number = text.after("go")?.prefix(while: { $0 != " " }) else { return [] }
        return [Package(.go, name: "stdlib", version: String(number), place: place, source: .toolchain)]
    }

    /// `dep` lines, each perhaps with a `=>` line below it that replaces it.
    private static func modules(_ lines: [ArraySlice<UInt8>], _ place: SourcePlace) -> [Package] {
        var packages: [Package] = []
        for line in lines {
            let fields = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard fields.count >= 3, fields[0] == "dep" || fields[0] == "=>" else { continue }
            if fields[0] == "=>" {
                guard let replaced = packages.popLast() else { continue }
                var package = Package(.go, name: fields[1], version: fields[2], place: place, source: .registry(nil))
                if replaced.name != fields[1] { package.alias = replaced.name }
                if fields[2].isEmpty { package.source = .path(fields[1]) }
                packages.append(package)
            } else {
                packages.append(Package(.go, name: fields[1], version: fields[2], place: place, source: .registry(nil)))
            }
        }
        return packages
    }
}
