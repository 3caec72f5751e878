import GRDB

/// Why a store cannot be read or written.
package enum AdvisoryStoreError: Error, Hashable, Sendable {
    /// There is no file, or it may not be opened.
    case missing
    /// The file is another database, or none.
    case notAStore
    /// Another version of the program made it; the payload is the number of its form.
    case otherVersion(Int)
    /// The database refused; the payload is its reason.
    case failed(reason: String)

    init(_ error: DatabaseError) {
        switch error.resultCode {
        case .SQLITE_CANTOPEN: self = .missing
        case .SQLITE_NOTADB: self = .notAStore
        default: self = .failed(reason: error.message ?? "\(error.resultCode)")
        }
    }
}
