import SourceText
import Testing

@Suite struct SourceFileTests {
    private func file(_ text: String) -> SourceFile { SourceFile(path: .root, text: text) }

    @Test func countsColumnsInScalarsAndUTF16Units() {
        let position = file("é😀x").position(at: 6)
        #expect(position == SourcePosition(line: 1, column: 3, utf16Column: 4))
    }

    @Test func endsLinesWithAnyLineBreak() {
        let mixed = file("a\nb\r\nc\rd")
        #expect(mixed.lineCount == 4)
        #expect(mixed.position(at: 5).line == 3)
        #expect((1...4).map { mixed.span(ofLine: $0).map(mixed.text) } == ["a", "b", "c", "d"])
        #expect(mixed.span(ofLine: 5) == nil)
    }

    @Test func clampsOffsetsToTheFile() {
        #expect(file("ab").position(at: 99) == SourcePosition(line: 1, column: 3, utf16Column: 3))
        #expect(file("ab").text(in: ByteSpan(1, 99)) == "b")
    }

    @Test func countsColumnsFarIntoALongLine() {
        let long = file("x\n" + String(repeating: "é😀", count: 1_000) + "!\nend")
        #expect(long.position(at: 2 + 6_000) == SourcePosition(line: 2, column: 2_001, utf16Column: 3_001))
        #expect(long.position(at: 2 + 6_002) == SourcePosition(line: 3, column: 1, utf16Column: 1))
    }

    @Test func findsTheFirstByteThatIsNotUTF8() {
        #expect(SourceFile(path: .root, bytes: [0x61, 0xFF]).firstInvalidUTF8Offset == 1)
        #expect(SourceFile(path: .root, bytes: Array("aé".utf8)).firstInvalidUTF8Offset == nil)
    }
}
