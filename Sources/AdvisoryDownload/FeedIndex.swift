/// What a feed says it holds of an ecosystem: `modified_id.csv`, lines of `<modified>,<id>`.
///
/// Source: <https://google.github.io/osv.dev/data/#data-dumps>
package struct FeedIndex: Hashable, Sendable {
    /// When each record was last changed, by its id.
    package private(set) var times: [String: String] = [:]

    /// The longest index that is read, in bytes.
    static let byteLimit = 64 << 20
    private static let longestID = 200

    /// Reads an index; `nil` when a line is none, since half an index would make records look removed.
    package init?(_ bytes: [UInt8]) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
            guard let comma = line.firstIndex(of: UInt8(ascii: ",")) else { return nil }
            let (time, id) = (line[..<comma], line[line.index(after: comma)...])
            guard Self.isTime(time), Self.isID(id) else { return nil }
            times[String(decoding: id, as: UTF8.self)] = String(decoding: time, as: UTF8.self)
        }
    }

    /// Makes an index of times by id.
    package init(times: [String: String] = [:]) { self.times = times }

    /// The ids that another index, a later one, has anew or with another time, sorted; `nil` when it lacks some of these.
    package func changes(in later: FeedIndex) -> [String]? {
        guard times.keys.allSatisfy({ later.times[$0] != nil }) else { return nil }
        return later.times.filter { times[$0.key] != $0.value }.keys.sorted()
    }

    /// The lines of these ids alone.
    func selecting(_ isWanted: (_ id: String, _ time: String) -> Bool) -> FeedIndex {
        FeedIndex(times: times.filter { isWanted($0.key, $0.value) })
    }

    /// The lines of another index in the place of these.
    func replacing(_ ids: [String], from later: FeedIndex) -> FeedIndex {
        var index = self
        for id in ids { index.times[id] = later.times[id] }
        return index
    }

    /// The index as a file, sorted by id.
    var bytes: [UInt8] {
        times.sorted { $0.key < $1.key }.reduce(into: []) { $0 += Array("\($1.value),\($1.key)\n".utf8) }
    }

    private static func isTime(_ text: ArraySlice<UInt8>) -> Bool {
        text.count >= 20 && text.count <= 40 && text.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-:.TZ+".utf8.contains(byte)
        }
    }

    /// An id becomes the name of a file and part of an address.
    private static func isID(_ text: ArraySlice<UInt8>) -> Bool {
        !text.isEmpty && text.count <= longestID && text.first != UInt8(ascii: ".")
            && text.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\") }
    }
}
