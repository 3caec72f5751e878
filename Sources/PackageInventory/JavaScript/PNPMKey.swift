/// The key of a package in a `pnpm-lock.yaml`: `/a/1.0.0_peers` (5), `/a@1.0.0(peers)` (6), `a@1.0.0(peers)` (9).
///
/// Source: <https://github.com/pnpm/spec/blob/master/lockfile/>
struct PNPMKey {
    /// The package's name.
    let name: String
    /// The version, or where it is fetched from when no registry has it.
    let version: String
    /// The key without the peers it was resolved with.
    let base: String

    init(_ key: String) {
        let bytes = Array(key.utf8)
        var start = bytes.first == UInt8(ascii: "/") ? 1 : 0
        var end = PNPMKey.nameEnd(bytes, from: start)
        // Older versions put the host of a registry that is not the default one in front.
        if start == 0, end < bytes.count, bytes[end] == UInt8(ascii: "/"), bytes[..<end].contains(UInt8(ascii: ".")) {
            let inner = PNPMKey.nameEnd(bytes, from: end + 1)
            if inner + 1 < bytes.count, bytes[inner + 1].isDigit, !bytes[(inner + 1)...].contains(UInt8(ascii: "/")) {
                (start, end) = (end + 1, inner)
            }
        }
        let separator: UInt8 = end < bytes.count ? bytes[end] : 0
        let peers = separator == UInt8(ascii: "@") ? UInt8(ascii: "(") : UInt8(ascii: "_")
        let from = min(end + 1, bytes.count)
        let isAddress = bytes[from...].contains(UInt8(ascii: ":"))
        let upper =
            isAddress && peers == UInt8(ascii: "_")
            ? bytes.count : bytes[from...].firstIndex { $0 == peers || $0 == UInt8(ascii: "(") } ?? bytes.count
        name = String(decoding: bytes[start..<end], as: UTF8.self)
        version = String(decoding: bytes[from..<max(from, upper)], as: UTF8.self)
        base = String(decoding: bytes[..<max(from, upper)], as: UTF8.self)
    }

    /// Where a name, perhaps with a scope, ends.
    private static func nameEnd(_ bytes: [UInt8], from start: Int) -> Int {
        var offset = start
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "@") {
            while offset < bytes.count, bytes[offset] != UInt8(ascii: "/") { offset += 1 }
            offset = min(offset + 1, bytes.count)
        }
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "/"), bytes[offset] != UInt8(ascii: "@") {
            offset += 1
        }
        return offset
    }
}
