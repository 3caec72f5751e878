package import CodeAnalysis
package import SourceText

extension FunctionCode {
    /// The text at a place of the function's code; `nil` when its file is none that was read.
    package func text(at place: SourcePlace) -> String? {
        guard let file = program[place.path]?.module.file, place.span.upperBound <= file.bytes.count else { return nil }
        return file.text(in: place.span)
    }

    /// Writes another literal in the place of one; `nil` when something else than the literal stands there, such as a
    /// variable, which may count in other places too.
    package func rewriting(_ literals: [String: String], at place: SourcePlace) -> Repair.Change? {
        text(at: place).flatMap { literals[$0] }.map { .rewrite(place, with: $0) }
    }

    /// Writes another literal in the place of the one that an assignment ends with; `nil` when it ends otherwise.
    package func rewritingEnd(_ literals: [(from: String, to: String)], of place: SourcePlace) -> Repair.Change? {
        guard let text = text(at: place) else { return nil }
        let kept = text.utf8.reversed().drop { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: " ") }
        let end = place.span.lowerBound + kept.count
        for literal in literals {
            // A longer word that ends alike is another one.
            guard let mark = kept.dropFirst(literal.from.utf8.count).first, mark == UInt8(ascii: " ") || mark == UInt8(ascii: "="),
                kept.prefix(literal.from.utf8.count).elementsEqual(literal.from.utf8.reversed())
            else { continue }
            let span = ByteSpan(end - literal.from.utf8.count, end)
            return .rewrite(SourcePlace(path: place.path, span: span), with: literal.to)
        }
        return nil
    }

    /// Calls another function of the same object: writes its name for the one that stands behind a dot. `nil` when the
    /// function is called by a name of its own, which may be any.
    package func renaming(_ call: CallFact, from name: String, to other: String) -> Repair.Change? {
        let place = call.namePlace
        guard text(at: place) == name, let file = program[place.path]?.module.file, place.span.lowerBound > 0,
            file.bytes[place.span.lowerBound - 1] == UInt8(ascii: ".")
        else { return nil }
        return .rewrite(place, with: other)
    }
}
