import PackageInventory
import SourceText
import Testing

@Suite("Lists of the other languages")
struct OtherListTests {
    @Test func goRequiresAfterReplacing() {
        let list = read(
            """
            module example.com/shop

            go 1.21
            toolchain go1.22.5

            require golang.org/x/net v0.1.0 // indirect
            require (
            	github.com/a/b v1.2.3
            	"github.com/c/d" v2.0.0+incompatible // see https://example.com
            	example.com/local v0.0.0
            )
            replace (
            	github.com/a/b => github.com/fork/b v1.2.4
            	github.com/c/d v1.0.0 => github.com/fork/d v9.0.0
            )
            replace example.com/local => ../local
            exclude github.com/x/y v1.0.0
            """, .goMod, beside: ["go.sum": "github.com/fork/b v1.2.4 h1:x=\ngithub.com/fork/b v1.2.4/go.mod h1:y=\n"])
        #expect(list.issues.isEmpty)
        #expect(
            list.names == [
                "stdlib@1.21", "stdlib@1.22.5", "golang.org/x/net@v0.1.0", "github.com/fork/b@v1.2.4",
                "github.com/c/d@v2.0.0+incompatible", "example.com/local@v0.0.0",
            ])
        #expect(list.packages[2].scopes == .indirect)
        #expect(list.packages[3].alias == "github.com/a/b" && list.packages[3].hasIntegrity)
        #expect(list.packages[5].source == .path("../local"))
        #expect(
            list.direct() == [
                "github.com/fork/b@v1.2.4", "github.com/c/d@v2.0.0+incompatible", "example.com/local@v0.0.0",
            ])
        #expect(list.importers[0].name == "example.com/shop")
    }

    @Test func goSumsAreOfContents() {
        let list = read("a v1.0.0 h1:x=\na v1.0.0/go.mod h1:y=\nb v2.0.0/go.mod h1:z=\nbroken\n", .goSum)
        #expect(list.names == ["a@v1.0.0"])
        #expect(list.issues.count == 1)
    }

    @Test func mavenFollowsParentsInTheTree() {
        let parent = """
            <project><groupId>o</groupId><artifactId>parent</artifactId><version>2.0</version>
              <properties><jackson>2.9.1</jackson><own>${project.version}</own></properties>
              <dependencyManagement><dependencies>
                <dependency><groupId>o</groupId><artifactId>managed</artifactId><version>3.1</version><scope>test</scope></dependency>
                <dependency><groupId>o</groupId><artifactId>bom</artifactId><version>1</version><type>pom</type><scope>import</scope></dependency>
              </dependencies></dependencyManagement>
              <dependencies><dependency><groupId>o</groupId><artifactId>inherited</artifactId><version>1.0</version></dependency></dependencies>
            </project>
            """
        let text = """
            <?xml version="1.0"?>
            <!DOCTYPE project [<!ENTITY x "y">]>
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <parent><groupId>o</groupId><artifactId>parent</artifactId><version>2.0</version><relativePath>up</relativePath></parent>
              <artifactId>shop</artifactId><version>5.0</version>
              <!-- <dependencies><dependency/></dependencies> -->
              <dependencies>
                <dependency><groupId>com.fasterxml</groupId><artifactId>jackson</artifactId><version>${jackson}</version></dependency>
                <dependency><groupId>${project.groupId}</groupId><artifactId>managed</artifactId></dependency>
                <dependency><groupId>o</groupId><artifactId>sibling</artifactId><version>${own}</version><optional>true</optional></dependency>
                <dependency><groupId>o</groupId><artifactId>range</artifactId><version>[1.0,2.0)</version></dependency>
                <dependency><groupId>o</groupId><artifactId>hard</artifactId><version>[1.5]</version></dependency>
                <dependency><groupId>o</groupId><artifactId>unknown</artifactId></dependency>
                <dependency><groupId>o</groupId><artifactId>lost</artifactId><version>${nowhere}</version></dependency>
              </dependencies>
            </project>
            """
        let list = read(text, .pom, beside: ["up/pom.xml": parent])
        #expect(list.issues.isEmpty)
        #expect(
            list.names == [
                "com.fasterxml:jackson@2.9.1", "o:managed@3.1", "o:sibling@5.0", "o:hard@1.5", "o:inherited@1.0",
            ])
        #expect(list.packages.map(\.groups) == [["compile"], ["test"], ["compile"], ["compile"], ["compile"]])
        #expect(list.packages.map(\.scopes) == [[], .dev, .optional, [], []])
        #expect(list.packages[4].place.path.description == "up/pom.xml")
        let asked = list.importers[0].requirements.filter { $0.target == nil }.map { "\($0.name) \($0.range ?? "-")" }
        #expect(asked == ["o:range [1.0,2.0)", "o:unknown -", "o:lost ${nowhere}"])
        let file = SourceFile(path: list.path, text: text)
        #expect(file.text(in: list.packages[0].place.span).hasPrefix("<dependency><groupId>com.fasterxml"))
    }

    @Test func propertiesThatGrowOrCircleEnd() {
        let doubling = (0..<40).map { "<p\($0 + 1)>${p\($0)}${p\($0)}</p\($0 + 1)>" }.joined()
        let list = read(
            """
            <project><artifactId>x</artifactId><properties><p0>aaaaaaaaaa</p0>\(doubling)<a>${b}</a><b>${a}</b></properties>
            <dependencies>
              <dependency><groupId>o</groupId><artifactId>big</artifactId><version>${p40}</version></dependency>
              <dependency><groupId>o</groupId><artifactId>circle</artifactId><version>${a}</version></dependency>
            </dependencies></project>
            """, .pom)
        #expect(list.packages.isEmpty)
        #expect(list.importers[0].requirements.count == 2)
    }

    @Test func gradleNamesConfigurations() {
        let list = read(
            "# This is a Gradle generated file\ncom.a:b:1.0=compileClasspath,runtimeClasspath\norg.j:unit:4.1=testRuntimeClasspath\nempty=annotationProcessor\n",
            .gradleLock)
        #expect(list.names == ["com.a:b@1.0", "org.j:unit@4.1"])
        #expect(list.packages.map(\.scopes) == [[], .dev])
        #expect(list.issues.isEmpty)
    }

    @Test func bundlerHasSections() {
        let list = read(
            """
            GIT
              remote: https://github.com/o/g.git
              revision: abc
              specs:
                g (0.1.0)
                  rack (>= 2)

            PATH
              remote: .
              specs:
                own (1.0)

            GEM
              remote: https://rubygems.org/
              specs:
                nokogiri (1.18.8-arm64-darwin)
                  racc (~> 1.4)
                racc (1.8.0)
                rack (2.2.3)

            PLATFORMS
              ruby

            DEPENDENCIES
              g!
              nokogiri (~> 1.18)

            CHECKSUMS
              racc (1.8.0) sha256=aa
              rack (2.2.3)

            BUNDLED WITH
               2.5.0
            """, .gemfileLock)
        #expect(list.issues.isEmpty)
        #expect(list.names == ["g@0.1.0", "own@1.0", "nokogiri@1.18.8", "racc@1.8.0", "rack@2.2.3"])
        #expect(list.first("nokogiri")?.condition == "arm64-darwin")
        #expect(list.first("g")?.source == .git("https://github.com/o/g.git#abc"))
        #expect(list.first("own")?.source == .path("."))
        #expect(list.dependencies(of: "g") == ["rack@2.2.3"])
        #expect(list.direct() == ["g@0.1.0", "nokogiri@1.18.8"])
        #expect(list.first("racc")?.hasIntegrity == true && list.first("rack")?.hasIntegrity == false)
    }

    @Test func composerTellsDevelopmentApart() {
        let list = read(
            """
            {"packages": [
              {"name": "Vendor/A", "version": "v1.2.0", "require": {"php": ">=8", "ext-json": "*", "old/name": "^1"},
               "dist": {"type": "zip", "url": "https://x/a.zip", "shasum": "aa"}},
              {"name": "new/name", "version": "1.0", "replace": {"old/name": "1.0"}, "type": "composer-plugin"},
              {"name": "my/own", "version": "dev-main", "dist": {"type": "path", "url": "../own"}}],
             "packages-dev": [{"name": "phpunit/phpunit", "version": "9.0.0"}]}
            """, .composerLock,
            beside: ["composer.json": #"{"require": {"vendor/a": "^1"}, "require-dev": {"phpunit/phpunit": "^9"}}"#])
        #expect(list.names == ["Vendor/A@v1.2.0", "new/name@1.0", "my/own@dev-main", "phpunit/phpunit@9.0.0"])
        #expect(list.dependencies(of: "Vendor/A") == ["new/name@1.0"])
        #expect(list.direct() == ["Vendor/A@v1.2.0", "phpunit/phpunit@9.0.0"])
        #expect(list.packages.map { $0.scopes.contains(.dev) } == [false, false, false, true])
        #expect(list.packages[0].hasIntegrity && list.packages[1].hasInstallScript && !list.packages[2].isFromRegistry)
    }

    @Test func cargoNamesVersionsWhereItMust() {
        let list = read(
            """
            version = 3
            [[package]]
            name = "shop"
            version = "0.1.0"
            dependencies = ["rand 0.8.0", "serde"]
            [[package]]
            name = "rand"
            version = "0.7.0"
            source = "registry+https://github.com/rust-lang/crates.io-index"
            checksum = "aa"
            [[package]]
            name = "rand"
            version = "0.8.0"
            source = "registry+https://github.com/rust-lang/crates.io-index"
            dependencies = ["rand 0.7.0 (registry+https://github.com/rust-lang/crates.io-index)"]
            [[package]]
            name = "serde"
            version = "1.0.0"
            source = "git+https://github.com/o/serde#abc"
            [metadata]
            "checksum rand 0.8.0 (registry+https://github.com/rust-lang/crates.io-index)" = "bb"
            """, .cargoLock,
            beside: [
                "Cargo.toml":
                    "[package]\nname = \"shop\"\n[dependencies]\nrand = \"0.8\"\n[dev-dependencies]\nserde = {version = \"1\"}\n"
            ])
        #expect(list.names == ["shop@0.1.0", "rand@0.7.0", "rand@0.8.0", "serde@1.0.0"])
        #expect(list.direct() == ["rand@0.8.0", "serde@1.0.0"])
        #expect(list.importers[0].requirements.map(\.range) == ["0.8", "1"])
        #expect(list.packages[2].requirements.map(\.target) == [1])
        #expect(list.packages[1].hasIntegrity && list.packages[2].hasIntegrity)
        #expect(list.packages[3].source == .git("https://github.com/o/serde#abc") && list.packages[3].scopes == .dev)
    }

    @Test func nuGetHasFrameworks() {
        let list = read(
            """
            {"version": 1, "dependencies": {"net8.0": {
              "A": {"type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "contentHash": "x", "dependencies": {"b": "2.0.0"}},
              "B": {"type": "Transitive", "resolved": "2.0.0"}, "core": {"type": "Project"}},
              "net9.0": {"B": {"type": "Transitive", "resolved": "3.0.0"}}}}
            """, .nuGetLock)
        #expect(list.names == ["A@1.0.0", "B@2.0.0", "core@", "B@3.0.0"])
        #expect(list.dependencies(of: "A") == ["B@2.0.0"])
        #expect(list.direct() == ["A@1.0.0"])
        #expect(list.packages[1].scopes == .indirect && list.packages[3].groups == ["net9.0"])
    }

    @Test func projectsOfDotNetMayShareVersions() {
        let list = read(
            """
            <Project Sdk="Microsoft.NET.Sdk"><ItemGroup>
              <PackageReference Include="A" Version="1.2.3" />
              <PackageReference Include="B"><Version>[2.0]</Version></PackageReference>
              <PackageReference Include="C" />
              <PackageReference Include="D" Version="1.*" />
              <PackageReference Include="E" Version="1.0" PrivateAssets="all" />
            </ItemGroup></Project>
            """, .nuGetProject,
            beside: [
                "Directory.Packages.props":
                    #"<Project><ItemGroup><PackageVersion Include="c" Version="4.5.6"/></ItemGroup></Project>"#
            ])
        #expect(list.names == ["A@1.2.3", "B@2.0", "C@4.5.6", "E@1.0"])
        #expect(list.packages[3].scopes == .dev)
    }

    @Test func swiftPinsAreNamedByAddress() {
        let pins = """
            {"identity": "swift-nio", "kind": "remoteSourceControl", "location": "https://github.com/apple/swift-nio.git",
             "state": {"revision": "abc", "version": "2.0.0"}},
            {"identity": "x", "kind": "remoteSourceControl", "location": "git@github.com:o/x.git", "state": {"branch": "main", "revision": "def"}}
            """
        let list = read("{\"pins\": [\(pins)], \"version\": 3}", .packageResolved)
        #expect(list.names == ["github.com/apple/swift-nio@2.0.0", "github.com/o/x@"])
        #expect(list.packages[1].source == .git("git@github.com:o/x.git#def"))
        let first = read(
            #"{"object": {"pins": [{"package": "NIO", "repositoryURL": "https://github.com/apple/swift-nio/", "state": {"revision": "a", "version": "1.0.0"}}]}, "version": 1}"#,
            .packageResolved)
        #expect(first.names == ["github.com/apple/swift-nio@1.0.0"])
    }

    @Test func mixHasTuples() {
        let text = """
            %{
              "cowboy": {:hex, :cowboy, "2.9.0", "aa", [:make, :rebar3], [{:cowlib, "2.11.0", [hex: :cowlib, repo: "hexpm", optional: false]}, {:tls, "~> 1", [hex: :tls, optional: true]}], "hexpm", "bb"},
              "cowlib": {:hex, :cowlib_real, "2.11.0", "cc", [:rebar3], [], "hexpm", "dd"},
              "g": {:git, "https://github.com/o/g.git", "abc", [tag: "v1"]},
            }
            """
        let list = read(text, .mixLock)
        #expect(list.issues.isEmpty)
        #expect(list.names == ["cowboy@2.9.0", "cowlib_real@2.11.0", "g@"])
        #expect(list.packages[1].alias == "cowlib")
        #expect(list.dependencies(of: "cowboy") == ["cowlib_real@2.11.0", "tls missing"])
        #expect(list.packages[0].requirements.map(\.scope) == [.runtime, .optional])
        #expect(list.packages[2].source == .git("https://github.com/o/g.git#abc"))
        let file = SourceFile(path: list.path, text: text)
        #expect(
            file.text(in: list.packages[2].place.span)
                == #""g": {:git, "https://github.com/o/g.git", "abc", [tag: "v1"]}"#)
    }

    @Test func pubTellsDirectFromTransitive() {
        let list = read(
            """
            packages:
              http:
                dependency: "direct main"
                description: {name: http, sha256: aa, url: "https://pub.dev"}
                source: hosted
                version: "1.0.0"
              test:
                dependency: "direct dev"
                description: {name: test, url: "https://pub.dev"}
                source: hosted
                version: "1.2.0"
              path:
                dependency: transitive
                description: {name: path, url: "https://pub.dev"}
                source: hosted
                version: "1.8.0"
              flutter: {dependency: "direct main", description: flutter, source: sdk, version: "0.0.0"}
            """, .pubspecLock, beside: ["pubspec.yaml": "dependencies:\n  http: ^1.0.0\n"])
        #expect(list.names == ["http@1.0.0", "test@1.2.0", "path@1.8.0", "flutter@0.0.0"])
        #expect(list.packages.map(\.scopes) == [[], .dev, .indirect, []])
        #expect(list.direct() == ["http@1.0.0", "test@1.2.0", "flutter@0.0.0"])
        #expect(list.importers[0].requirements[0].range == "^1.0.0")
        #expect(!list.packages[3].isFromRegistry)
    }
}
