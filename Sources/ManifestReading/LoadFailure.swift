package import SourceText

/// Why a file could not be had, as a value that becomes an issue where the author asked for the file.
package struct LoadFailure: Error, Hashable, Sendable {
    /// What kept the file from being read.
    package enum Reason: Hashable, Sendable {
        case missing, outsideRoot
        /// The payload is the limit in bytes.
        case tooLarge(limit: Int)
        /// The files of the application together have more than `limit` of a unit.
        case tooMuch(limit: Int, unit: String)
        /// The payload is the operating system's reason.
        case unreadable(String)
        /// The payload is the offset of the first byte that breaks UTF-8.
        case notUTF8(offset: Int)
    }

    /// The file.
    package let path: RelativePath
    /// What kept it from being read.
    package let reason: Reason
    /// For a file that is missing, one beside it whose name differs in capitals alone; `nil` when there is none.
    package let nearName: RelativePath?

    /// Makes a failure.
    package init(path: RelativePath, reason: Reason, nearName: RelativePath? = nil) {
        self.path = path
        self.reason = reason
        self.nearName = nearName
    }

    /// The issue, at the place that asked for the file; text that is not UTF-8 is reported in the file itself.
    package func issue(at place: SourcePlace) -> SourceIssue {
        switch reason {
        case .missing:
            SourceIssue(
                .missingFile, "`\(path)` does not exist",
                help: nearName.map { "write `\($0.name)`, which exists: capitals count where the service is deployed" }
                    ?? "add the file, or give the reference a fallback",
                at: place)
        case .outsideRoot:
            SourceIssue(
                .outsideRoot, "`\(path)` leads outside the scanned directory",
                help: "scan the directory that holds both", at: place)
        case .tooLarge(let limit):
            SourceIssue(.tooLarge, "`\(path)` has more than \(limit) bytes and was not read", at: place)
        case .tooMuch(let limit, let unit):
            SourceIssue(
                .limit, "`\(path)` was not read: the application's manifests hold more than \(limit) \(unit) together",
                at: place)
        case .unreadable(let reason):
            SourceIssue(.unreadable, "`\(path)` could not be read: \(reason)", at: place)
        case .notUTF8(let offset):
            SourceIssue(
                .notUTF8, "`\(path)` is not UTF-8", help: "save the file as UTF-8",
                at: SourcePlace(path: path, span: ByteSpan(offset, offset + 1)))
        }
    }
}

extension LoadFailure.Reason {
    init(_ error: FileSourceError) {
        switch error {
        case .missing: self = .missing
        case .outsideRoot: self = .outsideRoot
        case .tooLarge(let limit): self = .tooLarge(limit: limit)
        case .unreadable(let reason): self = .unreadable(reason)
        }
    }
}
