import CodeAnalysis
import SourceText

/// The text of a command as code puts it together, split into words as a shell splits it: only what no shell would read
/// otherwise, so that the program started without one gets the same arguments.
struct CommandLineText {
    /// A part of a word.
    enum Part: Hashable {
        case text(String)
        /// A value, as its expression is written.
        case value(String)
    }

    /// The words; the first is the program's name and has no value in it.
    private(set) var words: [[Part]] = []

    /// How many operands of a sum are looked at.
    private static let partLimit = 64
    /// Characters that mean themselves to every shell.
    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:=@%+,-")
    /// Characters that mean themselves between quotes of either kind.
    private static let quotable = plain.union(" ?*&|;<>()[]#~^")
    /// Names that a shell does itself, and that are no programs or other ones.
    private static let builtins: Set<String> = [
        "cd", "export", "source", ".", ":", "set", "unset", "alias", "type", "ulimit", "umask", "eval", "exec", "exit", "wait", "read", "trap",
        "shift", "command", "if", "for", "while", "until", "case", "time", "function", "local", "return", "then", "do", "hash", "jobs", "fg", "bg",
    ]

    /// Splits the text that an expression gives; `nil` where a shell might do more than start one program.
    init?(_ id: CodeExpression.ID, in module: CodeModule) {
        guard let pieces = Self.pieces(of: id, in: module) else { return nil }
        var splitter = Splitter()
        for piece in pieces {
            switch piece {
            case .text(let text): guard splitter.append(text) else { return nil }
            case .value: splitter.append(piece)
            }
        }
        guard let words = splitter.finished, case .text(let program)? = words.first?.first, words.first?.count == 1,
            !program.contains("="), !Self.builtins.contains(program)
        else { return nil }
        self.words = words
    }

    // MARK: Parts

    private static func pieces(of id: CodeExpression.ID, in module: CodeModule) -> [Part]? {
        switch module[id].kind {
        case .template(let parts):
            var pieces: [Part] = []
            for part in parts {
                switch part {
                case .text(let text): pieces.append(.text(text))
                case .value(let value):
                    guard let source = embedded(module[value].span, in: module) else { return nil }
                    pieces.append(.value(source))
                }
            }
            return pieces
        case .binary(.add, _, _): return sum(id, in: module)
        default: return nil
        }
    }

    /// A value in a template, without a conversion or format of its own.
    private static func embedded(_ span: ByteSpan, in module: CodeModule) -> String? {
        let bytes = module.file.bytes
        let opening = module.isPython ? "{" : "${"
        guard span.lowerBound >= opening.utf8.count, span.upperBound < bytes.count, bytes[span.upperBound] == UInt8(ascii: "}"),
            bytes[span.lowerBound - opening.utf8.count..<span.lowerBound].elementsEqual(opening.utf8)
        else { return nil }
        return source(span, in: module)
    }

    /// Texts and values that `+` joins; the first is a text, so that nothing is added up before.
    private static func sum(_ id: CodeExpression.ID, in module: CodeModule) -> [Part]? {
        var pieces: [Part] = []
        var rest = id
        while case .binary(.add, let left, let right) = module[rest].kind {
            guard pieces.count < partLimit, let piece = operand(right, in: module) else { return nil }
            pieces.append(piece)
            rest = left
        }
        guard case .string(let first) = module[rest].kind else { return nil }
        return [.text(first)] + pieces.reversed()
    }

    private static func operand(_ id: CodeExpression.ID, in module: CodeModule) -> Part? {
        switch module[id].kind {
        case .string(let text): .text(text)
        case .variable, .member, .element, .call: source(module[id].span, in: module).map(Part.value)
        default: nil
        }
    }

    /// An expression's text, when it can stand between braces in a template of the same language.
    private static func source(_ span: ByteSpan, in module: CodeModule) -> String? {
        let text = module.file.text(in: span)
        let barred: Set<Character> = module.isPython ? ["\"", "\\", "{", "}", "\n", "\r\n", "#", "!", ":"] : ["`", "\\", "\n", "\r\n"]
        return text.contains(where: barred.contains) ? nil : text
    }

    // MARK: Words

    private struct Splitter {
        private var words: [[Part]] = []
        private var word: [Part] = []
        private var quote: Character?

        mutating func append(_ value: Part) { word.append(value) }

        /// Takes a text; `false` where a shell would do something with it.
        mutating func append(_ text: String) -> Bool {
            for character in text {
                if let open = quote {
                    if character == open { quote = nil } else { guard add(character, of: quotable) else { return false } }
                } else if character == "\"" || character == "'" {
                    quote = character
                } else if character == " " || character == "\t" {
                    endWord()
                } else if !add(character, of: plain) {
                    return false
                }
            }
            return true
        }

        private mutating func add(_ character: Character, of known: Set<Character>) -> Bool {
            guard known.contains(character) else { return false }
            if case .text(let before)? = word.last { word[word.count - 1] = .text(before + String(character)) } else { word.append(.text(String(character))) }
            return true
        }

        private mutating func endWord() {
            if !word.isEmpty { words.append(word) }
            word = []
        }

        /// The words; `nil` when a quote is open.
        var finished: [[Part]]? {
            var all = self
            all.endWord()
            return quote == nil ? all.words : nil
        }
    }

    // MARK: As code

    /// All words as a list of Python.
    var list: String { "[" + words.map { Self.literal($0, inPython: true) }.joined(separator: ", ") + "]" }

    /// The program and a list of its arguments, as two arguments of JavaScript.
    var programAndList: String {
        let literals = words.map { Self.literal($0, inPython: false) }
        return literals.prefix(1).joined() + ", [" + literals.dropFirst().joined(separator: ", ") + "]"
    }

    private static func literal(_ word: [Part], inPython isPython: Bool) -> String {
        // None of the characters of a text needs an escape in either language.
        if case .text(let text)? = word.first, word.count == 1 { return isPython ? "\"\(text)\"" : "'\(text)'" }
        let body = word.map { part in
            switch part {
            case .text(let text): text
            case .value(let source): isPython ? "{\(source)}" : "${\(source)}"
            }
        }.joined()
        return isPython ? "f\"\(body)\"" : "`\(body)`"
    }
}
