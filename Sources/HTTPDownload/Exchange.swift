/// What of a file is there already, and which version of it.
package struct PartialDownload: Hashable, Sendable {
    /// The validator of the version; a strong one, since parts of two versions make neither.
    package let etag: EntityTag
    /// How many of its first bytes are there; more than 0.
    package let length: Int

    /// Makes a part; `nil` when nothing could be added to it.
    package init?(etag: EntityTag?, length: Int) {
        guard let etag, etag.isStrong, length > 0 else { return nil }
        self.etag = etag
        self.length = length
    }
}

/// What a server calls a version of a file.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc9110#section-8.8.3>
package struct EntityTag: Hashable, Sendable {
    /// The tag as it is written, with its quotes.
    package let text: String

    /// Reads a tag; `nil` when it is none or longer than any that is meant well.
    package init?(_ text: String) {
        let opaque = text.hasPrefix("W/") ? text.dropFirst(2) : text[...]
        guard opaque.utf8.count >= 2, opaque.utf8.count <= 256, opaque.hasPrefix("\""), opaque.hasSuffix("\""),
            opaque.dropFirst().dropLast().utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") })
        else { return nil }
        self.text = text
    }

    /// Whether two versions with the same tag have the same bytes.
    package var isStrong: Bool { !text.hasPrefix("W/") }
}

/// A question for a file, and what its answers mean; it sends nothing.
struct Exchange {
    /// What of a response's head counts.
    struct Head: Hashable {
        var status: Int
        var etag: EntityTag?
        var length: Int?
        var range: String?
        var encoding: String?
        var location: String?
        var retryAfter: Int?
    }

    /// What to do with a response.
    enum Reception: Hashable {
        /// The version that is known is still the one.
        case unchanged
        /// All bytes come, so many where it is said.
        case whole(length: Int?)
        /// The bytes that were lacking come, so many.
        case rest(length: Int)
        /// What is there is of no use; ask for all of it.
        case restart
        /// Ask there.
        case redirect(String)
        /// Nothing of use comes.
        case refused(DownloadError.Reason, wait: Duration?)
    }

    /// The version that need not be sent.
    var known: EntityTag?
    /// The part that need not be sent.
    var part: PartialDownload?

    /// The headers of the request; what is packed could be larger than any limit once it is unpacked.
    var headers: [(name: String, value: String)] {
        var headers = [("accept-encoding", "identity")]
        if let part {
            headers += [("range", "bytes=\(part.length)-"), ("if-range", part.etag.text)]
        } else if let known {
            headers.append(("if-none-match", known.text))
        }
        return headers
    }

    /// What a response means.
    ///
    /// Source: <https://www.rfc-editor.org/rfc/rfc9110#section-15>
    func reception(of head: Head) -> Reception {
        switch head.status {
        case 200:
            if let encoding = head.encoding, encoding.lowercased() != "identity" {
                return .refused(.nonsense("packed bytes that were not asked for"), wait: nil)
            }
            return .whole(length: head.length)
        case 206: return rest(head)
        case 304 where part == nil && known != nil: return .unchanged
        case 416 where part != nil: return .restart
        case 301, 302, 303, 307, 308:
            guard let location = head.location else { return .refused(.nonsense("a redirection that leads nowhere"), wait: nil) }
            return .redirect(location)
        default:
            return .refused(.status(head.status), wait: head.retryAfter.map { .seconds($0) })
        }
    }

    /// Bytes are added only where they continue the very version that is there.
    private func rest(_ head: Head) -> Reception {
        guard let part else { return .refused(.nonsense("a part that was not asked for"), wait: nil) }
        guard let range = head.range.flatMap(Self.range), range.first == part.length, range.last == range.total - 1,
            head.etag == nil || head.etag == part.etag, head.length == nil || head.length == range.total - range.first
        else { return .restart }
        return .rest(length: range.total - range.first)
    }

    /// Reads `bytes first-last/total`.
    private static func range(_ text: String) -> (first: Int, last: Int, total: Int)? {
        guard text.hasPrefix("bytes ") else { return nil }
        let numbers = text.dropFirst(6).split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }
        guard numbers.count == 3, let first = Int(numbers[0]), let last = Int(numbers[1]), let total = Int(numbers[2]),
            first >= 0, first <= last, last < total
        else { return nil }
        return (first, last, total)
    }
}
