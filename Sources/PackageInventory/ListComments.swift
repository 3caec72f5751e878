import ManifestSyntax
package import SourceText

/// The comments of a list of packages, in which an author may speak to the tool.
package enum ListComments {
    /// Every comment's bytes, in order, its marks included; none where no comment speaks to the tool, which is so in almost
    /// every list and is seen at a glance.
    package static func all(in file: SourceFile, kind: PackageListKind) -> [ByteSpan] {
        guard let form = kind.comments, file.bytes.holds(address) else { return [] }
        switch form {
        case .toml: return ManifestDocument.parse(toml: file, limits: InventoryLimits.text).comments
        case .yaml: return ManifestDocument.parse(file, language: .yaml, limits: InventoryLimits.text).comments
        case .line(let mark): return lines(Array(mark.utf8), in: file)
        case .xml: return blocks(in: file)
        }
    }

    /// What a comment starts with that is meant for the tool.
    private static let address = Array("ringfence:".utf8)

    /// A comment starts where a mark stands at the start of a line or behind a blank, as in an address it does not.
    private static func lines(_ mark: [UInt8], in file: SourceFile) -> [ByteSpan] {
        TextLines(file).compactMap { line in
            let bytes = line.bytes
            let start = bytes.indices.first { offset in
                bytes[offset...].starts(with: mark) && (offset == bytes.startIndex || bytes[offset - 1].isBlank)
            }
            return start.map { ByteSpan($0, bytes.endIndex) }
        }
    }

    private static func blocks(in file: SourceFile) -> [ByteSpan] {
        let (opening, closing) = (Array("<!--".utf8), Array("-->".utf8))
        var blocks: [ByteSpan] = []
        var rest = file.bytes[...]
        while let start = rest.start(of: opening) {
            guard let end = rest[(start + opening.count)...].start(of: closing) else { break }
            blocks.append(ByteSpan(start, end + closing.count))
            rest = rest[(end + closing.count)...]
        }
        return blocks
    }
}

extension PackageListKind {
    /// How comments are written.
    fileprivate enum CommentForm {
        case toml, yaml, xml
        /// From a mark to the end of the line.
        case line(String)
    }

    /// `nil` where a list has none.
    fileprivate var comments: CommentForm? {
        switch self {
        case .requirements, .yarnLock, .gradleLock: .line("#")
        case .goMod, .bunLock: .line("//")
        case .pipfile, .pyproject, .pylock, .poetryLock, .uvLock, .pdmLock, .cargoToml, .cargoLock: .toml
        case .pnpmLock, .pubspec, .pubspecLock: .yaml
        case .pom, .nuGetProject: .xml
        case .npmLock, .npmShrinkwrap, .packageJSON, .bunBinaryLock, .pipfileLock, .goSum, .gemfileLock, .composerLock,
            .composerJSON, .nuGetLock, .packageResolved, .mixLock:
            nil
        }
    }

    /// Whether comments can stand in such a file.
    package var hasComments: Bool { comments != nil }
}

extension RandomAccessCollection<UInt8> where Index == Int {
    /// Whether some bytes stand here one after the other.
    fileprivate func holds(_ bytes: [UInt8]) -> Bool { start(of: bytes) != nil }

    /// Where some bytes stand here first.
    fileprivate func start(of bytes: [UInt8]) -> Int? {
        guard let first = bytes.first else { return nil }
        var offset = startIndex
        while offset < endIndex {
            if self[offset] == first, self[offset...].starts(with: bytes) { return offset }
            offset += 1
        }
        return nil
    }
}
