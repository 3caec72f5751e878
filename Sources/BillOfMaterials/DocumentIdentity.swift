import Findings

/// The number of a document, made from what it says: the same content has the same number, so that two runs give the same
/// bytes.
///
/// Source: <https://www.rfc-editor.org/rfc/rfc9562#section-5.8> (version 8: the maker says how it is made)
enum DocumentIdentity {
    /// `urn:uuid:…`.
    static func urn(of content: String) -> String {
        var fingerprint = Fingerprint()
        fingerprint.combine(content)
        var digits = Array(fingerprint.hexadecimal)
        // INVARIANT: a fingerprint has 32 digits.
        digits[12] = "8"
        digits[16] = "a"
        let parts = [digits[0..<8], digits[8..<12], digits[12..<16], digits[16..<20], digits[20..<32]]
        return "urn:uuid:" + parts.map { String($0) }.joined(separator: "-")
    }
}
