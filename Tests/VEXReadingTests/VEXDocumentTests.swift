import Findings
import PackageURLs
import SourceText
import Testing
import VEXReading

/// Documents that say whether flaws matter: what is taken from them, and what is refused with its place.
@Suite struct VEXDocumentTests {
    private func read(_ text: String) -> VEXDocument {
        VEXDocument(SourceFile(path: RelativePath("vex.json") ?? .root, bytes: Array(text.utf8)))
    }

    private func openVEX(_ statements: String, context: String = "https://openvex.dev/ns/v0.2.0") -> VEXDocument {
        read(#"{"@context": "\#(context)", "@id": "urn:x", "author": "me", "timestamp": "2026-01-01T00:00:00Z", "version": 1, "statements": [\#(statements)]}"#)
    }

    /// A refusal as `line:column message`.
    private func refusal(_ document: VEXDocument) -> String? {
        document.issues.first.map { issue in
            let start = document.file.position(at: issue.place.span.lowerBound)
            return "\(start.line):\(start.column) \(issue.message)"
        }
    }

    @Test func openVEXIsRead() throws {
        let document = openVEX(
            """
            {"vulnerability": {"name": "CVE-2021-44906", "aliases": ["GHSA-xvch-5gv4-984h"]}, "status": "not_affected",
             "justification": "vulnerable_code_not_in_execute_path", "impact_statement": "no arguments are parsed",
             "products": [{"@id": "pkg:npm/minimist@1.2.5"}, {"@id": "pkg:generic/shop", "subcomponents": [{"@id": "pkg:npm/minimist@0.0.8"}]},
                          {"@id": "https://example.org/other"}, {"identifiers": {"cpe23": "cpe:2.3:a:b:c:1:*:*:*:*:*:*:*"}}]}
            """)
        #expect(refusal(document) == nil)
        let statement = try #require(document.statements.first)
        #expect(statement.flaws == ["CVE-2021-44906", "GHSA-xvch-5gv4-984h"])
        #expect(statement.words == "not affected: vulnerable_code_not_in_execute_path: no arguments are parsed")
        #expect(statement.products.map { $0.package?.description } == ["pkg:npm/minimist@1.2.5", "pkg:npm/minimist@0.0.8"])
        #expect(statement.products.map { $0.container?.address?.description } == [nil, "pkg:generic/shop"])
    }

    @Test func cycloneDXIsRead() throws {
        let document = read(
            """
            {"bomFormat": "CycloneDX", "specVersion": "1.5", "metadata": {"component": {"type": "application", "bom-ref": "root", "name": "shop"}},
             "components": [{"type": "library", "name": "a", "bom-ref": "1", "components": [
                {"type": "library", "name": "minimist", "version": "1.2.5", "purl": "pkg:npm/minimist@1.2.5", "bom-ref": "2"}]}],
             "vulnerabilities": [
                {"id": "CVE-1", "references": [{"id": "GHSA-1", "source": {"name": "GitHub"}}], "affects": [{"ref": "2"}],
                 "analysis": {"state": "not_affected", "justification": "code_not_reachable", "detail": "never called"}},
                {"id": "CVE-2", "affects": [{"ref": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#pkg:npm/qs", "versions": [
                    {"version": "6.5.0", "status": "affected"}, {"version": "6.5.3", "status": "unaffected"}]}],
                 "analysis": {"state": "resolved"}},
                {"id": "CVE-3", "affects": [{"ref": "root"}], "analysis": {"state": "false_positive"}},
                {"id": "CVE-4", "affects": [{"ref": "2"}]}
             ]}
            """)
        #expect(refusal(document) == nil)
        #expect(document.statements.map(\.flaws) == [["CVE-1", "GHSA-1"], ["CVE-2"], ["CVE-3"]])
        #expect(document.statements.map(\.status) == [.notAffected, .fixed, .falsePositive])
        #expect(document.statements.flatMap(\.products).map { $0.package?.description } == ["pkg:npm/minimist@1.2.5", "pkg:npm/qs", nil])
        #expect(document.statements.flatMap(\.products).map(\.versions) == [nil, ["6.5.3"], nil])
        #expect(document.statements.flatMap(\.products).map { $0.container?.name } == ["shop", "shop", "shop"])
    }

    @Test func whatIsWrongIsRefusedWithItsPlace() {
        let good = #"{"vulnerability": {"name": "CVE-1"}, "status": "fixed", "products": [{"@id": "pkg:npm/a@1"}]}"#
        #expect(refusal(read("")) != nil)
        #expect(refusal(read("{")) != nil)
        #expect(refusal(read("[]")) == "1:1 the document is neither OpenVEX nor CycloneDX")
        #expect(refusal(read(#"{"bomFormat": "CycloneDX", "specVersion": "2.0"}"#)) == "1:43 the document is of a version of CycloneDX that is not read")
        #expect(refusal(openVEX(good, context: "https://openvex.dev/ns")) == "1:14 the document is of a version of OpenVEX that is not read")
        #expect(refusal(openVEX("")) == nil)
        let cases: [(String, String)] = [
            (#"{"status": "fixed", "products": [{"@id": "pkg:npm/a@1"}]}"#, "a statement names no `vulnerability`"),
            (good.replacing("fixed", with: "fine"), "the statement on `CVE-1` has no `status` that is known"),
            (good.replacing("fixed", with: "not_affected"), "the statement on `CVE-1` says `not_affected` and not why"),
            (good.replacing("pkg:npm/a@1", with: "pkg:npm"), "`pkg:npm` is no package URL"),
            (good.replacing(#"{"@id": "pkg:npm/a@1"}"#, with: ""), "the statement on `CVE-1` names no `products`"),
        ]
        for (statement, message) in cases {
            let document = openVEX("\n" + good + ",\n" + statement)
            #expect(refusal(document)?.hasPrefix("3:") == true && refusal(document)?.hasSuffix(message) == true, "\(refusal(document) ?? "none")")
            #expect(document.statements.isEmpty, "half a document silences nothing")
        }
    }
}
