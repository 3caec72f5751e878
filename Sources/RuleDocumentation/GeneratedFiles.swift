package import AuditKit
import Findings

/// The files that are written from the rules: nobody edits them, and a test compares them.
package enum GeneratedFiles {
    /// Where the registry stands.
    package static let registryPath = "Sources/Rules/RuleRegistry+Generated.swift"
    /// Where the schema of `ringfence.yml` stands.
    package static let schemaPath = "Documentation/ringfence.schema.json"
    /// The folder of the rules' pages.
    package static let pagesFolder = "Documentation/Rules"
    /// The folder of the rules' sources.
    package static let rulesFolder = "Sources/Rules"

    /// The text of every generated file by its path from the package's root.
    /// - Parameters:
    ///   - ruleFiles: The paths of the files under `Sources/Rules`, from the package's root, in any order.
    ///   - rules: The rules that are compiled in.
    package static func make(ruleFiles: [String], rules: [any Rule.Type]) -> [String: String] {
        let rules = rules.sorted { $0.metadata.id < $1.metadata.id }
        var files = [
            registryPath: RegistrySource(ruleFiles: ruleFiles).text,
            pagesFolder + "/README.md": RuleIndex(rules: rules).text,
            schemaPath: ConfigurationSchema(rules: rules.map { $0.metadata }).text,
        ]
        for rule in rules {
            files["\(pagesFolder)/\(rule.metadata.id).md"] = RulePage(rule: rule).text
        }
        return files
    }
}

/// The source of the registry: file names are enough to write it.
struct RegistrySource {
    let ruleFiles: [String]

    var text: String {
        let names = ruleFiles.compactMap(ruleName).sorted()
        return """
            // Written by `ringfence-dev generate` from the names of the rules' files.
            package import AuditKit
            import Findings

            extension RuleRegistry {
                /// Every rule, sorted by id.
                package static let all: [any Rule.Type] = ([
            \(names.map { "        \($0).self," }.joined(separator: "\n"))
                ] as [any Rule.Type]).sorted { $0.metadata.id < $1.metadata.id }
            }

            """
    }

    private func ruleName(_ path: String) -> String? {
        guard path.hasSuffix("Rule.swift"), let name = path.split(separator: "/").last else { return nil }
        return String(name.dropLast(".swift".count))
    }
}
