import AdvisoryMatching
import ApplicationModel
import Testing

/// Versions in the order in which the specifications list them.
@Suite("Orders of versions as specified")
struct SpecifiedOrderTests {
    @Test(arguments: [
        // https://semver.org/#spec-item-11
        (Ecosystem.npm, ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0"]),
        (.cratesIO, ["1.0.0", "2.0.0", "2.1.0", "2.1.1"]),
        (.swiftURL, ["v1.28.0-beta", "1.28.0", "1.29.0"]),
        (.hex, ["1.0.0-dev", "1.0.0-rc.1", "1.0.0", "1.0.1"]),
        // https://pub.dev/packages/pub_semver
        (.pub, ["1.2.3-pre", "1.2.3", "1.2.3+1", "1.2.3+2", "1.2.3+2.a", "1.2.4"]),
        // https://packaging.python.org/en/latest/specifications/version-specifiers/#summary-of-permitted-suffixes-and-relative-ordering
        (
            .pypi,
            [
                "1.dev0", "1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2",
                "1.0b2.post345.dev456", "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5",
                "1.0.post456.dev34", "1.0.post456", "1.0.15", "1.1.dev1", "1!0.1",
            ]
        ),
        // https://maven.apache.org/pom.html#version-order-specification
        (
            .maven,
            [
                "1-alpha", "1-beta", "1-milestone", "1-rc", "1-snapshot", "1", "1-sp", "1-foo2", "1-foo10", "1-1", "1.0.1",
                "1.1",
            ]
        ),
        (.maven, ["1-alpha2", "1-alpha-123", "1-beta-2", "1-m3", "1-rc", "1-SNAPSHOT", "1", "1-sp", "1-abc", "1-1-snapshot", "1-1", "1-2", "1-123"]),
        // https://docs.ruby-lang.org/en/master/Gem/Version.html
        (.rubyGems, ["1.0.a.2", "1.0.b1", "1.0", "1.3.a", "1.3.b", "1.3", "6.a", "6.0.0.rc1", "6.0.0"]),
        // https://learn.microsoft.com/nuget/concepts/package-versioning
        (.nuGet, ["1.0.1-aaa", "1.0.1-alpha", "1.0.1-beta", "1.0.1-open", "1.0.1-rc", "1.0.1-zzz", "1.0.1"]),
        (.nuGet, ["1.0.1-alpha.2", "1.0.1-alpha.10", "1.0.1-alpha10", "1.0.1-alpha2", "1.0.1.5"]),
        // https://www.php.net/version_compare
        (.packagist, ["dev-main", "1.0-dev", "1.0-alpha", "1.0-beta", "1.0-RC", "1.0", "1.0-pl1", "1.0.1", "1.x-dev", "2.0"]),
        // https://go.dev/ref/mod#pseudo-versions
        (
            .go,
            [
                "v0.0.0-20191109021931-daa7c04131f5", "v1.2.3-pre", "v1.2.3-pre.0.20191109021931-daa7c04131f5", "v1.2.3",
                "v1.2.4-0.20191109021931-daa7c04131f5", "v1.2.4", "v2.0.0+incompatible", "v2.0.1",
            ]
        ),
        // https://go.dev/doc/toolchain#version
        (.go, ["1.20.0-0", "1.20beta1", "1.20rc9", "1.20rc10", "go1.20", "1.20.1", "go1.21.0"]),
    ])
    func eachComesBeforeTheNext(ecosystem: Ecosystem, versions: [String]) {
        for (index, left) in versions.enumerated() {
            for (other, right) in versions.enumerated() {
                let wanted = index < other ? "<" : (index == other ? "=" : ">")
                #expect(VersionPair.relation(left, right, in: ecosystem) == wanted, "\(left) \(right)")
            }
        }
    }

    /// The examples of <https://maven.apache.org/pom.html#version-order-specification>, and what Maven 3.9 changed.
    @Test(arguments: [
        ("1.0.0", "1"), ("1.ga", "1"), ("1.final", "1"), ("1-ga", "1"), ("1.0", "1.0.0"), ("1-a1", "1-alpha-1"), ("1.0.0-0.0", "1"),
        ("1.x1", "1-x1"), ("1.0.0-foo.0.0", "1-foo"), ("1x", "1-x"), ("1-cr", "1-rc"), ("1-release", "1"), ("1--1", "1-0-1"),
    ])
    func mavenTakesTheseForTheSame(left: String, right: String) {
        #expect(VersionPair.relation(left, right, in: .maven) == "=")
    }

    @Test(arguments: [
        (Ecosystem.npm, ["", "x", "1.x", "latest", "1.0.0 || 2.0.0", "^1.0.0", "file:../a", "1.0.0-a b"]),
        (.pypi, ["", "1.0-x", "2019-09-12", "0.2.0-n653", "==1.0", "1.0+", "1..0", "latest"]),
        (.rubyGems, ["a", "1..0", "1.0 a", "1.", "-1"]), (.nuGet, ["", "1.0.0.0.0", "x", "[1.0]", "1.0.*"]),
        (.packagist, ["", "^1.0", "1.0.0.0.0", "main", "1.0-foo"]), (.go, ["", "main", "v", "latest"]), (.maven, [""]),
    ])
    func otherTextIsNoVersion(ecosystem: Ecosystem, texts: [String]) {
        for text in texts { #expect(PackageVersion(text, in: ecosystem) == nil, "`\(text)`") }
    }

    @Test(arguments: [
        (Ecosystem.npm, "1.0.0-rc.1", true), (.npm, "1.0.0+rc", false), (.pypi, "1.0a1", true), (.pypi, "1.0.dev1", true),
        (.pypi, "1.0.post1", false), (.maven, "2.10.0.pr1", false), (.maven, "2.0-M1", true), (.maven, "1-SNAPSHOT", true),
        (.maven, "30.0-jre", false), (.rubyGems, "1.0.b1", true), (.nuGet, "1.0-x", true), (.packagist, "1.0-RC1", true),
        (.packagist, "1.0-p1", false), (.go, "v0.0.0-20191109021931-daa7c04131f5", true), (.go, "v2.0.0+incompatible", false),
    ])
    func prereleasesAreToldApart(ecosystem: Ecosystem, text: String, isPrerelease: Bool) {
        #expect(PackageVersion(text, in: ecosystem)?.isPrerelease == isPrerelease, "\(text)")
    }
}
