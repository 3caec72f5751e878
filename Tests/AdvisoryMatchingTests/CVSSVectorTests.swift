import AdvisoryMatching
import Testing

/// Scores that other implementations give the same vectors.
@Suite("Scores of severity vectors")
struct CVSSVectorTests {
    /// The examples of the specifications, then vectors at random scored by the Python package cvss 3.6.
    @Test(arguments: [
        // https://www.first.org/cvss/v4-0/examples
        ("CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 8.7),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0),
        // https://www.first.org/cvss/v3-1/examples
        ("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4), ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10), ("CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N", 0),
        // https://www.first.org/cvss/v2/guide#3-3-Examples
        ("AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8), ("AV:N/AC:L/Au:N/C:C/I:C/A:C", 10), ("AV:L/AC:H/Au:N/C:C/I:C/A:C", 6.2),
        ("CVSS:4.0/AV:N/AC:H/AT:P/PR:H/UI:N/VC:N/VI:H/VA:L/SC:L/SI:L/SA:L", 5.9),
        ("CVSS:4.0/AV:A/AC:H/AT:N/PR:H/UI:A/VC:L/VI:L/VA:L/SC:N/SI:N/SA:N", 1.0),
        ("CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:N/VC:N/VI:H/VA:H/SC:N/SI:L/SA:L", 4.4),
        ("CVSS:4.0/AV:L/AC:H/AT:N/PR:H/UI:P/VC:L/VI:L/VA:N/SC:N/SI:L/SA:H", 2.0),
        ("CVSS:4.0/AV:L/AC:L/AT:P/PR:H/UI:N/VC:L/VI:N/VA:H/SC:L/SI:H/SA:L", 6.9),
        ("CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:P/VC:H/VI:L/VA:N/SC:N/SI:L/SA:H", 8.3),
        ("CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:A/VC:N/VI:L/VA:H/SC:N/SI:H/SA:L", 6.8),
        ("CVSS:4.0/AV:A/AC:L/AT:P/PR:L/UI:N/VC:L/VI:N/VA:N/SC:L/SI:H/SA:N", 4.8),
        ("CVSS:4.0/AV:P/AC:L/AT:P/PR:L/UI:P/VC:L/VI:H/VA:L/SC:H/SI:H/SA:H", 6.1),
        ("CVSS:4.0/AV:L/AC:L/AT:N/PR:H/UI:A/VC:H/VI:H/VA:N/SC:N/SI:L/SA:L", 6.8),
        ("CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:A/VC:H/VI:N/VA:N/SC:L/SI:H/SA:H", 8.3),
        ("CVSS:4.0/AV:L/AC:H/AT:P/PR:L/UI:A/VC:H/VI:L/VA:L/SC:N/SI:H/SA:L", 5.8),
        ("CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:L/SC:N/SI:L/SA:N", 7.3),
        ("CVSS:4.0/AV:P/AC:H/AT:N/PR:L/UI:N/VC:L/VI:L/VA:L/SC:L/SI:N/SA:H", 2.0),
        ("CVSS:4.0/AV:N/AC:H/AT:P/PR:L/UI:A/VC:H/VI:H/VA:N/SC:L/SI:N/SA:H", 8.5),
        ("CVSS:4.0/AV:N/AC:H/AT:P/PR:L/UI:A/VC:H/VI:H/VA:N/SC:L/SI:N/SA:H", 8.5),
        ("CVSS:4.0/AV:N/AC:H/AT:P/PR:N/UI:P/VC:H/VI:N/VA:N/SC:L/SI:H/SA:L/MAV:X/MAT:X/MUI:A/MVC:L/MVI:L/MVA:N/MSI:L", 2.1),
        ("CVSS:4.0/AV:A/AC:L/AT:N/PR:L/UI:A/VC:L/VI:N/VA:L/SC:N/SI:N/SA:H/CR:X/IR:X/MAC:H/MVI:N/MSA:S", 4.1),
        ("CVSS:4.0/AV:A/AC:H/AT:N/PR:L/UI:P/VC:L/VI:N/VA:N/SC:H/SI:L/SA:L/CR:X/MVI:H/MSI:S", 7.2),
        ("CVSS:4.0/AV:A/AC:H/AT:N/PR:H/UI:P/VC:L/VI:H/VA:N/SC:L/SI:H/SA:H/MAV:P/MAT:X/MPR:X/MVC:H/MVA:N", 7.1),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:H/UI:A/VC:N/VI:L/VA:H/SC:L/SI:L/SA:H/CR:H/IR:M/AR:M/MAV:X/MAC:X/MAT:N/MSI:N", 7.0),
        ("CVSS:4.0/AV:L/AC:H/AT:P/PR:L/UI:P/VC:H/VI:H/VA:N/SC:L/SI:N/SA:N/E:U/AR:X/MSI:X", 1.7),
        ("CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:A/VC:H/VI:H/VA:N/SC:H/SI:N/SA:N/MAC:L/MAT:N/MUI:N/MVA:N/MSI:X/MSA:L", 9.3),
        ("CVSS:4.0/AV:P/AC:H/AT:P/PR:N/UI:N/VC:N/VI:H/VA:L/SC:N/SI:N/SA:L/CR:L/MAC:H/MAT:N/MUI:N/MVI:N/MSC:X/MSI:X/MSA:H", 1.8),
        ("CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:N/VI:H/VA:H/SC:H/SI:H/SA:L/AR:X/MAC:H/MAT:N/MVC:H/MSA:L", 8.9),
        ("CVSS:4.0/AV:N/AC:L/AT:P/PR:H/UI:A/VC:N/VI:L/VA:H/SC:L/SI:H/SA:H/CR:M/IR:L/MVA:X/MSC:N", 6.8),
        ("CVSS:4.0/AV:P/AC:L/AT:N/PR:L/UI:P/VC:L/VI:H/VA:H/SC:H/SI:L/SA:L/AR:H/MAV:X/MSI:L/MSA:X", 7.0),
        ("CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:P/VC:L/VI:H/VA:N/SC:H/SI:H/SA:H/CR:M/MAV:L/MAC:L/MPR:N/MUI:P/MVC:L/MVA:L/MSC:N/MSA:X", 8.3),
        ("CVSS:4.0/AV:P/AC:L/AT:N/PR:H/UI:P/VC:H/VI:L/VA:L/SC:H/SI:N/SA:N/MAC:H/MAT:X/MPR:L/MVC:H/MVI:N/MSC:X/MSI:X", 5.6),
        ("CVSS:4.0/AV:L/AC:H/AT:P/PR:H/UI:P/VC:L/VI:H/VA:N/SC:N/SI:L/SA:H/E:U/AR:L/MAV:N/MAT:P/MVC:H/MSA:S", 6.9),
        ("CVSS:4.0/AV:A/AC:L/AT:N/PR:L/UI:A/VC:L/VI:H/VA:H/SC:H/SI:N/SA:L/E:U/CR:M/MAV:P/MAT:N/MPR:L/MVA:L", 3.8),
        ("CVSS:4.0/AV:N/AC:H/AT:P/PR:H/UI:N/VC:N/VI:H/VA:N/SC:N/SI:H/SA:N/CR:L/AR:L/MAC:L/MUI:A/MSI:X", 6.6),
        ("CVSS:3.0/AV:L/AC:H/PR:L/UI:N/S:C/C:L/I:N/A:N", 2.8),
        ("CVSS:3.0/AV:A/AC:H/PR:N/UI:R/S:U/C:L/I:H/A:L", 5.9),
        ("CVSS:3.0/AV:L/AC:H/PR:L/UI:R/S:C/C:N/I:N/A:N", 0.0),
        ("CVSS:3.0/AV:P/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:L", 3.2),
        ("CVSS:3.0/AV:N/AC:L/PR:H/UI:R/S:U/C:L/I:N/A:N", 2.4),
        ("CVSS:3.0/AV:L/AC:H/PR:H/UI:R/S:C/C:H/I:L/A:H", 7.2),
        ("CVSS:3.0/AV:L/AC:H/PR:H/UI:N/S:U/C:L/I:N/A:L", 3.0),
        ("CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:C/C:L/I:H/A:N", 6.5),
        ("CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:C/C:H/I:N/A:L", 5.8),
        ("CVSS:3.0/AV:L/AC:L/PR:N/UI:R/S:C/C:N/I:N/A:N", 0.0),
        ("CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:C/C:H/I:N/A:N", 6.1),
        ("CVSS:3.1/AV:A/AC:L/PR:H/UI:R/S:U/C:N/I:L/A:L", 3.2),
        ("CVSS:3.1/AV:N/AC:L/PR:H/UI:R/S:C/C:N/I:N/A:L", 3.4),
        ("CVSS:3.0/AV:P/AC:H/PR:N/UI:N/S:C/C:L/I:L/A:H", 6.3),
        ("AV:L/AC:L/Au:M/C:C/I:P/A:P", 5.5),
        ("AV:L/AC:H/Au:N/C:C/I:C/A:N", 5.6),
        ("AV:N/AC:H/Au:N/C:P/I:C/A:N", 6.1),
        ("AV:N/AC:H/Au:N/C:C/I:P/A:P", 6.6),
        ("AV:A/AC:H/Au:N/C:N/I:N/A:N", 0.0),
        ("AV:A/AC:M/Au:N/C:N/I:P/A:P", 4.3),
        ("AV:A/AC:L/Au:M/C:N/I:C/A:P", 5.7),
        ("AV:N/AC:L/Au:S/C:N/I:N/A:P", 4.0),
        ("AV:L/AC:M/Au:N/C:P/I:N/A:P", 3.3),
        ("AV:L/AC:L/Au:N/C:P/I:P/A:N", 3.6),
    ] as [(String, Double)])
    func scoresAreThoseOfOthers(vector: String, score: Double) {
        #expect(CVSSVector(vector)?.score == score, "\(vector)")
    }

    @Test(arguments: [
        "", "CVSS:4.0", "CVSS:3.1/AV:N", "CVSS:9.9/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "HIGH",
        "CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:S/SI:N/SA:N",
    ])
    func otherTextIsNoVector(text: String) { #expect(CVSSVector(text) == nil) }

    @Test func longTextIsNoVector() { #expect(CVSSVector(String(repeating: "AV:N/", count: 100_000)) == nil) }

    @Test(arguments: [
        (0, .none), (0.1, .low), (3.9, .low), (4, .medium), (6.9, .medium), (7, .high), (8.9, .high), (9, .critical), (10, .critical),
    ] as [(Double, AdvisorySeverity.Level)])
    func levelsFollowScores(score: Double, level: AdvisorySeverity.Level) {
        #expect(AdvisorySeverity.score(score).level == level)
    }

    @Test func wordsOfDatabasesAreLevels() {
        #expect(AdvisorySeverity.Level(word: "MODERATE") == .medium)
        #expect(AdvisorySeverity.Level(word: "Critical") == .critical)
        #expect(AdvisorySeverity.Level(word: "urgent") == nil)
        #expect(AdvisorySeverity.level(.high).score == nil)
    }
}
