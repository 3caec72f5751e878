import SourceText

/// Changes a manifest's text and nothing else in it: comments, order, quoting, indentation and line ends stay.
package struct ManifestEditor: Sendable {
    let document: ManifestDocument
    let language: ManifestLanguage

    /// Makes an editor of a document that was read from a language.
    package init(_ document: ManifestDocument, language: ManifestLanguage) {
        self.document = document
        self.language = language
    }

    /// The file's bytes with all edits made; insertions at one place are made in the order given.
    /// - Throws: when an edit cannot be made, two edits change the same bytes, or the result would read worse.
    package func applying(_ edits: [ManifestEdit]) throws(ManifestEditError) -> [UInt8] {
        var replacements: [Replacement] = []
        for edit in edits { replacements.append(try replacement(for: edit)) }
        let bytes = try joined(replacements)
        try verify(bytes)
        return bytes
    }

    struct Replacement {
        let span: ByteSpan
        let text: String
    }

    private func joined(_ replacements: [Replacement]) throws(ManifestEditError) -> [UInt8] {
        let sorted = replacements.enumerated().sorted {
            ($0.element.span, $0.offset) < ($1.element.span, $1.offset)
        }.map(\.element)
        var result: [UInt8] = []
        var end = 0
        for replacement in sorted {
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

    private func replacement(for edit: ManifestEdit) throws(ManifestEditError) -> Replacement {
        switch edit {
        case .replace(let path, let literal): try replacing(try target(path), literal, path)
        case .insert(let key, let value, let path): try inserting(key, value, into: try target(path), path)
        case .append(let value, let path): try appending(value, to: try target(path), path)
        case .remove(let path): try removing(try target(path), path)
        case .rename(let path, let key): try renaming(try target(path), key, path)
        }
    }
}

extension ManifestEditor {
    /// A node and what encloses it.
    struct Target {
        var node: ManifestNode
        var parent: ManifestNode?
        var member: ManifestMember?
        var index: Int?
    }

    var bytes: [UInt8] { document.file.bytes }

    private func target(_ path: ManifestPath) throws(ManifestEditError) -> Target {
        guard document.roots.indices.contains(path.document) else { throw .notFound(path) }
        var found = Target(node: document.roots[path.document])
        for step in path.steps {
            let parent = found.node
            switch step {
            case .key(let key):
                guard let member = parent.member(key) else { throw .notFound(path) }
                guard !member.isMerged else { throw .shared(path) }
                found = Target(node: member.value, parent: parent, member: member)
            case .index(let index):
                guard parent.elements.indices.contains(index) else { throw .notFound(path) }
                found = Target(node: parent.elements[index], parent: parent, index: index)
                let previous = index > 0 ? parent.elements[index - 1].place.span.upperBound : 0
                guard found.node.place.span.lowerBound >= previous else { throw .shared(path) }
            }
            // An alias stands as its anchor's value, which lies before the parent or outside of it.
            guard parent.place.span.contains(found.node.place.span) else { throw .shared(path) }
            if let member = found.member, member.keyPlace.span.upperBound > found.node.place.span.lowerBound {
                throw .shared(path)
            }
        }
        return found
    }

    var writer: LiteralWriter { LiteralWriter(language: language, lineBreak: lineBreak, step: indentationStep) }

    private var lineBreak: String {
        guard let first = bytes.firstIndex(where: \.isBreak) else { return "\n" }
        if bytes[first] == .lineFeed { return "\n" }
        return first + 1 < bytes.count && bytes[first + 1] == .lineFeed ? "\r\n" : "\r"
    }

    /// The first indentation of a block mapping in a block mapping; two where there is none.
    private var indentationStep: Int {
        for root in document.roots {
            for member in root.members where !member.isMerged && member.value.style == .block {
                let step = column(member.value.place.span.lowerBound) - column(member.keyPlace.span.lowerBound)
                if step > 0 { return step }
            }
        }
        return 2
    }

    func lineStart(_ offset: Int) -> Int {
        var offset = offset
        while offset > 0, !bytes[offset - 1].isBreak { offset -= 1 }
        return offset
    }

    func lineEnd(_ offset: Int) -> Int {
        bytes[offset...].firstIndex(where: \.isBreak) ?? bytes.count
    }

    func column(_ offset: Int) -> Int { offset - lineStart(offset) }

    func isFirstOnLine(_ offset: Int) -> Bool { bytes[lineStart(offset)..<offset].allSatisfy(\.isBlank) }

    /// Where a node's own text starts, its tag included.
    func start(_ node: ManifestNode) -> Int {
        min(node.tagPlace?.span.lowerBound ?? Int.max, node.place.span.lowerBound)
    }

    func isFlow(_ node: ManifestNode?) -> Bool { language == .json || node?.style == .flow }
}
