import SourceText

/// Reads the elements, attributes and texts of an XML file; a document type is skipped and no entity of it known, so
/// nothing expands and nothing is fetched.
///
/// Source: <https://www.w3.org/TR/xml/>
struct XMLReader {
    var text: ManifestText
    private var position = 0
    /// The elements that are open, the root first.
    private var open: [Draft] = []
    private var root: XMLElement?
    /// How deep in elements that are nested too deep.
    private var skipped = 0

    /// An element while it is read.
    private struct Draft {
        let name: String
        let start: Int
        var attributes: [XMLElement.Attribute] = []
        var children: [XMLElement] = []
        var characters: [UInt8] = []
        var contentStart = 0
    }

    init(_ text: ManifestText) { self.text = text }

    /// The root element; `nil` when there is none.
    mutating func read() -> XMLElement? {
        while position < text.end {
            if text.bytes[position] == UInt8(ascii: "<") { markup() } else { characters() }
        }
        if let last = open.last {
            fail("the element `\(last.name)` is not closed", at: last.start, to: last.start + 1)
        }
        while !open.isEmpty { close(at: position, contentEnd: position) }
        if root == nil { fail("the file holds no element", at: 0, to: 0) }
        return root
    }

    private mutating func fail(_ message: String, at lower: Int, to upper: Int) {
        text.report(.syntax, message, at: lower, to: upper, line: lower)
    }

    private func starts(with prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { text.bytes[position..<max(position, text.end)].starts(with: $0) }
    }

    /// The offset behind the next occurrence of a text; the end when there is none.
    private func end(of mark: StaticString, from start: Int) -> Int {
        mark.withUTF8Buffer { mark in
            var offset = start
            while offset + mark.count <= text.end {
                if text.bytes[offset] == mark[0], text.bytes[offset...].starts(with: mark) {
                    return offset + mark.count
                }
                offset += 1
            }
            return text.end
        }
    }
}

extension XMLReader {
    private mutating func markup() {
        if starts(with: "<!--") {
            position = end(of: "-->", from: position + 4)
        } else if starts(with: "<![CDATA[") {
            let start = position + 9
            position = end(of: "]]>", from: start)
            if !open.isEmpty, position - 3 >= start {
                open[open.count - 1].characters += text.bytes[start..<(position - 3)]
            }
        } else if starts(with: "<?") {
            position = end(of: "?>", from: position + 2)
        } else if starts(with: "<!") {
            skipDeclaration()
        } else if starts(with: "</") {
            closingTag()
        } else {
            openingTag()
        }
    }

    /// A document type with all that is declared in it.
    private mutating func skipDeclaration() {
        var depth = 0
        while position < text.end {
            switch text.bytes[position] {
            case UInt8(ascii: "["), UInt8(ascii: "<"): depth += 1
            case UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: ">"):
                depth -= 1
                if depth <= 0 {
                    position += 1
                    return
                }
            default: break
            }
            position += 1
        }
    }

    private mutating func characters() {
        let start = position
        while position < text.end, text.bytes[position] != UInt8(ascii: "<") { position += 1 }
        guard !open.isEmpty, skipped == 0 else { return }
        XMLText.append(text.bytes[start..<position], to: &open[open.count - 1].characters)
    }

    private mutating func openingTag() {
        let start = position
        position += 1
        let name = self.name()
        guard !name.isEmpty else {
            fail("`<` starts no tag here", at: start, to: start + 1)
            position = max(position, start + 1)
            return
        }
        var draft = Draft(name: name, start: start)
        let isEmpty = attributes(into: &draft)
        draft.contentStart = position
        guard open.count < text.limits.depth else {
            if skipped == 0 {
                text.report(
                    .limit, "elements nest deeper than \(text.limits.depth) levels", at: start, to: position,
                    line: start)
            }
            if !isEmpty { skipped += 1 }
            return
        }
        text.countNode(at: start)
        open.append(draft)
        if isEmpty { close(at: position, contentEnd: position) }
    }

    private mutating func closingTag() {
        let start = position
        position += 2
        let name = self.name()
        position = end(of: ">", from: position)
        if skipped > 0 {
            skipped -= 1
            return
        }
        // A tag that closes an outer element closes those within it too; one that closes nothing is passed over.
        guard let depth = open.suffix(Self.lookBack).lastIndex(where: { $0.name == name }) else {
            return fail("`</\(name)>` closes nothing", at: start, to: position)
        }
        if depth < open.count - 1 {
            fail("the element `\(open[open.count - 1].name)` is not closed", at: open[open.count - 1].start, to: start)
        }
        while open.count > depth + 1 { close(at: start, contentEnd: start) }
        close(at: position, contentEnd: start)
    }

    /// How many open elements a closing tag is looked for in, which keeps reading linear.
    private static let lookBack = 64

    private mutating func close(at end: Int, contentEnd: Int) {
        guard let draft = open.popLast() else { return }
        let element = XMLElement(
            name: draft.name, attributes: draft.attributes, children: draft.children,
            text: XMLText.trimmed(draft.characters),
            place: text.place(draft.start, end), contentPlace: text.place(draft.contentStart, contentEnd))
        if open.isEmpty {
            if root == nil { root = element }
        } else {
            open[open.count - 1].children.append(element)
        }
    }
}

extension XMLReader {
    /// A name without its prefix.
    private mutating func name() -> String {
        var start = position
        while position < text.end, text.bytes[position].isXMLName {
            if text.bytes[position] == .colon { start = position + 1 }
            position += 1
        }
        return text.string(start, position)
    }

    private mutating func skipSpace() {
        while position < text.end, text.bytes[position].isBlank || text.bytes[position].isBreak { position += 1 }
    }

    /// Reads up to the end of the tag; `true` when the element ends with it.
    private mutating func attributes(into draft: inout Draft) -> Bool {
        while true {
            skipSpace()
            guard position < text.end, text.bytes[position] != UInt8(ascii: "<") else {
                fail("the tag `\(draft.name)` is not closed", at: draft.start, to: position)
                return false
            }
            if text.bytes[position] == UInt8(ascii: ">") {
                position += 1
                return false
            }
            if starts(with: "/>") {
                position += 2
                return true
            }
            attribute(into: &draft)
        }
    }

    private mutating func attribute(into draft: inout Draft) {
        let start = position
        let name = self.name()
        guard position > start else {
            position += 1
            return
        }
        skipSpace()
        guard text.byte(position) == UInt8(ascii: "=") else { return }
        position += 1
        skipSpace()
        let quote = text.byte(position)
        guard quote == .doubleQuote || quote == .singleQuote else { return }
        position += 1
        let from = position
        while position < text.end, text.bytes[position] != quote, text.bytes[position] != UInt8(ascii: "<") {
            position += 1
        }
        var value: [UInt8] = []
        XMLText.append(text.bytes[from..<position], to: &value)
        if text.byte(position) == quote { position += 1 }
        draft.attributes.append(
            XMLElement.Attribute(
                name: name, value: String(decoding: value, as: UTF8.self), place: text.place(start, position)))
    }
}

extension UInt8 {
    fileprivate var isXMLName: Bool {
        isDigit || (self | 0x20 >= 0x61 && self | 0x20 <= 0x7A) || self >= 0x80 || self == .dash || self == .dot
            || self == .colon || self == UInt8(ascii: "_")
    }
}
