import FoundationEssentials

/// One record of OSV's format: an advisory with all the packages it concerns.
///
/// Source: <https://ossf.github.io/osv-schema/>
package struct AdvisoryRecord: Sendable {
    /// The id.
    package let id: String
    /// When it was last changed, as the record writes it: RFC 3339, UTC.
    package let modified: String
    /// Whether its authors took it back; such a record concerns nothing.
    package let isWithdrawn: Bool
    /// The SPDX expression of the licence that the record names; `nil` when it names none.
    package let license: String?
    /// What it says of each package, in the order of the record; packages of ecosystems that are not known are left out.
    package let packages: [(name: PackageName, advisory: Advisory)]

    /// The longest record that is read, in bytes.
    package static let byteLimit = 16 << 20

    /// Reads a record's JSON.
    /// - Throws: when it is longer than `byteLimit`, no JSON, or lacks its id.
    package init(json bytes: [UInt8]) throws {
        guard bytes.count <= Self.byteLimit else { throw AdvisoryRecordError.tooLong }
        let record: OSVRecord
        do {
            record = try JSONDecoder().decode(OSVRecord.self, from: Data(bytes))
        } catch {
            throw AdvisoryRecordError.unreadable
        }
        guard Self.isID(record.id) else { throw AdvisoryRecordError.unreadable }
        id = record.id
        modified = record.modified ?? ""
        isWithdrawn = record.withdrawn != nil
        license = record.details?.license
        packages = OSVReading(record).packages
    }

    /// An id is printed and becomes part of addresses.
    private static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 200 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}

/// Why a record cannot be read.
package enum AdvisoryRecordError: Error, Hashable, Sendable {
    /// It has more bytes than are read.
    case tooLong
    /// It is no JSON of the shape of OSV's records.
    case unreadable
}
