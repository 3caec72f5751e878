import Testing

@Suite("Telling code from text")
struct BlankingTests {
    @Test(
        arguments: [
            ("a // print(1)\nb", "a            \nb"),
            ("a /* x /* y */ z */ b", "a                   b"),
            (#"let s = "print(1)" + t"#, "let s =            + t"),
            (#"let s = "a\"b" + t"#, "let s =        + t"),
            (#"let s = "\(exit(1))""#, "let s =    exit(1)  "),
            ("let s = #\"a\"b\\(c)\"# + t", "let s =             + t"),
            ("let s = \"\"\"\n exit(1)\n \"\"\"\nt", "let s =    \n        \n    \nt"),
        ])
    func onlyCodeStays(text: String, code: String) {
        #expect(blankingComments(in: text) == code)
    }

    @Test func everyLineKeepsItsLength() {
        for file in House.sources.map(\.path) {
            let text = House.text(file)
            #expect(blankingComments(in: text).utf8.count == text.utf8.count, "\(file)")
        }
    }
}
