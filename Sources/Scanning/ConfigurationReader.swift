import AuditKit
import Findings
import ManifestSyntax
import SourceText

/// Reads `ringfence.yml`: every key that is not known is an error, since its author believes that it works.
struct ConfigurationReader {
    private let file: SourceFile
    private var configuration = ScanConfiguration()

    init(file: SourceFile) { self.file = file }

    mutating func read() -> ScanConfiguration {
        configuration.path = file.path
        configuration.file = file
        let document = ManifestDocument.parse(file, language: .yaml)
        for issue in document.issues { report(issue) }
        if let root = document.roots.first { readSettings(of: root) }
        return configuration
    }

    private mutating func readSettings(of root: ManifestNode) {
        if case .null = root.content { return }
        guard case .mapping(let members) = root.content else {
            return complain("the configuration is not a mapping", at: root.place)
        }
        for member in members {
            switch member.key {
            case "fail-on": configuration.failOn = failOn(member.value)
            case "stage": configuration.stage = text(member)
            case "region": configuration.region = text(member)
            case "params": configuration.params = texts(member)
            case "audience": configuration.audience = audience(member.value)
            case "exclude": configuration.excluded = globs(member)
            case "tags": readTags(member)
            case "rules": readRules(member)
            case "ignore": for entry in elements(member) { readIgnore(entry) }
            case "vex": readDocuments(member)
            default:
                complain(
                    "unknown key `\(member.key)`", at: member.keyPlace,
                    help: "known keys: audience, exclude, fail-on, ignore, params, region, rules, stage, tags, vex")
            }
        }
    }

    private mutating func readRules(_ member: ManifestMember) {
        for rule in members(member) {
            let severity = rule.value.scalarText ?? rule.value["severity"]?.scalarText
            if severity == "off" {
                configuration.rules.append((GlobPattern(rule.key), .off, rule.keyPlace))
            } else if let severity = severity.flatMap(Severity.init(rawValue:)) {
                configuration.rules.append((GlobPattern(rule.key), .severity(severity), rule.keyPlace))
            } else {
                complain(
                    "rule `\(rule.key)` is set to neither `off` nor a severity", at: rule.value.place,
                    help: "write one of: off, low, medium, high, critical")
            }
        }
    }

    private mutating func readTags(_ member: ManifestMember) {
        for entry in members(member) {
            guard let value = text(entry) else { continue }
            configuration.tags.append(ProjectTag(key: entry.key, value: value))
        }
    }

    private mutating func readDocuments(_ member: ManifestMember) {
        for element in elements(member) {
            guard let path = element.string.flatMap(RelativePath.init), path != .root else {
                complain("an entry of `vex` is no path below the root", at: element.place)
                continue
            }
            configuration.documents.append((path, element.place))
        }
    }

    private mutating func readIgnore(_ entry: ManifestNode) {
        // What is said of a flaw or a package needs no rule.
        let isAboutPackages = entry["advisory"] != nil || entry["package"] != nil
        guard let rule = entry["rule"]?.string ?? (isAboutPackages && entry["rule"] == nil ? "dependencies/*" : nil) else {
            return complain("an `ignore` entry names neither a `rule` nor an `advisory` or a `package`", at: entry.place)
        }
        let name = entry["advisory"]?.string ?? entry["rule"]?.string ?? entry["package"]?.string ?? rule
        guard let reason = entry["reason"]?.string, !reason.isEmpty else {
            return complain("the `ignore` entry for `\(name)` has no `reason`", at: entry.place)
        }
        let known = ["rule", "path", "function", "advisory", "package", "until", "reason"]
        for member in entry.members where !known.contains(member.key) {
            complain("unknown key `\(member.key)` in an `ignore` entry", at: member.keyPlace, help: "known keys: \(known.sorted().joined(separator: ", "))")
        }
        var until: CalendarDate?
        if let node = entry["until"] {
            guard let date = node.scalarText.flatMap({ CalendarDate($0) }) else {
                return complain("`until` is not a date", at: node.place, help: "write it as YYYY-MM-DD")
            }
            until = date
        }
        // A narrowing that cannot be read must not widen the entry to everything.
        for key in ["path", "function", "advisory", "package"] {
            guard let node = entry[key], node.string?.isEmpty != false else { continue }
            return complain("`\(key)` of the `ignore` entry for `\(name)` is not a text", at: node.place, help: "write one; several need an entry each")
        }
        let package = entry["package"]?.string.flatMap(PackagePattern.init)
        if let node = entry["package"], package == nil {
            return complain("`\(node.string ?? "")` is no package URL", at: node.place, help: "write `pkg:type/namespace/name@version`, or a name")
        }
        configuration.ignores.append(
            FindingFilter.Ignore(
                rule: GlobPattern(rule), path: entry["path"]?.string.map(GlobPattern.init),
                function: entry["function"]?.string.map(GlobPattern.init), advisory: entry["advisory"]?.string, package: package,
                until: until, reason: reason, place: entry.place))
    }

    private mutating func failOn(_ node: ManifestNode) -> FailureThreshold? {
        if let threshold = node.scalarText.flatMap(FailureThreshold.init) { return threshold }
        complain("`fail-on` is not a severity", at: node.place, help: "write one of: low, medium, high, critical, never")
        return nil
    }

    private mutating func audience(_ node: ManifestNode) -> RuleMetadata.Audience? {
        if let audience = node.string.flatMap(RuleMetadata.Audience.init(rawValue:)) { return audience }
        complain("`audience` is not known", at: node.place, help: "write one of: regular, pedantic, auditor")
        return nil
    }

    private mutating func text(_ member: ManifestMember) -> String? {
        if let text = member.value.scalarText { return text }
        complain("`\(member.key)` is not a text", at: member.value.place)
        return nil
    }

    private mutating func texts(_ member: ManifestMember) -> [String: String] {
        var texts: [String: String] = [:]
        for entry in members(member) { texts[entry.key] = text(entry) }
        return texts
    }

    private mutating func globs(_ member: ManifestMember) -> [GlobPattern] {
        elements(member).compactMap { element in
            if let text = element.string { return GlobPattern(text) }
            complain("an entry of `\(member.key)` is not a text", at: element.place)
            return nil
        }
    }

    /// The elements of a list; a key without a value has none.
    private mutating func elements(_ member: ManifestMember) -> [ManifestNode] {
        switch member.value.content {
        case .sequence(let elements): return elements
        case .null: return []
        default:
            complain("`\(member.key)` is not a list", at: member.value.place)
            return []
        }
    }

    /// The members of a mapping; a key without a value has none.
    private mutating func members(_ member: ManifestMember) -> [ManifestMember] {
        switch member.value.content {
        case .mapping(let members): return members
        case .null: return []
        default:
            complain("`\(member.key)` is not a mapping", at: member.value.place)
            return []
        }
    }

    private mutating func complain(_ message: String, at place: SourcePlace, help: String? = nil) {
        report(SourceIssue(.configuration, message, help: help, at: place))
    }

    private mutating func report(_ issue: SourceIssue) {
        let start = file.position(at: issue.place.span.lowerBound)
        configuration.issues.append(LocatedIssue(issue: issue, start: start))
    }
}
