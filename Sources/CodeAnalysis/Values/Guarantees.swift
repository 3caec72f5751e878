/// What is certain about a value, whoever chose it: each is a reason why some interpreters cannot be fooled by it.
package struct Guarantees: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// It is a number, or text that is one.
    package static let number = Guarantees(rawValue: 1 << 0)
    /// It is true or false.
    package static let boolean = Guarantees(rawValue: 1 << 1)
    /// It is one of values that the program lists.
    package static let listed = Guarantees(rawValue: 1 << 2)
    /// Its text has letters, digits, `_` and `-` only.
    package static let word = Guarantees(rawValue: 1 << 3)
    /// A schema that somebody wrote accepted it; what of it is certain beyond that is said by the others.
    package static let validated = Guarantees(rawValue: 1 << 4)
    /// It is text, not an object: no operators of a query can hide in it.
    package static let scalar = Guarantees(rawValue: 1 << 5)
    /// It has no `/` and is not `..`: the last component of a path.
    package static let pathComponent = Guarantees(rawValue: 1 << 6)
    /// It was compared with a folder after resolution: it stays below it.
    package static let containedPath = Guarantees(rawValue: 1 << 7)
    /// It is quoted for a shell.
    package static let shellQuoted = Guarantees(rawValue: 1 << 8)
    /// It is escaped for the text of SQL.
    package static let sqlEscaped = Guarantees(rawValue: 1 << 9)
    /// It is escaped for HTML.
    package static let htmlEscaped = Guarantees(rawValue: 1 << 10)
    /// It is percent-encoded as one component of a URL.
    package static let urlEncoded = Guarantees(rawValue: 1 << 11)
    /// Its characters mean themselves in a regular expression.
    package static let patternEscaped = Guarantees(rawValue: 1 << 12)
    /// It is escaped for a filter of LDAP or an expression of XPath.
    package static let filterEscaped = Guarantees(rawValue: 1 << 13)
    /// It has no line breaks.
    package static let singleLine = Guarantees(rawValue: 1 << 14)
    /// Its length or size is bounded.
    package static let bounded = Guarantees(rawValue: 1 << 15)
    /// It was compared with the hosts or addresses that the program allows.
    package static let allowedHost = Guarantees(rawValue: 1 << 16)
    /// It is a digest or a cipher text: it tells nothing and spells nothing.
    package static let digest = Guarantees(rawValue: 1 << 17)
    /// It is written as JSON: quotes and line breaks in it are escaped.
    package static let jsonEncoded = Guarantees(rawValue: 1 << 18)
    /// It was tested for being there or for its type, no more.
    package static let tested = Guarantees(rawValue: 1 << 19)
    /// A schema accepted it that describes some of its parts: others may be in it.
    package static let described = Guarantees(rawValue: 1 << 20)

    /// Values that spell nothing in any language.
    package static let harmless: Guarantees = [.number, .boolean, .listed, .digest]

    /// Whether it cannot spell anything that an interpreter would act on.
    package var isHarmless: Bool { !isDisjoint(with: .harmless) }
}
