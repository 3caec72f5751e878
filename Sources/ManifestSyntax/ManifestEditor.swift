import SourceText

/// Changes a manifest's text and nothing else in it: comments, order, quoting, indentation and line ends stay.
package struct ManifestEditor: Sendable {
    let document: ManifestDocument
    let language: ManifestLanguage
    let writer: LiteralWriter

    /// Makes an editor of a document that was read from a language.
    package init(_ document: ManifestDocument, language: ManifestLanguage) {
        self.document = document
        self.language = language
        writer = LiteralWriter(
            language: language, lineBreak: document.lineBreak, step: document.indentationStep, dashStep: document.dashStep)
    }

    /// The file's bytes with all edits made; insertions at one place are made in the order given.
    /// - Throws: when an edit cannot be made, two edits change the same bytes, or the result would read worse.
    package func applying(_ edits: [ManifestEdit]) throws(ManifestEditError) -> [UInt8] {
        var replacements: [ManifestReplacement] = []
        for edit in edits { replacements.append(try replacement(for: edit)) }
        let bytes = try joined(replacements)
        try verify(bytes)
        return bytes
    }

    private func joined(_ replacements: [ManifestReplacement]) throws(ManifestEditError) -> [UInt8] {
        var result: [UInt8] = []
        var end = 0
        for replacement in ManifestEditor.sorted(replacements) {
            guard replacement.span.lowerBound >= end else { throw .overlap }
            result += bytes[end..<replacement.span.lowerBound]
            result += Array(replacement.text.utf8)
            end = replacement.span.upperBound
        }
        return result + bytes[end...]
    }

    /// An edit must not add errors, lose documents or double a key.
    private func verify(_ bytes: [UInt8]) throws(ManifestEditError) {
        let after = ManifestDocument.parse(SourceFile(path: document.file.path, bytes: bytes), language: language)
        guard after.issues.count <= document.issues.count, after.roots.count == max(document.roots.count, 1)
        else { throw .notReadable }
    }

    private func replacement(for edit: ManifestEdit) throws(ManifestEditError) -> ManifestReplacement {
        switch edit {
        case .replace(let path, let literal): try replacing(try spot(path), literal)
        case .insert(let key, let value, let path): try inserting([.init(key, value)], into: try spot(path))
        case .append(let value, let path): try appending(value, to: try spot(path))
        case .remove(let path): try removing(try spot(path))
        case .rename(let path, let key): try renaming(try spot(path), key)
        }
    }
}

extension ManifestEditor {
    var bytes: [UInt8] { document.file.bytes }

    private func spot(_ path: ManifestPath) throws(ManifestEditError) -> ManifestSpot {
        guard document.roots.indices.contains(path.document) else { throw .notFound(path) }
        var spot = ManifestSpot(root: document.roots[path.document], document: path.document)
        for step in path.steps {
            switch step {
            case .key(let key):
                guard let member = spot.node.member(key) else { throw .notFound(path) }
                spot = spot.value(of: member)
            case .index(let index):
                guard let element = spot.element(index) else { throw .notFound(path) }
                spot = element
            }
            guard spot.isWrittenHere else { throw .shared(path) }
        }
        return spot
    }

    func lineStart(_ offset: Int) -> Int { document.lineStart(offset) }

    /// Where the line of an offset ends, its break excluded.
    func lineEnd(_ offset: Int) -> Int {
        document.file.span(ofLine: document.file.lineIndex(at: offset) + 1)?.upperBound ?? bytes.count
    }

    /// Whether a comment stands wholly within a stretch.
    func hasComment(in span: ByteSpan) -> Bool { !document.comments(in: span).isEmpty }

    /// The comment that ends just before an offset.
    func comment(endingAt offset: Int) -> ByteSpan? {
        let first = document.comments.partitioningIndex(where: { $0.upperBound >= offset })
        guard first < document.comments.count, document.comments[first].upperBound == offset else { return nil }
        return document.comments[first]
    }

    func column(_ offset: Int) -> Int { offset - lineStart(offset) }

    func isFirstOnLine(_ offset: Int) -> Bool { bytes[lineStart(offset)..<offset].allSatisfy(\.isBlank) }

    /// Where a node's own text starts, its tag included.
    func start(_ node: ManifestNode) -> Int {
        min(node.tagPlace?.span.lowerBound ?? Int.max, node.place.span.lowerBound)
    }

    func isFlow(_ node: ManifestNode?) -> Bool { language == .json || node?.style == .flow }
}

extension ManifestDocument {
    /// The line break that the file's first line ends with.
    fileprivate var lineBreak: String {
        let bytes = file.bytes
        guard let first = bytes.firstIndex(where: \.isBreak) else { return "\n" }
        if bytes[first] == .lineFeed { return "\n" }
        return first + 1 < bytes.count && bytes[first + 1] == .lineFeed ? "\r\n" : "\r"
    }

    /// The first indentation of a block mapping in a block mapping, or of a member in braces; two where there is none.
    fileprivate var indentationStep: Int {
        if let root = roots.first, root.style == .flow, let first = root.members.first?.keyPlace.span.lowerBound {
            let margin = file.bytes[lineStart(first)..<first]
            if !margin.isEmpty, margin.allSatisfy({ $0 == UInt8.space }) { return margin.count }
        }
        for root in roots where root.style == .block {
            let outer = root.members.first?.keyPlace.span.lowerBound ?? 0
            for member in root.members where !member.isMerged && member.value.style == .block {
                let step = column(member.value.place.span.lowerBound) - column(outer)
                if step > 0 { return step }
            }
        }
        return 2
    }

    /// How many members are looked at for a list.
    private static let searchLimit = 10_000

    /// How far the dashes of the file's first list stand behind the key in the line above; `nil` where there is none.
    fileprivate var dashStep: Int? {
        var members = Array(roots.flatMap(\.members).reversed())
        var count = 0
        while let member = members.popLast(), count < Self.searchLimit {
            count += 1
            guard !member.isMerged, member.value.style == .block, member.keyPlace.span.upperBound <= member.value.place.span.lowerBound else { continue }
            if case .sequence = member.value.content {
                return max(0, column(member.value.place.span.lowerBound) - column(member.keyPlace.span.lowerBound))
            }
            members += member.value.members.reversed()
        }
        return nil
    }

    /// The bytes between the line's start and an offset.
    private func column(_ offset: Int) -> Int { offset - lineStart(offset) }
}
