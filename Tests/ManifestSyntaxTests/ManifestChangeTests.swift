import ManifestSyntax
import SourceText
import Testing

/// Changes of nodes that were looked up by where they stand.
@Suite struct ManifestChangeTests {
    private func changed(
        _ text: String, at keys: [String] = [], _ kinds: ManifestChange.Kind..., language: ManifestLanguage = .yaml
    ) throws -> String {
        let document = parse(text, language)
        var node = try #require(document.roots.first)
        for key in keys { node = try #require(node[key]) }
        let spot = try #require(try ManifestPlaces(document).spot(at: node.place.span))
        let changes = kinds.map { ManifestChange($0, at: spot) }
        var bytes = document.file.bytes
        for replacement in try ManifestEditor(document, language: language).replacements(for: changes).reversed() {
            bytes.replaceSubrange(replacement.span.lowerBound..<replacement.span.upperBound, with: Array(replacement.text.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func makesTheWayToANewMember() throws {
        #expect(
            try changed("a:\n    b: 1\nc: 2\n", at: ["a"], .insert(["d", "e"], .bool(true)))
                == "a:\n    b: 1\n    d:\n        e: true\nc: 2\n")
        #expect(
            try changed("a:\n  b:\n    c: 1\n", .insert(["a", "b", "d"], .number("2"))) == "a:\n  b:\n    c: 1\n    d: 2\n")
        #expect(try changed("a: {b: {}}\n", .insert(["a", "b", "c"], .number("2"))) == "a: {b: {c: 2}}\n")
        #expect(try changed("a: 1", .insert(["b", "c"], .number("2"))) == "a: 1\nb:\n  c: 2")
    }

    @Test func joinsMembersOfOneNewMapping() throws {
        #expect(
            try changed("a: 1\n", .insert(["t", "x"], .number("1")), .insert(["t", "z"], .number("2")))
                == "a: 1\nt:\n  x: 1\n  z: 2\n")
        #expect(
            try changed("a:\nb: 1\n", .insert(["a", "x"], .number("1")), .insert(["a", "z"], .number("2")))
                == "a:\n  x: 1\n  z: 2\nb: 1\n")
        #expect(
            try changed("a: {}\n", at: ["a"], .insert(["x"], .number("1")), .insert(["z"], .number("2")))
                == "a: {x: 1, z: 2}\n")
        #expect(
            try changed("a: {b: 1}\n", at: ["a"], .insert(["x"], .number("1")), .insert(["z"], .number("2")))
                == "a: {b: 1, x: 1, z: 2}\n")
    }

    @Test(arguments: [([2, 3], "[a, b]"), ([1, 2, 3], "[a]"), ([0, 2, 3], "[b]"), ([0, 1], "[c, d]"), ([1, 3], "[a, c]"), ([3], "[a, b, c]")])
    func removesSeveralElementsInBrackets(positions: [Int], expected: String) throws {
        let document = parse("x: [a, b, c, d] # e\n", .yaml)
        let elements = try #require(document.roots.first?["x"]).elements
        let places = ManifestPlaces(document)
        let changes = try positions.map { ManifestChange(.remove, at: try #require(try places.spot(at: elements[$0].place.span))) }
        var bytes = document.file.bytes
        for replacement in try ManifestEditor(document, language: .yaml).replacements(for: changes).reversed() {
            bytes.replaceSubrange(replacement.span.lowerBound..<replacement.span.upperBound, with: Array(replacement.text.utf8))
        }
        #expect(String(decoding: bytes, as: UTF8.self) == "x: \(expected) # e\n")
    }

    @Test func spreadsElementsWhereOneStood() throws {
        let two: ManifestChange.Kind = .spread([.string("x"), .string("z")])
        #expect(try changedElement("a:\n  - '*' # all\n  - b\n", 0, two) == "a:\n  - 'x' # all\n  - 'z'\n  - b\n")
        #expect(try changedElement("a: [b, c]\n", 1, two) == "a: [b, x, z]\n")
        #expect(try changedElement("a: [b, c]\n", 0, .spread([])) == "a: [c]\n")
        #expect(try changed("a: b\nc: 1\n", at: ["a"], two) == "a:\n  - x\n  - z\nc: 1\n")
        #expect(try changed("a: b\n", at: ["a"], .spread([.string("x")])) == "a: x\n")
        let map: ManifestLiteral = .mapping([.init("k", .string("v")), .init("l", .string("w"))])
        #expect(try changedElement("a:\n  - b: 1\n    c: 2\n  - d\n", 0, .spread([map, map])) == "a:\n  - k: v\n    l: w\n  - k: v\n    l: w\n  - d\n")
    }

    @Test func quotesWhatTakesThePlaceOfWhatIsQuoted() throws {
        let two: ManifestChange.Kind = .spread([.string("x"), .tagged("!Ref", .string("Z"))])
        #expect(try changed("a: \"b:*\"\n", at: ["a"], two) == "a:\n  - \"x\"\n  - !Ref Z\n")
        #expect(try changed("a: ['b']\n", at: ["a"], .append(.string("c"))) == "a: ['b', 'c']\n")
        #expect(try changed("a:\n  - \"b\"\n", at: ["a"], .append(.string("c"))) == "a:\n  - \"b\"\n  - \"c\"\n")
        #expect(try changed("a:\n  - b\n", at: ["a"], .append(.string("c"))) == "a:\n  - b\n  - c\n")
        #expect(try changed("a: '*'\n", at: ["a"], .spread([.string("x"), .string("z")])) == "a:\n  - x\n  - z\n")
        let map: ManifestLiteral = .mapping([.init("k", .string("v")), .init("l", .sequence([.string("w")]))])
        #expect(try changedElement("a:\n  - 'b'\n", 0, .spread([map])) == "a:\n  - k: v\n    l:\n      - w\n")
    }

    @Test func keepsTheCommentsOfWhatIsReplaced() throws {
        let map: ManifestChange.Kind = .spread([.mapping([.init("k", .string("v"))])])
        #expect(try changedElement("a:\n  - b\n  - c: # why\n      d: 1 # still there\n", 1, map) == "a:\n  - b\n  # why\n  - k: v # still there\n")
        #expect(try changedElement("a: # all\n- c:\n    # one\n    d: 1\n", 0, map) == "a: # all\n# one\n- k: v\n")
    }

    private func changedElement(_ text: String, _ index: Int, _ kind: ManifestChange.Kind) throws -> String {
        let document = parse(text, .yaml)
        let element = try #require(document.roots.first?["a"]).elements[index]
        let spot = try #require(try ManifestPlaces(document).spot(at: element.place.span))
        var bytes = document.file.bytes
        for replacement in try ManifestEditor(document, language: .yaml).replacements(for: [ManifestChange(kind, at: spot)]).reversed() {
            bytes.replaceSubrange(replacement.span.lowerBound..<replacement.span.upperBound, with: Array(replacement.text.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func putsTheDeeperOfTwoLinesFirst() throws {
        #expect(
            try changed("a:\n  b: 1\n", .insert(["c"], .number("2")), .insert(["a", "d"], .number("3")))
                == "a:\n  b: 1\n  d: 3\nc: 2\n")
    }

    @Test func leavesCommentsWhereTheyBelong() throws {
        #expect(
            try changed("a: # one\n# two\nb: 1\n", .insert(["a", "c"], .number("2"))) == "a: # one\n  c: 2\n# two\nb: 1\n")
        #expect(
            try changed("a:\n  b: 1 # one\n  # two\n\n# three\nc: 2\n", .insert(["a", "d"], .number("2")))
                == "a:\n  b: 1 # one\n  d: 2\n  # two\n\n# three\nc: 2\n")
    }

    @Test func fillsWhatIsNull() throws {
        #expect(try changed("a: null\nb: 1\n", .insert(["a", "c"], .number("2"))) == "a:\n  c: 2\nb: 1\n")
        #expect(try changed("a: ~\n", .insert(["a", "c"], .number("2"))) == "a:\n  c: 2\n")
        #expect(
            try changed("{\"a\": null}", .insert(["a", "c"], .number("2")), language: .json) == "{\"a\": {\"c\": 2}}")
    }

    @Test func writesJSONAsItIsWritten() throws {
        #expect(
            try changed("{\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}", .insert(["a", "c"], .string("x")), language: .json)
                == "{\n\t\"a\": {\n\t\t\"b\": 1,\n\t\t\"c\": \"x\"\n\t}\n}")
        #expect(
            try changed("{\r\n  \"a\": 1\r\n}\r\n", .insert(["b"], .bool(true)), language: .json)
                == "{\r\n  \"a\": 1,\r\n  \"b\": true\r\n}\r\n")
    }

    @Test func putsDashesWhereTheFilesAre() throws {
        let map: ManifestLiteral = .mapping([.init("k", .sequence([.string("v"), .mapping([.init("l", .sequence([.string("w")]))])]))])
        #expect(
            try changed("a:\n  b:\n  - x\nc: 1\n", .insert(["d"], map)) == "a:\n  b:\n  - x\nc: 1\nd:\n  k:\n  - v\n  - l:\n    - w\n")
    }

    @Test func indentsNewJSONAsTheFileDoes() throws {
        let map: ManifestLiteral = .mapping([.init("k", .string("v"))])
        #expect(
            try changed("{\n    \"a\": {\n        \"b\": 1\n    }\n}\n", at: ["a"], .insert(["c"], map), language: .json)
                == "{\n    \"a\": {\n        \"b\": 1,\n        \"c\": {\n            \"k\": \"v\"\n        }\n    }\n}\n")
    }

    @Test func emptiesAMappingBehindItsKey() throws {
        let document = parse("a:\n  b: 1 # one\nc: 2\n")
        let key = try #require(document.roots.first?["a"]?.member("b")?.keyPlace.span)
        let spot = try #require(try ManifestPlaces(document).spot(ofKeyAt: key))
        let made = try ManifestEditor(document, language: .yaml).replacements(for: [ManifestChange(.remove, at: spot)])
        #expect(made.map(\.text) == [" {}"])
        #expect(made.map(\.span) == [ByteSpan(2, 9)])
    }

    @Test(arguments: ["\n", "\r\n", ""]) func putsANewMemberInThePlaceOfTheLast(_ ending: String) throws {
        let lineBreak = ending == "" ? "\n" : ending
        let document = parse(["a:", "  b: 1", "  c: 2"].joined(separator: lineBreak) + ending)
        let places = ManifestPlaces(document)
        let mapping = try #require(document.roots.first?["a"])
        let last = try #require(mapping.member("c"))
        let changes = [
            ManifestChange(.remove, at: try #require(try places.spot(ofKeyAt: last.keyPlace.span))),
            ManifestChange(.insert(["d"], .number("3")), at: try #require(try places.spot(at: mapping.place.span))),
        ]
        var bytes = document.file.bytes
        for made in try ManifestEditor(document, language: .yaml).replacements(for: changes).reversed() {
            bytes.replaceSubrange(made.span.lowerBound..<made.span.upperBound, with: Array(made.text.utf8))
        }
        #expect(bytes == Array((["a:", "  b: 1", "  d: 3"].joined(separator: lineBreak) + ending).utf8))
    }

    @Test func refusesWhatCountsElsewhere() throws {
        let text = "x: &x\n  y: {z: 1}\na: *x\nb: &b {c: {d: 1}}\ne:\n  <<: *b\nf: {g: 1}\n"
        let document = parse(text)
        let places = ManifestPlaces(document)
        let root = try #require(document.roots.first)
        for node in [root["x"], root["x"]?["y"], root["b"], root["b"]?["c"]] {
            let span = try #require(node?.place.span)
            #expect(throws: ManifestEditError.self) { try places.spot(at: span) }
        }
        let free = try #require(root["f"]?["g"]?.place.span)
        #expect(try places.spot(at: free)?.path == ManifestPath(keys: "f", "g"))
    }

    @Test func refusesAVariableForAMapping() {
        #expect(throws: ManifestEditError.wrongKind(ManifestPath(keys: "a"))) {
            try changed("a: ${file(x.yml)}\n", .insert(["a", "b"], .null))
        }
        #expect(throws: ManifestEditError.keyExists(ManifestPath(keys: "a"), key: "b")) {
            try changed("a: {b: 1}\n", .insert(["a", "b"], .null))
        }
    }

    /// Every value of the corpus is found by its place, or refused because an alias names it.
    @Test(arguments: ManifestCorpus.all) func findsEveryValueByItsPlace(_ name: String, _ text: String) throws {
        let document = parse(text)
        let places = ManifestPlaces(document)
        guard !text.contains("*") || !text.contains("&") else { return }
        for path in document.ownPaths {
            guard let span = node(path, in: document)?.place.span, let found = document.path(to: span) else { continue }
            #expect(try places.spot(at: span)?.node.place.span == span, "\(found)")
        }
    }

    private func node(_ path: ManifestPath, in document: ManifestDocument) -> ManifestNode? {
        path.steps.reduce(document.roots[path.document]) { node, step in
            switch step {
            case .key(let key): node?[key]
            case .index(let index): node?.elements.dropFirst(index).first
            }
        }
    }
}
