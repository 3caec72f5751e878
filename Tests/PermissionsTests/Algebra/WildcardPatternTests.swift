import Permissions
import Testing

@Suite struct WildcardPatternTests {
    private func pattern(_ text: String) -> WildcardPattern { .resource(text) }

    @Test(arguments: [
        ("a*c", "abbbc", true), ("a*c", "ac", true), ("a*c", "acb", false), ("a?c", "abc", true), ("a?c", "ac", false),
        ("*", "", true), ("", "", true), ("", "a", false), ("*a*", "bab", true), ("*ab", "aab", true),
        ("a**b", "ab", true), ("?*", "", false), ("*?", "x", true), ("a?", "aé", true), ("${*}", "*", true),
        ("${*}", "x", false), ("${?}${$}", "?$", true), ("${", "${", true), ("a${b", "a${b", true), ("${}", "${}", true),
    ])
    func matches(_ text: String, _ candidate: String, _ expected: Bool) {
        #expect(pattern(text).matches(candidate) == expected, "`\(text)` and `\(candidate)`")
    }

    @Test(arguments: [
        ("*", "a*", true), ("a*", "*", false), ("?*", "*a", true), ("?*", "*", false), ("*?", "?*", true),
        ("a*", "a?b", true), ("a?", "a*", false), ("a?c", "abc", true), ("abc", "a?c", false), ("**", "*", true),
        ("*a*", "ba", true), ("??*", "?*?", true), ("arn:aws:s3:::*", "arn:aws:s3:::photos/*", true),
        ("arn:aws:s3:::photos*", "arn:aws:s3:::photos/*", true), ("arn:aws:s3:::photos/*", "arn:aws:s3:::photos*", false),
    ])
    func covers(_ outer: String, _ inner: String, _ expected: Bool) {
        #expect(pattern(outer).covers(pattern(inner)) == expected, "`\(outer)` and `\(inner)`")
    }

    @Test(arguments: [
        ("a*", "*b", true), ("a*", "b*", false), ("*a", "*b", false), ("a*b", "a?", true), ("a?", "a", false),
        ("a*c*", "*b*", true), ("", "*", true), ("", "?", false), ("${x}", "b", true), ("a${x}", "b*", false),
    ])
    func intersects(_ left: String, _ right: String, _ expected: Bool) {
        #expect(pattern(left).intersects(pattern(right)) == expected, "`\(left)` and `\(right)`")
        #expect(pattern(right).intersects(pattern(left)) == expected, "`\(right)` and `\(left)`")
    }

    @Test func variablesCoverThemselvesOnly() {
        let home = pattern("homes/${aws:username}/*")
        #expect(home.covers(pattern("homes/${aws:username}/a*")))
        #expect(pattern("homes/*").covers(home))
        #expect(!home.covers(pattern("homes/bob/*")))
        #expect(!home.covers(pattern("homes/*")))
        #expect(!pattern("homes/?*").covers(pattern("homes/${aws:username}")))
        #expect(!pattern("${a}").covers(pattern("${b}")))
        #expect(home.hasVariable && !pattern("${*}").hasVariable)
    }

    @Test func opaquePartsAreNoVariables() {
        let table = WildcardPattern([.opaque("Users.Arn")])
        let index = WildcardPattern([.opaque("Users.Arn"), .text("/index/*")])
        #expect(WildcardPattern([.opaque("Users.Arn"), .text("*")]).covers(index))
        #expect(table != pattern("${Users.Arn}"))
        #expect(!table.covers(index))
        #expect(index.pieces == [.opaque("Users.Arn"), .text("/index/*")])
        #expect(pattern("a${*}${k}*").pieces == [.text("a${*}${k}*")])
    }

    @Test func equalityIsOfMeaning() {
        #expect(pattern("a**") == pattern("a*"))
        #expect(pattern("*?") == pattern("?*"))
        #expect(WildcardPattern.action("S3:get*") == .action("s3:Get*"))
        #expect(pattern("A") != pattern("a"))
        #expect(WildcardPattern.literal("*") == pattern("${*}"))
    }

    @Test func matchingAgreesWithTryingEveryWay() {
        var random = Seeded(1)
        let candidates = texts(of: ["a", "b"], upTo: 5)
        for _ in 0..<400 {
            let text = random.text(of: ["a", "b", "*", "?"], upTo: 6)
            let pattern = pattern(text)
            for candidate in candidates {
                let expected = naively(Array(text)[...], Array(candidate)[...])
                #expect(pattern.matches(candidate) == expected, "`\(text)` and `\(candidate)`")
            }
        }
    }

    @Test func coveringAgreesWithTryingEveryText() {
        var random = Seeded(2)
        // The third letter stands in no pattern, as most letters do.
        let candidates = texts(of: ["a", "b", "c"], upTo: 6)
        var yes = 0
        for _ in 0..<120 {
            let outer = pattern(random.text(of: ["a", "b", "*", "?", "*"], upTo: 4))
            let inner = pattern(random.text(of: ["a", "b", "*", "?"], upTo: 4))
            let expected = candidates.allSatisfy { !inner.matches($0) || outer.matches($0) }
            #expect(outer.covers(inner) == expected, "`\(outer)` and `\(inner)`")
            yes += expected ? 1 : 0
        }
        #expect(yes > 10)
    }

    @Test func intersectingAgreesWithTryingEveryText() {
        var random = Seeded(3)
        let candidates = texts(of: ["a", "b"], upTo: 8)
        for _ in 0..<120 {
            let left = pattern(random.text(of: ["a", "b", "*", "?"], upTo: 4))
            let right = pattern(random.text(of: ["a", "b", "*", "?"], upTo: 4))
            let expected = candidates.contains { left.matches($0) && right.matches($0) }
            #expect(left.intersects(right) == expected, "`\(left)` and `\(right)`")
        }
    }

    @Test func readsHostileTextOnce() {
        let opening = pattern(String(repeating: "${", count: 200_000))
        #expect(opening.isOverlong && !opening.matches("${"))
        #expect(!pattern(String(repeating: "*a", count: 1000) + "b").matches(String(repeating: "a", count: 2000)))
        #expect(!pattern(String(repeating: "?*", count: 900)).covers(pattern(String(repeating: "*", count: 2000))))
    }

    private func naively(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
        guard let first = pattern.first else { return text.isEmpty }
        if first == "*" {
            return naively(pattern.dropFirst(), text) || (!text.isEmpty && naively(pattern, text.dropFirst()))
        }
        return !text.isEmpty && (first == "?" || first == text.first) && naively(pattern.dropFirst(), text.dropFirst())
    }
}
