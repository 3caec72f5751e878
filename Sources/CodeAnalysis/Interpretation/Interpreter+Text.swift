import SourceText

extension Interpreter {
    /// Text with values in it.
    mutating func template(_ parts: [CodeExpression.TemplatePart]) -> AbstractValue {
        var result = AbstractValue(.string(""))
        for part in parts {
            switch part {
            case .text(let text): result = concatenated(result, AbstractValue(.string(text)))
            case .value(let id): result = concatenated(result, guarded(evaluate(id)))
            }
        }
        return result
    }

    /// `left + right`: numbers, texts or lists.
    mutating func sum(_ left: AbstractValue, _ right: AbstractValue, _ id: CodeExpression.ID) -> AbstractValue {
        if case .number(let first)? = left.constant, case .number(let second)? = right.constant {
            return AbstractValue(.number(first + second))
        }
        if kind(of: left) == .list || kind(of: right) == .list {
            let result = allocate(.list, at: id)
            guard case .object(let object)? = result.references.first else { return result }
            for side in [left, right] { heap.writeRest(elements(of: side, at: id), of: object) }
            return result
        }
        var result = concatenated(guarded(left), guarded(right))
        if left.isNumeric, right.isNumeric { result = result.guaranteeing(.number) }
        return result
    }

    /// One text after another.
    func concatenated(_ left: AbstractValue, _ right: AbstractValue) -> AbstractValue {
        if let first = left.constant?.text, let second = right.constant?.text, first.utf8.count + second.utf8.count < 65_536 {
            return AbstractValue(.string(first + second))
        }
        var result = AbstractValue(isOpen: true)
        result.insert(left.asPart.origins)
        result.insert(right.asPart.origins)
        result.text = (left.pieces + right.pieces).merged
        return result
    }

    /// Python's `"…" % values`.
    mutating func formatted(_ format: AbstractValue, _ values: AbstractValue) -> AbstractValue {
        guard !format.strings.isEmpty else { return format.derived.joined(values.derived).guaranteeing(.number) }
        var parts: [AbstractValue] = []
        if case .object(let id)? = values.references.first, heap.kind(of: id) == .list || heap.kind(of: id) == .record {
            parts = heap[id].fieldOrder.map { heap[id].fields[$0] ?? .none }
            if !heap[id].rest.isEmpty { parts.append(heap[id].rest) }
        } else {
            parts = [values]
        }
        return filled(format.strings[0], with: parts.map { guarded($0) }) { text in
            text.utf8.first == UInt8(ascii: "%") ? percentLength(text) : 0
        }
    }

    /// `"…".format(values)`.
    mutating func braceFormatted(_ format: String, _ arguments: [Argument]) -> AbstractValue {
        filled(format, with: arguments.map { guarded($0.value) }) { text in
            guard text.utf8.first == UInt8(ascii: "{"), let end = text.utf8.firstIndex(of: UInt8(ascii: "}")) else { return 0 }
            return text.utf8.distance(from: text.startIndex, to: end) + 1
        }
    }

    func percentLength(_ text: Substring) -> Int {
        var length = 1
        for byte in text.utf8.dropFirst().prefix(40) {
            length += 1
            let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
            if byte == UInt8(ascii: "%") { return 0 }
            if isLetter { return length }
            if byte == UInt8(ascii: "("), let end = text.utf8.firstIndex(of: UInt8(ascii: ")")) {
                return text.utf8.distance(from: text.startIndex, to: end) + 2
            }
        }
        return 0
    }

    /// A format with values in its holes, one after another; `hole` gives the bytes of a hole that a text starts with.
    func filled(_ format: String, with values: [AbstractValue], hole: (Substring) -> Int) -> AbstractValue {
        var pieces: [TextPiece] = []
        var start = format.startIndex
        var position = format.startIndex
        var next = 0
        while position < format.endIndex, pieces.count < AbstractValue.pieceLimit {
            let length = hole(format[position...])
            guard length > 0 else {
                position = format.utf8.index(after: position)
                continue
            }
            if start < position { pieces.append(.constant(String(format[start..<position]))) }
            let value = next < values.count ? values[next] : .unknown
            pieces += value.pieces
            next += 1
            position = format.utf8.index(position, offsetBy: length, limitedBy: format.utf8.endIndex) ?? format.endIndex
            start = position
        }
        if start < format.endIndex { pieces.append(.constant(String(format[start...]))) }
        var result = AbstractValue(isOpen: true)
        for value in values { result.insert(value.asPart.origins) }
        result.text = pieces.merged
        return result
    }
}

extension AbstractValue {
    /// Whether it is a number for certain.
    var isNumeric: Bool {
        if case .number? = constant { return true }
        return references.isEmpty && constants.isEmpty && !origins.isEmpty && origins.allSatisfy { $0.guarantees.contains(.number) }
    }

    /// It as a part of a text.
    var pieces: [TextPiece] {
        if let text = constant?.text { return text.isEmpty ? [] : [.constant(text)] }
        if !text.isEmpty { return text }
        if case .environment(let name)? = constant { return [.environment(name)] }
        return [.value(asPart.origins, isOpen: true)]
    }

    /// What of it gets into a text.
    var asPart: AbstractValue { origins.isEmpty ? .unknown : AbstractValue(origins) }
}

extension [TextPiece] {
    /// Neighbouring constants as one; too many pieces are no pieces.
    var merged: [TextPiece] {
        var merged: [TextPiece] = []
        for piece in self {
            if case .constant(let text) = piece, case .constant(let before)? = merged.last {
                merged[merged.count - 1] = .constant(before + text)
            } else {
                merged.append(piece)
            }
        }
        return merged.count > AbstractValue.pieceLimit ? [] : merged
    }
}
