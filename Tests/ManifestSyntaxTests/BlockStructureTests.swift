import ManifestSyntax
import Testing

@Suite struct BlockStructureTests {
    @Test(arguments: [
        ("a: 1\nb: two\n", "{a: 1, b: 'two'}"),
        ("a:\n  b:\n    c: d\n  e: f\ng: h", "{a: {b: {c: 'd'}, e: 'f'}, g: 'h'}"),
        ("a:\n- 1\n- 2\nb:\n  - 3\n", "{a: [1, 2], b: [3]}"),
        ("a: \"x\"# c\nb: [y]#d\nc: |#e\n  f\n", "{a: 'x', b: ['y'], c: 'f\\n'}"),
        ("!x", "!x null"), ("&a", "null"), ("a:\n \t\n  b: 1\n\t\n# c\n\t# d\n", "{a: {b: 1}}"),
        ("- a: 1\n  b: 2\n- c: 3\n", "[{a: 1, b: 2}, {c: 3}]"),
        ("- - 1\n  - 2\n- - 3\n", "[[1, 2], [3]]"),
        ("a:\nb:\n", "{a: null, b: null}"),
        ("a: ~\nb: Null\nc: TRUE\nd: yes\n", "{a: null, b: null, c: true, d: 'yes'}"),
        ("? a\n: b\n? - x\n  - y\n: z\n? lone\n", "{a: 'b', - x\n  - y: 'z', lone: null}"),
        ("--- \na: 1\n---\nb: 2\n...\n", "{a: 1}\n{b: 2}"),
        ("", ""), ("# only a comment\n", ""), ("---\n", "null"),
        ("plain\nover\n\nlines # not this\n", "'plain over\\nlines'"),
        ("a: one\n  two\n\n  three\nb: x", "{a: 'one two\\nthree', b: 'x'}"),
        ("a: b#c http://x:80/?y=1 'q'\n", "{a: 'b#c http://x:80/?y=1 'q''}"),
        ("a: ${self:custom.x, 'y'}\n", "{a: '${self:custom.x, 'y'}'}"),
        (
            "a: !Ref B\nb: !GetAtt a.b\nc: !Sub\n  - x\n  - {y: !Ref z}\n",
            "{a: !Ref 'B', b: !GetAtt 'a.b', c: !Sub ['x', {y: !Ref 'z'}]}"
        ),
        ("a: !!str 12\nb: !!int \"12\"\nc: !x 12\nd: ! 12\n", "{a: !!str '12', b: !!int 12, c: !x '12', d: ! '12'}"),
        ("a: &x {b: 1}\nc: *x\nd:\n  <<: *x\n  e: 2\n", "{a: {b: 1}, c: {b: 1}, d: {<b: 1, e: 2}}"),
        (
            "x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  a: 0\n  <<: [*x, *y]\n",
            "{x: {a: 1, b: 1}, y: {b: 2, c: 2}, z: {a: 0, <b: 1, <c: 2}}"
        ),
        ("a: |\n  one\n   two\n\nb: >-\n  x\n  y\n\n  z\n", "{a: 'one\\n two\\n', b: 'x y\\nz'}"),
        ("a: |+\n  one\n\nb: |-\n  two\n\nc: |2\n    x\n", "{a: 'one\\n\\n', b: 'two', c: '  x\\n'}"),
        (
            "a: [1, two, \"x\", {y: z}, k: v, ]\nb: {c, d: , \"e\":1}\n",
            "{a: [1, 'two', 'x', {y: 'z'}, {k: 'v'}], b: {c: null, d: null, e: 1}}"
        ),
        ("a: [\n  1,\n  2\n]\nb: {\n}\n", "{a: [1, 2], b: {}}"),
        (
            "a: 'it''s'\nb: \"tab\\t\\u00e9\\x41 \\\n  joined\"\nc: \"x\n  y\n\n  z\"\n",
            "{a: 'it's', b: 'tab\\té" + "A joined', c: 'x y\\nz'}"
        ),
        ("a:\t1\r\nb:\r\n  - x\r\n", "{a: 1, b: ['x']}"),
        ("a: 1\rb: 2\r", "{a: 1, b: 2}"),
        ("\u{FEFF}a: 1\n", "{a: 1}"),
        ("a: # comment\n  # more\n  b: 1 # end\n", "{a: {b: 1}}"),
        ("&a key: &b value\nx: *a\ny: *b\n", "{key: 'value', x: 'key', y: 'value'}"),
        (
            "a: 012\nb: 0o14\nc: 0x1F\nd: 1e3\ne: .inf\nf: 1_000\ng: 2012-10-17\nh: 1:30\n",
            "{a: 012, b: 0o14, c: 0x1F, d: 1e3, e: .inf, f: '1_000', g: '2012-10-17', h: '1:30'}"
        ),
        ("12: a\ntrue: b\n~: c\n", "{12: 'a', true: 'b', ~: 'c'}"),
        ("a: - b\n", "{a: '- b'}\n1: `- ` cannot stand on the line of its key"),
    ])
    func readsBlocks(_ text: String, _ expected: String) {
        #expect(outline(parse(text)) == expected)
    }
}
