import Findings
import Testing

@Suite struct CalendarDateTests {
    @Test(arguments: ["2024-02-29", "0001-01-01", "9999-12-31"])
    func readsAndWritesDays(_ text: String) { #expect(CalendarDate(text)?.description == text) }

    @Test(arguments: ["2026-02-29", "2026-2-1", "2026-00-10", "2026-04-31", "20260101", "2026-01-01T00", "", "-026-01-01"])
    func refusesWhatIsNoDay(_ text: String) { #expect(CalendarDate(text) == nil) }

    @Test func ordersDays() throws {
        #expect(try #require(CalendarDate("2025-12-31")) < #require(CalendarDate("2026-01-01")))
    }
}
