/// A version as SemVer orders it, read as leniently as the package managers read it.
///
/// Numbers that are missing are zero, further ones are compared too, `v` in front is skipped, and `1.2.3beta` has a
/// prerelease as for npm.
/// Source: <https://semver.org/#spec-item-11>
struct SemanticVersion: Sendable {
    /// Where registries differ.
    enum Dialect {
        case plain
        /// `go1.21rc2` is a version of the toolchain (<https://go.dev/doc/toolchain#version>).
        case go
        /// Build numbers are ordered (<https://pub.dev/packages/pub_semver>).
        case pub
    }

    private enum Identifier: Sendable {
        case number(Natural)
        case text([UInt8])
    }

    private let numbers: [Natural]
    private let prerelease: [Identifier]
    private let build: [Identifier]

    init?(_ text: String, dialect: Dialect) {
        var input = VersionText(text)
        if dialect == .go { _ = input.skip(word: "go") }
        _ = input.skip(anyOf: "=")
        _ = input.skip(anyOf: "vV")
        numbers = input.dottedNumbers()
        guard !numbers.isEmpty, input.rest.allSatisfy(Self.isAllowed) else { return nil }
        switch input.next {
        case UInt8(ascii: "-"):
            input.skip()
            prerelease = Self.identifiers(input.run { $0 != UInt8(ascii: "+") })
        case let letter? where letter.isASCIILetter:
            let loose = input.run { $0 != UInt8(ascii: "+") }
            prerelease = dialect == .go ? Self.toolchainIdentifiers(loose) : Self.identifiers(loose)
        default: prerelease = []
        }
        guard input.isAtEnd || input.skip(anyOf: "+") else { return nil }
        build = dialect == .pub && !input.isAtEnd ? Self.identifiers(input.rest) : []
    }

    var isPrerelease: Bool { !prerelease.isEmpty }

    func order(against other: SemanticVersion) -> Int {
        var order = numbers.order(againstPadded: other.numbers)
        if order != 0 { return order }
        if prerelease.isEmpty != other.prerelease.isEmpty { return prerelease.isEmpty ? 1 : -1 }
        order = Self.order(prerelease, other.prerelease)
        return order != 0 ? order : Self.order(build, other.build)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte.isASCIIDigit || byte.isASCIILetter || "-+._~".utf8.contains(byte)
    }

    private static func identifiers(_ text: ArraySlice<UInt8>) -> [Identifier] {
        text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { part in
            !part.isEmpty && part.allSatisfy(\.isASCIIDigit) ? .number(Natural(part)) : .text(Array(part))
        }
    }

    /// `rc10` is above `rc9`.
    private static func toolchainIdentifiers(_ text: ArraySlice<UInt8>) -> [Identifier] {
        let word = text.prefix { $0.isASCIILetter }
        let number = text.dropFirst(word.count)
        guard !number.isEmpty, number.allSatisfy(\.isASCIIDigit) else { return identifiers(text) }
        return [.text(Array(word)), .number(Natural(number))]
    }

    /// More identifiers win when all before are equal.
    private static func order(_ left: [Identifier], _ right: [Identifier]) -> Int {
        for (mine, theirs) in zip(left, right) {
            let order = order(mine, theirs)
            if order != 0 { return order }
        }
        return left.count < right.count ? -1 : (left.count == right.count ? 0 : 1)
    }

    private static func order(_ left: Identifier, _ right: Identifier) -> Int {
        switch (left, right) {
        case (.number(let left), .number(let right)): left.order(against: right)
        case (.text(let left), .text(let right)): left.order(against: right)
        case (.number, .text): -1
        case (.text, .number): 1
        }
    }
}
