import SourceText
import Testing

@Suite struct GlobPatternTests {
    @Test(arguments: [
        ("*.yml", "a.yml", true), ("*.yml", "a/b.yml", false), ("**/*.yml", "a/b.yml", true), ("**/*.yml", "b.yml", true),
        ("a/**", "a/b/c", true), ("a?c", "abc", true), ("a?c", "a/c", false), ("[a-c]x", "bx", true),
        ("[!a-c]x", "bx", false), ("[", "[", true), ("a\\*", "a*", true), ("a\\*", "ab", false), ("", "", true),
        ("src/**/test", "src/test", true), ("src/**/test", "src/a/b/test", true), ("plain", "plain", true),
        ("plain", "plainer", false), ("a**b", "a/x/b", true),
    ])
    func matches(_ pattern: String, _ text: String, _ expected: Bool) {
        #expect(GlobPattern(pattern).matches(text) == expected)
    }

    @Test func staysLinearOnManyStars() {
        let pattern = GlobPattern(String(repeating: "*a", count: 200))
        #expect(!pattern.matches(String(repeating: "a", count: 5_000) + "b"))
    }
}
