import FoundationEssentials
import PackageURLs
import Testing

/// Addresses of packages against the specification's own cases and hostile text.
@Suite struct PackageURLTests {
    /// Cases of the specification and of its types' definitions: what is written, and what it is canonically.
    /// Source: https://github.com/package-url/purl-spec/tree/main/tests
    @Test(arguments: [
        ("pkg:npm/%40angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1"),
        ("pkg:npm/@angular/animation", "pkg:npm/%40angular/animation"),
        ("pkg:npm/JSONStream@1.3.5", "pkg:npm/JSONStream@1.3.5"),
        ("pkg:PyPI/Django_Rest@1.11.1.dev1", "pkg:pypi/django-rest@1.11.1.dev1"),
        ("pkg:GOLANG/google.golang.org/genproto@abcdedf#/googleapis/api/annotations/", "pkg:golang/google.golang.org/genproto@abcdedf#googleapis/api/annotations"),
        ("pkg:golang/github.com/BurntSushi/toml@v1.2.0", "pkg:golang/github.com/burntsushi/toml@v1.2.0"),
        (
            "pkg:Maven/org.apache.xmlgraphics/batik-anim@1.9.1?classifier=sources&repositorY_url=repo.spring.io/release",
            "pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1?classifier=sources&repository_url=repo.spring.io%2Frelease"
        ),
        ("pkg:maven/mygroup/myartifact@1.0.0%20Final?mykey=my%20value", "pkg:maven/mygroup/myartifact@1.0.0%20Final?mykey=my%20value"),
        (
            "pkg:generic/openssl@1.1.10g?download_url=https://openssl.org/source/openssl-1.1.0g.tar.gz&checksum=sha256:de4d501267da",
            "pkg:generic/openssl@1.1.10g?checksum=sha256:de4d501267da&download_url=https:%2F%2Fopenssl.org%2Fsource%2Fopenssl-1.1.0g.tar.gz"
        ),
        ("pkg:composer/Laravel/Laravel@5.5.0", "pkg:composer/laravel/laravel@5.5.0"),
        ("pkg:nuget/EnterpriseLibrary.Common@6.0.1304", "pkg:nuget/EnterpriseLibrary.Common@6.0.1304"),
        ("pkg:swift/github.com/Alamofire/Alamofire@5.4.3", "pkg:swift/github.com/Alamofire/Alamofire@5.4.3"),
        ("pkg:pub/Flutter-Downloader@1.0.0", "pkg:pub/flutter_downloader@1.0.0"),
        ("pkg:hex/Acme/Foo@2.3.", "pkg:hex/acme/foo@2.3."),
        ("pkg:cargo/clap@2.33.0+b", "pkg:cargo/clap@2.33.0%2Bb"),
    ])
    func isWrittenCanonically(written: String, canonical: String) {
        #expect(PackageURL(written)?.description == canonical)
        #expect(PackageURL(canonical)?.description == canonical)
    }

    @Test(arguments: [
        "", "npm/a", "pkg:", "pkg:npm", "pkg:npm/", "pkg:maven/@1.3.4", "pkg%3Amaven/org.apache.commons/io", "pkg:3nginx/nginx@0.8.9",
        "pkg:n&g?inx/nginx@0.8.9", "pkg:npm/a@1?in%20production=true", "pkg:npm/%zz", "pkg:npm/%ff", "pkg:npm/a%2", "pkg:swift/Alamofire@5",
        "pkg:npm/a%2Fb/c", "pkg:npm/" + String(repeating: "a", count: 5000),
    ])
    func otherTextIsNone(text: String) {
        let read = PackageURL(text)
        #expect(read == nil, "\(text) was read as \(read?.description ?? "")")
    }

    @Test(arguments: [
        ("pkg:npm/a", "pkg:npm/a@1.0.0", true), ("pkg:npm/a@1.0.0", "pkg:npm/a@1.0.0", true), ("pkg:npm/a@1.0", "pkg:npm/a@1.0.0", false),
        ("pkg:npm/a@1.0.0", "pkg:npm/a", false), ("pkg:npm/%40s/a", "pkg:npm/a@1", false), ("pkg:npm/a", "pkg:pypi/a@1", false),
        ("pkg:golang/m.org/x@1.2.0", "pkg:golang/m.org/x@v1.2.0", true), ("pkg:npm/a?arch=arm", "pkg:npm/a@1", false),
        ("pkg:npm/a", "pkg:npm/a@1?arch=arm", true), ("pkg:generic/shop", "pkg:generic/shop#functions/a", true),
        ("pkg:generic/shop#functions/a", "pkg:generic/shop#functions/b", false), ("pkg:generic/shop#functions/a", "pkg:generic/shop", false),
    ])
    func whatIsLeftOpenMeansEverything(pattern: String, package: String, isMeant: Bool) throws {
        let (pattern, package) = (try #require(PackageURL(pattern)), try #require(PackageURL(package)))
        #expect(pattern.covers(package) == isMeant)
    }

    private struct Case: Decodable {
        let type: String
        let input: Text
        let output: Text?
        let isFailure: Bool?
        let description: String

        private enum CodingKeys: String, CodingKey {
            case type = "test_type"
            case input
            case output = "expected_output"
            case isFailure = "expected_failure"
            case description
        }
    }

    /// A text; the parts of an address are left aside.
    private struct Text: Decodable {
        let value: String?
        init(from decoder: any Decoder) throws { value = try? decoder.singleValueContainer().decode(String.self) }
    }

    private struct Cases: Decodable { let tests: [Case] }

    /// The specification's cases for the registries that are known, where `RINGFENCE_PURL_CASES` names their folder `tests/types`.
    @Test func theSpecificationsCasesHold() throws {
        guard let folder = ProcessInfo.processInfo.environment["RINGFENCE_PURL_CASES"] else { return }
        var count = 0
        for type in ["cargo", "composer", "gem", "generic", "golang", "hex", "maven", "npm", "nuget", "pub", "pypi", "swift"] {
            let data = try Data(contentsOf: URL(filePath: "\(folder)/\(type)-test.json"))
            for one in try JSONDecoder().decode(Cases.self, from: data).tests where one.type == "validate" {
                guard let input = one.input.value, one.isFailure != true, let output = one.output?.value else { continue }
                count += 1
                #expect(PackageURL(input)?.description == output, "\(type): \(one.description)")
            }
        }
        #expect(count > 50)
    }
}
