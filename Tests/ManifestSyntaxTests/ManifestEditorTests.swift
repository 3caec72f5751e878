import ManifestSyntax
import SourceText
import Testing

@Suite struct ManifestEditorTests {
    private func edited(_ text: String, _ edits: ManifestEdit..., language: ManifestLanguage = .yaml) throws -> String {
        let document = parse(text, language)
        let bytes = try ManifestEditor(document, language: language).applying(edits)
        return String(decoding: bytes, as: UTF8.self)
    }

    static let service = """
        # top
        service: 'shop' # name
        provider:
            name: aws   # cloud
            tags: {}
            iam: {role: x, list: [1, 2]}

        # functions
        functions:
            a: # first
                handler: "a.b"
                events:
                  - http: GET /a # one
                  # two
                  - http:
                        path: b
                        method: post
            b:
                handler: c
        """ + "\n"

    private func changed(_ old: String, _ new: String) -> String { Self.service.replacing(old, with: new) }

    @Test func replacesScalarsInTheirStyle() throws {
        #expect(
            try edited(Self.service, .replace(ManifestPath(keys: "service"), with: .string("it's")))
                == changed("'shop'", "'it''s'"))
        #expect(
            try edited(Self.service, .replace(ManifestPath(keys: "functions", "a", "handler"), with: .string("x\"y")))
                == changed("\"a.b\"", "\"x\\\"y\""))
        #expect(
            try edited(Self.service, .replace(ManifestPath(keys: "provider", "name"), with: .string("true")))
                == changed("aws   #", "'true'   #"))
        #expect(
            try edited("a: |\n  x\n  y\nb: 1\n", .replace(ManifestPath(keys: "a"), with: .string("z")))
                == "a: z\nb: 1\n")
        #expect(try edited("a:\nb: 1\n", .replace(ManifestPath(keys: "a"), with: .number("2"))) == "a: 2\nb: 1\n")
        #expect(
            try edited("a: !Sub x # y\n", .replace(ManifestPath(keys: "a"), with: .tagged("!Ref", .string("B"))))
                == "a: !Ref B # y\n")
        #expect(try edited("- a\n-\n", .replace(ManifestPath([.index(1)]), with: .string("b"))) == "- a\n- b\n")
    }

    @Test func replacesCollections() throws {
        let list = ManifestLiteral.sequence([.string("s3:GetObject"), .string("s3:*")])
        #expect(
            try edited("a: x # all\nb: 1\n", .replace(ManifestPath(keys: "a"), with: .sequence([.string("p"), .string("q")])))
                == "a: # all\n  - p\n  - q\nb: 1\n")
        #expect(
            try edited("a:\n  b: '*'\nc: 1\n", .replace(ManifestPath(keys: "a", "b"), with: list))
                == "a:\n  b:\n    - s3:GetObject\n    - s3:*\nc: 1\n")
        #expect(
            try edited("a:\n  - x\n  - y\nc: 1\n", .replace(ManifestPath(keys: "a"), with: list))
                == "a:\n  - s3:GetObject\n  - s3:*\nc: 1\n")
        #expect(
            try edited("a:\n  x: 1\nc: 1\n", .replace(ManifestPath(keys: "a"), with: .bool(true))) == "a: true\nc: 1\n")
        #expect(try edited("a: [x]\n", .replace(ManifestPath(keys: "a"), with: .string("z"))) == "a: z\n")
        #expect(
            try edited("a: {b: x}\n", .replace(ManifestPath(keys: "a", "b"), with: list))
                == "a: {b: [s3:GetObject, s3:*]}\n")
        #expect(
            try edited(
                "- x\n- y\n",
                .replace(ManifestPath([.index(0)]), with: .mapping([.init("k", list), .init("l", .null)])))
                == "- k:\n    - s3:GetObject\n    - s3:*\n  l: null\n- y\n")
    }

    @Test func insertsMembers() throws {
        let tracing = ManifestEdit.insert(
            key: "tracing", value: .mapping([.init("lambda", .bool(true))]), into: ManifestPath(keys: "provider"))
        #expect(
            try edited(Self.service, tracing)
                == changed("list: [1, 2]}\n", "list: [1, 2]}\n    tracing:\n        lambda: true\n"))
        #expect(
            try edited(
                Self.service, .insert(key: "team", value: .string("x"), into: ManifestPath(keys: "provider", "tags")))
                == changed("{}", "{team: x}"))
        #expect(
            try edited(
                Self.service, .insert(key: "w", value: .string("a, b"), into: ManifestPath(keys: "provider", "iam")))
                == changed("2]}", "2], w: 'a, b'}"))
        #expect(
            try edited(
                Self.service, .insert(key: "timeout", value: .number("6"), into: ManifestPath(keys: "functions", "b")))
                == Self.service + "        timeout: 6\n")
        #expect(try edited("a: 1", .insert(key: "b", value: .null, into: ManifestPath([]))) == "a: 1\nb: null")
        #expect(
            try edited(
                "a:\r\n  b: 1 # c\r\nd: 2\r\n",
                .insert(key: "e", value: .sequence([.string("f")]), into: ManifestPath(keys: "a")))
                == "a:\r\n  b: 1 # c\r\n  e:\r\n    - f\r\nd: 2\r\n")
        #expect(
            try edited("a:\nb: 1\n", .insert(key: "c", value: .number("2"), into: ManifestPath(keys: "a")))
                == "a:\n  c: 2\nb: 1\n")
        #expect(
            try edited("- a: 1\n- b: 1\n", .insert(key: "c", value: .number("2"), into: ManifestPath([.index(0)])))
                == "- a: 1\n  c: 2\n- b: 1\n")
        #expect(
            try edited(
                "x: &x {y: 1}\na:\n  <<: *x\nb: 2\n",
                .insert(key: "c", value: .number("2"), into: ManifestPath(keys: "a")))
                == "x: &x {y: 1}\na:\n  <<: *x\n  c: 2\nb: 2\n")
    }

    @Test func appendsElements() throws {
        let events = ManifestPath(keys: "functions", "a", "events")
        #expect(
            try edited(
                Self.service, .append(.mapping([.init("sqs", .mapping([.init("arn", .string("x"))]))]), to: events))
                == changed("method: post\n", "method: post\n          - sqs:\n                arn: x\n"))
        #expect(
            try edited("a: [\n  1,\n  2, # two\n]\n", .append(.number("3"), to: ManifestPath(keys: "a")))
                == "a: [\n  1,\n  2,\n  3, # two\n]\n")
        #expect(try edited("a: [1]\n", .append(.string("[x]"), to: ManifestPath(keys: "a"))) == "a: [1, '[x]']\n")
        #expect(try edited("a: []\n", .append(.number("1"), to: ManifestPath(keys: "a"))) == "a: [1]\n")
        #expect(
            try edited("a:\n- 1\nb: 2\n", .append(.number("3"), to: ManifestPath(keys: "a"))) == "a:\n- 1\n- 3\nb: 2\n")
    }

    @Test func removesEntries() throws {
        #expect(
            try edited(Self.service, .remove(ManifestPath(keys: "provider", "name")))
                == changed("    name: aws   # cloud\n", ""))
        #expect(
            try edited(Self.service, .remove(ManifestPath([.key("functions"), .key("a"), .key("events"), .index(1)])))
                == changed("          - http:\n                path: b\n                method: post\n", ""))
        #expect(
            try edited(Self.service, .remove(ManifestPath(keys: "functions", "b", "handler")))
                == changed("b:\n        handler: c", "b: {}"))
        #expect(
            try edited(Self.service, .remove(ManifestPath(keys: "provider", "iam", "role"))) == changed("role: x, ", "")
        )
        #expect(
            try edited(Self.service, .remove(ManifestPath(keys: "provider", "iam", "list")))
                == changed(", list: [1, 2]", ""))
        #expect(
            try edited(Self.service, .remove(ManifestPath([.key("provider"), .key("iam"), .key("list"), .index(1)])))
                == changed("[1, 2]", "[1]"))
        #expect(try edited("- a: 1\n  b: 2\n", .remove(ManifestPath([.index(0), .key("a")]))) == "- b: 2\n")
        #expect(try edited("a: 1\nb: 2", .remove(ManifestPath(keys: "b"))) == "a: 1")
        #expect(try edited("a: 1\r\nb: 2\r\nc: 3\r\n", .remove(ManifestPath(keys: "b"))) == "a: 1\r\nc: 3\r\n")
    }

    @Test func renamesKeys() throws {
        #expect(
            try edited(Self.service, .rename(ManifestPath(keys: "functions", "a"), to: "new name"))
                == changed("    a: #", "    new name: #"))
        #expect(try edited("\"a\": 1\n", .rename(ManifestPath(keys: "a"), to: "b")) == "\"b\": 1\n")
        #expect(throws: ManifestEditError.keyExists(ManifestPath(keys: "a"), key: "b")) {
            try edited("a: 1\nb: 2\n", .rename(ManifestPath(keys: "a"), to: "b"))
        }
    }

    @Test func editsJSON() throws {
        let text = "{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": [],\n  \"d\": \"x\"\n}\n"
        #expect(
            try edited(
                text, .insert(key: "e", value: .string("f\n"), into: ManifestPath(keys: "a")),
                .append(.bool(true), to: ManifestPath(keys: "c")), .remove(ManifestPath(keys: "d")), language: .json)
                == "{\n  \"a\": {\n    \"b\": 1,\n    \"e\": \"f\\n\"\n  },\n  \"c\": [true]\n}\n")
        #expect(
            try edited(
                text, .replace(ManifestPath(keys: "d"), with: .mapping([.init("k", .null)])),
                .rename(ManifestPath(keys: "c"), to: "cc"), language: .json)
                == text.replacing("\"x\"", with: "{\"k\": null}").replacing("\"c\"", with: "\"cc\""))
        #expect(throws: ManifestEditError.notReadable) {
            try edited(text, .replace(ManifestPath(keys: "d"), with: .tagged("!Ref", .string("x"))), language: .json)
        }
    }

    @Test func writesCommentsWhereThereIsALineForThem() throws {
        let inner = ManifestLiteral.commented(["# of e"], .sequence([.commented(["# one", "# two"], .tagged("!Ref", .string("x")))]))
        let insert = ManifestEdit.insert(key: "a", value: .commented(["# of a"], .mapping([.init("e", inner)])), into: ManifestPath(keys: "c"))
        #expect(try edited("c:\r\n  d: 1\r\n", insert) == "c:\r\n  d: 1\r\n  # of a\r\n  a:\r\n    # of e\r\n    e:\r\n      # one\r\n      # two\r\n      - !Ref x\r\n")
        #expect(try edited("c: {d: 1}\n", insert) == "c: {d: 1, a: {e: [!Ref x]}}\n")
        let append = ManifestEdit.append(.commented(["# z"], .number("2")), to: ManifestPath(keys: "c"))
        #expect(try edited("c:\n- 1 # y\n", append) == "c:\n- 1 # y\n# z\n- 2\n")
        #expect(try edited("{\"c\": [1]}", append, language: .json) == "{\"c\": [1, 2]}")
    }

    @Test func refusesWhatWouldChangeMore() {
        let text = "x: &x {y: 1}\na: *x\nb:\n  <<: *x\n  z: 1\nc: [*x, 2]\n"
        for keys in [["a"], ["a", "y"], ["b", "y"]] {
            let path = ManifestPath(keys.map { .key($0) })
            #expect(throws: ManifestEditError.shared(path)) { try edited(text, .replace(path, with: .null)) }
        }
        #expect(throws: ManifestEditError.overlap) {
            try edited(text, .replace(ManifestPath(keys: "x"), with: .null), .remove(ManifestPath(keys: "x", "y")))
        }
        #expect(throws: ManifestEditError.notFound(ManifestPath(keys: "q"))) {
            try edited(text, .remove(ManifestPath(keys: "q")))
        }
        #expect(throws: ManifestEditError.notReadable) { try edited(text, .remove(ManifestPath(keys: "x"))) }
    }

    @Test func findsThePathToAPlace() throws {
        let document = parse(Self.service)
        let node = try #require(document.roots.first?["functions"]?["a"]?["events"]?.elements.last?["http"]?["method"])
        let path = try #require(document.path(to: node.place.span))
        #expect(
            path
                == ManifestPath([.key("functions"), .key("a"), .key("events"), .index(1), .key("http"), .key("method")])
        )
    }

    /// Every scalar of the corpus replaced, every member removed: the rest of the text reads as before.
    @Test(arguments: ManifestCorpus.all) func everyEditOfTheCorpusKeepsTheRest(_ name: String, _ text: String) {
        let document = parse(text)
        let editor = ManifestEditor(document, language: .yaml)
        // A change of an anchored value changes its aliases as well.
        guard !text.contains("*") || !text.contains("&") else { return }
        for path in document.ownPaths {
            if let bytes = try? editor.applying([.replace(path, with: .string("new: #"))]) {
                let after = parse(bytes: bytes)
                #expect(node(path, in: after)?.string == "new: #", "\(path)")
                #expect(outlines(after, without: path) == outlines(document, without: path), "\(path)")
            }
            if let bytes = try? editor.applying([.remove(path)]) {
                #expect(
                    outlines(parse(bytes: bytes), without: nil) == outlines(document, without: path),
                    "\(path)\n\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    /// Every mapping of the corpus with one more member and every list with one more element: the rest reads as before.
    @Test(arguments: ManifestCorpus.all) func everyAdditionToTheCorpusKeepsTheRest(_ name: String, _ text: String) {
        guard !text.contains("*") || !text.contains("&") else { return }
        let document = parse(text)
        let editor = ManifestEditor(document, language: .yaml)
        let roots = document.roots.indices.map { ManifestPath([], document: $0) }
        for path in roots + document.ownPaths {
            guard let node = node(path, in: document) else { continue }
            let value = ManifestLiteral.mapping([.init("k", .sequence([.string("v, w")]))])
            let (edit, step): (ManifestEdit, ManifestPath.Step)
            switch node.content {
            case .mapping: (edit, step) = (.insert(key: "zz", value: value, into: path), .key("zz"))
            case .sequence(let elements): (edit, step) = (.append(value, to: path), .index(elements.count))
            default: continue
            }
            // A block scalar that ends the file without a line break gains one; a pair in a list has no braces.
            if name == "block scalar at the end" { continue }
            let isPair = node.style == .flow && !document.file.text(in: node.place.span).hasPrefix("{")
            let bytes = try? editor.applying([edit])
            if bytes == nil, isPair, !node.members.isEmpty { continue }
            #expect(bytes != nil, "\(path)")
            let after = parse(bytes: bytes ?? [])
            let added = ManifestPath(path.steps + [step], document: path.document)
            #expect(self.node(added, in: after).map(outline) == "{k: ['v, w']}", "\(path)")
            #expect(outlines(after, without: added) == outlines(document, without: nil), "\(path)")
        }
    }

    private func node(_ path: ManifestPath, in document: ManifestDocument) -> ManifestNode? {
        var node = document.roots.indices.contains(path.document) ? document.roots[path.document] : nil
        for step in path.steps {
            switch step {
            case .key(let key): node = node?[key]
            case .index(let index):
                node = node.flatMap { $0.elements.indices.contains(index) ? $0.elements[index] : nil }
            }
        }
        return node
    }

    private func outlines(_ document: ManifestDocument, without path: ManifestPath?) -> [String] {
        func pruned(_ node: ManifestNode, _ steps: ArraySlice<ManifestPath.Step>) -> ManifestNode {
            var node = node
            switch (steps.first, node.content) {
            case (.key(let key)?, .mapping(var members)):
                guard let index = members.lastIndex(where: { $0.key == key }) else { return node }
                if steps.count == 1 {
                    members.remove(at: index)
                } else {
                    members[index].value = pruned(members[index].value, steps.dropFirst())
                }
                node.content = .mapping(members)
            case (.index(let index)?, .sequence(var elements)) where elements.indices.contains(index):
                if steps.count == 1 {
                    elements.remove(at: index)
                } else {
                    elements[index] = pruned(elements[index], steps.dropFirst())
                }
                node.content = .sequence(elements)
            default: break
            }
            return node
        }
        return document.roots.enumerated().map { root in
            outline(root.offset == path?.document ? pruned(root.element, path?.steps[...] ?? []) : root.element)
        }
    }
}
