import ApplicationModel
import Testing

@testable import AdvisoryMatching

/// The ranges that npm's own page explains, with versions inside and outside of each.
/// Source: <https://github.com/npm/node-semver#advanced-range-syntax>
@Suite struct NPMRangeTests {
    @Test(arguments: [
        ("^1.2.3", ["1.2.3", "1.9.9"], ["1.2.2", "2.0.0"]), ("^0.2.3", ["0.2.3", "0.2.9"], ["0.3.0"]), ("^0.0.3", ["0.0.3"], ["0.0.4"]),
        ("^1.2.x", ["1.2.0", "1.9.0"], ["2.0.0"]), ("^0.0.x", ["0.0.9"], ["0.1.0"]), ("^0.0", ["0.0.5"], ["0.1.0"]), ("^0.x", ["0.9.9"], ["1.0.0"]),
        ("~1.2.3", ["1.2.3", "1.2.9"], ["1.3.0"]), ("~1.2", ["1.2.0"], ["1.3.0"]), ("~1", ["1.9.0"], ["2.0.0"]), ("~0.2.3", ["0.2.4"], ["0.3.0"]),
        ("1.2.3 - 2.3.4", ["1.2.3", "2.3.4"], ["2.3.5"]), ("1.2 - 2.3.4", ["1.2.0"], ["1.1.9"]), ("1.2.3 - 2.3", ["2.3.9"], ["2.4.0"]),
        ("1.2.3 - 2", ["2.9.9"], ["3.0.0"]), ("*", ["0.0.1", "99.0.0"], []), ("", ["3.2.1"], []), ("1.x", ["1.0.0", "1.7.0"], ["2.0.0"]),
        ("1.2", ["1.2.7"], ["1.3.0"]), (">=1.2.3 <2", ["1.9.9"], ["2.0.0", "1.2.2"]), (">1.2", ["1.3.0"], ["1.2.9"]), ("<=1.2", ["1.2.9"], ["1.3.0"]),
        ("<1.2", ["1.1.9"], ["1.2.0"]), ("=1.2.3", ["1.2.3"], ["1.2.4"]), ("v1.2.3", ["1.2.3"], []), (">= 1.2.3", ["1.2.3"], ["1.2.2"]),
        ("^1.0.0 || ^3.0.0", ["1.5.0", "3.1.0"], ["2.0.0"]), ("1.2.3-beta.2", ["1.2.3-beta.2"], ["1.2.3"]), ("^1.2.3", [], ["1.3.0-beta.1"]),
    ])
    func admitsWhatNPMAdmits(range: String, inside: [String], outside: [String]) throws {
        let read = try #require(NPMRange(range))
        for text in inside { #expect(read.admits(try #require(PackageVersion(text, in: .npm))), "\(text) in \(range)") }
        for text in outside { #expect(!read.admits(try #require(PackageVersion(text, in: .npm))), "\(text) not in \(range)") }
    }

    @Test(arguments: ["latest", "npm:other@1", "git+https://x/y.git", "1.2.3.4", "1.99999999999999999", ">*", "file:../x", String(repeating: "1||", count: 200)])
    func whatIsNoRangeIsNotRead(text: String) { #expect(NPMRange(text) == nil) }
}
