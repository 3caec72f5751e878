import AdvisoryDownload
import AdvisoryMatching
import Testing

@Suite("What can take a store's place")
struct FeedPlausibilityTests {
    private func doubts(_ old: [String: Int], _ new: [String: Int], days: Int = 0) -> [String] {
        let inventory = { (day: String, counts: [String: Int]) in
            AdvisoryInventory(
                newest: day, counts: counts.sorted { $0.key < $1.key }.map { .init(ecosystem: $0.key, advisories: $0.value) })
        }
        return FeedPlausibility.doubts(about: inventory("new", new), after: inventory("old", old), "the store") { _, _ in days }
    }

    @Test func aLittleLessIsNews() {
        #expect(doubts(["npm": 1000, "Hex": 5], ["npm": 901, "Hex": 1]).isEmpty)
        #expect(doubts([:], [:]).isEmpty)
        #expect(doubts(["npm": 1000], ["npm": 2000, "Go": 1], days: 7).isEmpty)
    }

    @Test func muchLessIsAFault() {
        #expect(doubts(["npm": 1000], ["npm": 899]) == ["it has 899 on npm, the store 1000"])
        #expect(doubts(["Hex": 5, "npm": 10], ["npm": 10]) == ["it has 0 on Hex, the store 5"])
    }

    @Test func muchOlderIsAFault() {
        #expect(doubts(["npm": 10], ["npm": 10], days: 8) == ["its newest is of new, that of the store of old"])
    }
}
