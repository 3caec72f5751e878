package import HTTPDownload

/// Why a feed could not be fetched; what was kept before is kept still.
package enum FeedUpdateError: Error, Hashable, Sendable {
    /// A file could not be had.
    case download(DownloadError)
    /// The address leads to no feed in OSV's layout; the payload is the file that is missing or no such file.
    case notAFeed(String)
    /// The feed has no folder of an ecosystem that was asked for; the second lists those it has.
    case unknownEcosystem(String, known: [String])
    /// An archive came whole, but is not; the payloads are its address and what is wrong.
    case damaged(String, String)

    /// What is wrong, in lower case and without a full stop.
    package var message: String {
        switch self {
        case .download(let error): error.message
        case .notAFeed(let address): "`\(address)` is not there, or not as OSV writes it"
        case .unknownEcosystem(let name, _): "the feed has nothing on `\(name)`"
        case .damaged(let address, let reason): "`\(address)` is damaged: \(reason)"
        }
    }
}
