import AuditKit
import Findings
import Foundation
import RuleDocumentation
import Rules
import Testing

/// The schema of `ringfence.yml` as editors load it.
@Suite struct ConfigurationSchemaTests {
    @Test func isJSONThatNamesEveryRule() throws {
        let files = GeneratedFiles.make(ruleFiles: [], rules: RuleRegistry.all)
        let text = try #require(files[GeneratedFiles.schemaPath])
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let definitions = object?["$defs"] as? [String: Any]
        let ids = (definitions?["rule"] as? [String: Any])?["enum"] as? [String]
        #expect(ids == RuleRegistry.all.map { $0.metadata.id.description })
        let keys = (object?["properties"] as? [String: Any])?.keys.sorted()
        #expect(keys == ["audience", "exclude", "fail-on", "ignore", "params", "region", "rules", "stage", "tags", "vex"])
    }
}
