/// The files of a feed in OSV's layout, made for tests.
package enum FeedFiles {
    /// A record on one package of an ecosystem, changed at the start of a day.
    package static func record(_ id: String, _ package: String, in ecosystem: String = "npm", day: String = "2026-05-30") -> [UInt8] {
        Array(
            """
            {"id": "\(id)", "modified": "\(day)T00:00:00Z", "affected": [{"package": {"ecosystem": "\(ecosystem)", \
            "name": "\(package)"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.0.0"}]}]}]}
            """.utf8)
    }

    /// An ecosystem with so many records, `TEST-1` and so on; those that `changed` names have another day.
    package static func ecosystem(
        _ name: String, _ count: Int, prefix: String = "TEST", changed: [Int: String] = [:], hasIndex: Bool = true
    ) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        var members: [(String, [UInt8])] = []
        var index = ""
        for number in 0..<count {
            let id = "\(prefix)-\(number + 1)"
            let day = changed[number + 1] ?? "2026-05-30"
            let record = record(id, "package-\(number + 1)", in: name, day: day)
            files["\(name)/\(id).json"] = record
            members.append((id + ".json", record))
            index += "\(day)T00:00:00Z,\(id)\n"
        }
        files["\(name)/all.zip"] = zip(members)
        if hasIndex { files["\(name)/modified_id.csv"] = Array(index.utf8) }
        return files
    }

    /// A feed of ecosystems.
    package static func feed(_ ecosystems: (name: String, files: [String: [UInt8]])...) -> [String: [UInt8]] {
        var files = ["ecosystems.txt": Array(ecosystems.map { $0.name + "\n" }.joined().utf8)]
        for ecosystem in ecosystems { files.merge(ecosystem.files) { $1 } }
        return files
    }

    /// A zip file that packs nothing.
    package static func zip(_ members: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        var files: [UInt8] = []
        var directory: [UInt8] = []
        for (name, bytes) in members {
            let sizes = number(Int(checksum(bytes)), 4) + number(bytes.count, 4) + number(bytes.count, 4)
            let common = number(20, 2) + number(0, 8) + sizes + number(name.utf8.count, 2)
            directory += number(0x0201_4B50, 4) + number(20, 2) + common + number(0, 12)
            directory += number(files.count, 4) + Array(name.utf8)
            files += number(0x0403_4B50, 4) + common + number(0, 2) + Array(name.utf8) + bytes
        }
        let count = number(members.count, 2)
        let end = number(0x0605_4B50, 4) + number(0, 4) + count + count
        return files + directory + end + number(directory.count, 4) + number(files.count, 4) + number(0, 2)
    }

    private static func number(_ value: Int, _ length: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB8_8320 }
        }
        return ~sum
    }
}
