import Findings
import Foundation
import Reporting
import SourceText
import Testing

@Suite struct HTMLReporterTests {
    private let page = HTMLReporter().render(SampleReport.detailed)

    private func count(_ text: String, in page: String) -> Int { page.components(separatedBy: text).count - 1 }

    @Test func showsEveryFindingWithItsSourceAndRemedy() {
        for finding in SampleReport.detailed.findings {
            #expect(page.contains("id=\"f-\(finding.fingerprint)\""))
        }
        #expect(count("<article ", in: page) == SampleReport.detailed.findings.count)
        #expect(page.contains("<mark>&#39;s3:*&#39;</mark>"))
        #expect(page.contains("<ins><span class=\"no\">+</span>"))
        #expect(page.contains("Name the actions that the code uses."))
    }

    @Test func aCellOfTheTableLeadsToAFinding() throws {
        let targets = page.matches(of: /class="cell \w+" href="#(f-\w+)"/).map { String($0.1) }
        #expect(targets.count >= 8)
        for target in targets { #expect(count("id=\"\(target)\"", in: page) == 1) }
    }

    @Test func everyLinkOfThePageLeadsSomewhereOnIt() {
        let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
        #expect(Set(ids).count == ids.count, "an id is there twice")
        for link in page.matches(of: /href="#([^"]+)"/) { #expect(ids.contains(String(link.1)), "\(link.1)") }
    }

    @Test func asksTheNetworkForNothing() {
        #expect(!page.contains("src="))
        #expect(page.matches(of: /(?:href|url|action)\s*[=(]\s*["']?([^"')\s>]+)/).allSatisfy { $0.1.hasPrefix("#") })
        #expect(!page.contains("@import"))
        #expect(page.contains("default-src &#39;none&#39;") || page.contains("default-src 'none'"))
    }

    @Test func hasNoStyleOrScriptThatItsPolicyForbids() {
        #expect(!page.contains(/\sstyle=/))
        #expect(!page.contains(/<[^>]*\son\w+=/))
        #expect(count("<script>", in: page) == 1 && count("<style>", in: page) == 1)
    }

    @Test func itsOwnStyleAndScriptAreSmall() throws {
        let empty = HTMLReporter().render(SampleReport.empty)
        #expect(empty.utf8.count < 60_000)
    }

    @Test(arguments: [
        ("", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
        ("abc", "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "sha256-JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="),
    ])
    func hashesAsThePublishedExamplesDo(text: String, source: String) {
        #expect(ContentHash(of: text).source == source)
    }

    @Test func saysHowManyLinesOfACardAreLeftOut() {
        #expect(page.contains("5 more"))
    }

    @Test func aPageWithoutDetailsHasFindingsAndCards() {
        let plain = HTMLReporter().render(SampleReport.storefront)
        #expect(count("<article ", in: plain) == SampleReport.storefront.findings.count)
        #expect(count("class=\"card\"", in: plain) == 3)
        #expect(!plain.contains("<svg xmlns"))
    }

    @Test func aPartialScanSaysSoFirst() throws {
        let partial = HTMLReporter().render(SampleReport.partial)
        let notice = try #require(partial.firstRange(of: "Not everything could be read"))
        let table = try #require(partial.firstRange(of: "id=\"matrix\""))
        #expect(notice.lowerBound < table.lowerBound)
    }

    @Test func hostileTextStaysText() {
        let page = HTMLReporter().render(SampleReport.hostileDetailed)
        #expect(count("<script>", in: page) == 1)
        #expect(!page.contains("<img"))
        #expect(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"))
    }

    @Test func findingsBeyondTheLimitAreCounted() {
        var report = SampleReport.monorepo
        let one = report.findings[0]
        report.findings = Array(repeating: one, count: 2_010)
        #expect(HTMLReporter().render(report).contains("10 findings of lower severity left out"))
    }
}
