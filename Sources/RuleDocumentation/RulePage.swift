import ApplicationModel
import AuditKit
import Findings

/// The page of one rule.
struct RulePage {
    let rule: any Rule.Type

    var text: String {
        let metadata = rule.metadata
        var sections = [
            "<!-- Written by `ringfence-dev generate`; edit the rule instead. -->\n\n# \(metadata.id)",
            "*\(metadata.summary)*",
            facts(metadata),
            "## Why\n\n\(metadata.why)",
            "## What to do\n\n\(metadata.remedy)",
        ]
        sections += examples
        sections.append("## References\n\n" + metadata.references.map { "- <\($0)>" }.joined(separator: "\n"))
        sections.append(silencing(metadata))
        return sections.joined(separator: "\n\n") + "\n"
    }

    private func facts(_ metadata: RuleMetadata) -> String {
        var rows = [
            ("practice", "\(metadata.practice.number). \(metadata.practice.title)"),
            ("severity", metadata.severity.rawValue + ", by context up or down"),
            ("confidence", metadata.confidence.rawValue),
            ("audience", metadata.audience.rawValue),
            ("since", metadata.since + stage(metadata.stage)),
        ]
        if !metadata.cwe.isEmpty {
            let links = metadata.cwe.map { "[CWE-\($0)](https://cwe.mitre.org/data/definitions/\($0).html)" }
            rows.append(("weakness", links.joined(separator: ", ")))
        }
        if !metadata.formerIDs.isEmpty {
            rows.append(("was called", metadata.formerIDs.map { "`\($0)`" }.joined(separator: ", ")))
        }
        return "| | |\n|---|---|\n" + rows.map { "| \($0.0) | \($0.1) |" }.joined(separator: "\n")
    }

    private func stage(_ stage: RuleMetadata.Stage) -> String {
        switch stage {
        case .preview: " (preview)"
        case .stable: ""
        case .deprecated(let version): " (deprecated since \(version))"
        }
    }

    private var examples: [String] {
        [
            section("Reported", .flagged), section("Not reported", .clean),
            section("Counted as undecided", .undecided),
        ].compactMap(\.self)
    }

    private func section(_ title: String, _ expectation: RuleExample.Expectation) -> String? {
        let blocks = rule.examples.filter { $0.expectation == expectation }.map(block)
        return blocks.isEmpty ? nil : "## \(title)\n\n" + blocks.joined(separator: "\n\n")
    }

    private func block(_ example: RuleExample) -> String {
        let further = example.files.sorted { $0.key < $1.key }.map { "With `\($0.key)`:\n\n" + fenced($0.value, "") }
        let main = fenced(example.text, language(of: example))
        let found = marked(example.text)
        let pointed = found.isEmpty ? "" : "\n\nPoints at \(found.map { "`\($0)`" }.joined(separator: ", "))."
        return ([main + pointed] + further).joined(separator: "\n\n")
    }

    private func language(of example: RuleExample) -> String {
        if example.text.hasPrefix("{") { return "json" }
        return example.format == .terraform ? "hcl" : "yaml"
    }

    private func fenced(_ text: String, _ language: String) -> String {
        let plain = text.filter { $0 != "«" && $0 != "»" }
        return "```\(language)\n" + plain + (plain.hasSuffix("\n") ? "" : "\n") + "```"
    }

    /// What stands between the markers, one line each.
    private func marked(_ text: String) -> [String] {
        text.split(separator: "«").dropFirst().compactMap { part in
            guard let end = part.firstIndex(of: "»") else { return nil }
            let line = part[..<end].split(separator: "\n").first ?? ""
            return line.contains("`") ? nil : String(line)
        }
    }

    private func silencing(_ metadata: RuleMetadata) -> String {
        """
        ## Silencing

        On the line, with a reason and, if you like, an end:

        ```yaml
        # ringfence: ignore[\(metadata.id)] until=2027-01-31 why this is fine here
        ```

        For the whole project, in `ringfence.yml`:

        ```yaml
        rules:
          \(metadata.id): off
        ```
        """
    }
}

/// The list of all rules.
struct RuleIndex {
    let rules: [any Rule.Type]

    var text: String {
        let practices = Practice.allCases.map(section).joined(separator: "\n\n")
        return """
            <!-- Written by `ringfence-dev generate`; edit the rules instead. -->

            # The rules

            \(rules.count) rules, by the practice they belong to. `ringfence explain RULE` shows a rule's page in the \
            terminal.

            \(practices)

            """
    }

    private func section(_ practice: Practice) -> String {
        let rows = rules.map { $0.metadata }.filter { $0.practice == practice }.map { metadata in
            "| [\(metadata.id.pattern)](\(metadata.id).md) | \(metadata.severity.rawValue) | \(metadata.summary) |"
        }
        let heading = "## \(practice.number). \(practice.title)"
        guard !rows.isEmpty else { return heading + "\n\nNo rule yet." }
        return heading + "\n\n| rule | severity | a function that is reported… |\n|---|---|---|\n"
            + rows.joined(separator: "\n")
    }
}
