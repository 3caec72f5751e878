internal import ApplicationModel
internal import CodeSyntax
package import SourceText

/// Code that stands in a manifest rather than in a file of its own.
package struct InlineCode: Sendable {
    /// The file it is taken for: below the manifest, of the function's name.
    package let file: SourceFile
    /// Where it is written.
    package let place: SourcePlace
    /// Whether an offset in the file is one in the manifest; else the text is decoded from escapes or put together.
    private let keepsOffsets: Bool

    /// Where a stretch of the file is written: in the manifest's own lines, or the whole value where these cannot be told.
    package func place(of span: ByteSpan) -> SourcePlace {
        keepsOffsets ? SourcePlace(path: place.path, span: span) : place
    }

    /// The file as the manifest has it, with everything around the code left blank; `nil` where its lines cannot be told.
    package var inManifest: SourceFile? { keepsOffsets ? SourceFile(path: place.path, bytes: file.bytes) : nil }

    /// Takes the code that a function's definition holds; `nil` when it holds none, or none that is known.
    init?(of function: Function, in language: CodeLanguage, _ files: CodeFiles) {
        guard let value = Self.value(of: function) else { return nil }
        let ending = language == .python ? ".py" : ".js"
        guard let path = value.place.path.appending(function.name + "/index" + ending) else { return nil }
        place = value.place
        if let manifest = files.file(value.place.path), let lines = Self.lines(of: value.place.span, in: manifest) {
            keepsOffsets = true
            file = SourceFile(path: path, bytes: Self.blanked(manifest.bytes, around: lines, isPython: language == .python))
        } else if let text = Self.text(of: value), text.utf8.count <= CodeFiles.sizeLimit {
            keepsOffsets = false
            file = SourceFile(path: path, text: text)
        } else {
            return nil
        }
    }

    /// `InlineCode` of SAM, `ZipFile` of CloudFormation.
    static func value(of function: Function) -> Value? {
        let properties = function.definition["Properties"]
        return properties?["InlineCode"] ?? properties?[path: "Code", "ZipFile"]
    }

    /// The text; of one that is put together (`Fn::Join`, `Fn::Sub`), as CDK writes it, what the deployment gives is a name.
    private static func text(of value: Value) -> String? {
        if let text = value.string { return text }
        guard case .composed = value.content else { return nil }
        return value.text(placeholder: "unknown")
    }

    // MARK: Lines

    /// The bytes of a scalar that stand in the manifest as they are: a block's lines, or what is between quotes on one line.
    private static func lines(of span: ByteSpan, in file: SourceFile) -> ByteSpan? {
        guard span.count > 2, span.upperBound <= file.bytes.count else { return nil }
        let bytes = file.bytes[span.lowerBound..<span.upperBound]
        switch bytes.first {
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
            return ByteSpan(end, span.upperBound)
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            let inner = bytes.dropFirst().dropLast()
            let isPlain = !inner.contains { $0 == UInt8(ascii: "\\") || $0 == 0x0A || $0 == bytes.first }
            return isPlain ? ByteSpan(span.lowerBound + 1, span.upperBound - 1) : nil
        default: return nil
        }
    }

    /// Blanks everything but some bytes. The lines of a block are indented, which Python takes for the body of something:
    /// a condition that always holds stands in the place of the block's header.
    private static func blanked(_ bytes: [UInt8], around lines: ByteSpan, isPython: Bool) -> [UInt8] {
        var blank = bytes.map { $0 == 0x0A || $0 == 0x0D ? $0 : 0x20 }
        blank.replaceSubrange(lines.lowerBound..<lines.upperBound, with: bytes[lines.lowerBound..<lines.upperBound])
        guard isPython, bytes[lines.lowerBound] == 0x0A else { return blank }
        let start = bytes[..<lines.lowerBound].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let head = Array("if 1:".utf8)
        // The key and the mark of the block are longer than that.
        guard start + head.count <= lines.lowerBound else { return blank }
        blank.replaceSubrange(start..<start + head.count, with: head)
        return blank
    }
}
