import AdvisoryMatching
import ApplicationModel
import Testing

/// What every order must keep, on texts made at random with a fixed seed.
@Suite("Orders of versions are orders")
struct TotalOrderTests {
    private static let pieces = [
        "0", "1", "2", "10", "01", "18446744073709551616", "00", "a", "b", "alpha", "beta", "rc", "rc1", "m", "ga", "final", "sp",
        "snapshot", "dev", "post", "pre", "p", "x", "RC", "foo", "-", ".", ".", ".", "-", "_", "+", "~", "!", "v", "*", "é",
    ]

    private static func text(_ random: inout SplitMix) -> String {
        "\(random.next() % 3)" + (0..<(1 + random.next() % 7)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
    }

    @Test(arguments: Ecosystem.allCases)
    func anyThreeVersionsAgree(ecosystem: Ecosystem) {
        var random = SplitMix(seed: 2026)
        var versions: [PackageVersion] = []
        for _ in 0..<6000 where versions.count < 70 {
            if let version = PackageVersion(Self.text(&random), in: ecosystem) { versions.append(version) }
        }
        #expect(versions.count == 70)
        // By counting how many come before each: if that sorts them, the order has no circle.
        let ranks = versions.map { version in versions.count { $0 < version } }
        var broken: [String] = []
        for (left, rank) in zip(versions, ranks) {
            for (right, other) in zip(versions, ranks) {
                let holds = left < right ? rank < other && !(right < left) && left != right : (right < left) || (left == right && rank == other)
                if !holds { broken.append("\(left.text) \(right.text)") }
            }
        }
        #expect(broken.isEmpty, "\(broken.prefix(5))")
    }

    @Test(arguments: Ecosystem.allCases)
    func longTextsAreRead(ecosystem: Ecosystem) throws {
        let digits = String(repeating: "9", count: 100_000)
        let long = try #require(PackageVersion("1.\(digits)", in: ecosystem))
        let longer = try #require(PackageVersion("1.\(digits)0", in: ecosystem))
        #expect(long < longer)
        let parts = ecosystem == .nuGet || ecosystem == .packagist ? "1.0" : "1" + String(repeating: ".1", count: 50_000)
        #expect(PackageVersion(parts, in: ecosystem).map { $0 == $0 } == true)
        let words = "1-" + String(repeating: "a.1-", count: 25_000)
        if let nested = PackageVersion(words + "1", in: ecosystem), let other = PackageVersion(words + "2", in: ecosystem) {
            #expect(nested <= other)
        }
    }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
