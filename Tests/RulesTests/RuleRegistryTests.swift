import AuditKit
import Findings
import RuleDocumentation
import Rules
import Testing

@Suite struct RuleRegistryTests {
    @Test func idsAreUniqueAndSorted() {
        let ids = RuleRegistry.all.map { $0.metadata.id }
        #expect(ids == ids.sorted())
        #expect(Set(ids).count == ids.count)
    }

    @Test func idsNameTheirPractice() {
        for rule in RuleRegistry.all {
            #expect(rule.metadata.id.description.hasPrefix(rule.metadata.practice.rawValue + "/"))
        }
    }

    @Test func everyPracticeHasARule() {
        #expect(Set(RuleRegistry.all.map { $0.metadata.practice }) == Set(Practice.allCases))
    }

    @Test func findsRulesByGlob() {
        let ids = { (pattern: String) in RuleRegistry.rules(matching: pattern).map { $0.metadata.id.description } }
        #expect(ids("least-privilege/wildcard-*") == ["least-privilege/wildcard-action", "least-privilege/wildcard-resource"])
        #expect(ids("wildcard-action") == ["least-privilege/wildcard-action"])
        #expect(ids("transit") == ids("transit/*") && ids("transit").contains("transit/cleartext-url"))
        #expect(ids("*").count == RuleRegistry.all.count)
        #expect(ids("nothing/*").isEmpty)
    }

    @Test func suggestsWhatWasMeant() {
        #expect(RuleRegistry.nearest(to: "least-privilege/wildcard-actions").first?.pattern == "wildcard-action")
        #expect(RuleRegistry.nearest(to: "no-traceing").first?.pattern == "no-tracing")
        #expect(RuleRegistry.nearest(to: "zzzzzzzzzzzzzzzzzz").isEmpty)
    }
}
