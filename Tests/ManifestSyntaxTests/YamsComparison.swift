import ManifestSyntax
import SourceText
import Yams

/// Compares our trees with those of Yams; every function returns the first difference, or `nil`.
///
/// Yams resolves plain scalars by YAML 1.1, we by the core schema of 1.2. `isKnownDifference` is the closed list of
/// spellings on which the two may differ in type; their text must agree all the same.
enum YamsComparison {
    /// The difference between two streams; `nil` also when Yams does not accept the text.
    static func difference(_ document: ManifestDocument, _ yaml: String) -> String? {
        guard let nodes = try? Array(compose_all(yaml: yaml)), accepts(yaml) else { return nil }
        if let issue = document.issues.first(where: { $0.isPartial }) {
            return
                "Yams reads what we report: line \(document.file.position(at: issue.place.span.lowerBound).line): \(issue.message)"
        }
        // Yams has no node for an empty stream; neither have we.
        guard nodes.count == document.roots.count else {
            return "\(document.roots.count) documents, Yams has \(nodes.count)"
        }
        for (ours, theirs) in zip(document.roots, nodes) {
            if let found = difference(ours, theirs, at: "$") { return found }
            if !hasCollectionKey(theirs), let found = difference(ours, constructed: theirs.any, at: "$") {
                return found
            }
        }
        return nil
    }

    /// Whether Yams accepts a text to its end.
    static func accepts(_ yaml: String) -> Bool {
        guard let parser = try? Parser(yaml: yaml) else { return false }
        do {
            while try parser.nextRoot() != nil {}
            return true
        } catch {
            return false
        }
    }

    static func difference(_ ours: ManifestNode, _ theirs: Node, at path: String) -> String? {
        if let found = tagDifference(ours, theirs, at: path) { return found }
        switch (ours.content, theirs) {
        case (.mapping(let members), .mapping(let mapping)): return difference(members, mapping, at: path)
        case (.sequence(let elements), .sequence(let sequence)):
            guard elements.count == sequence.count else {
                return "\(path): \(elements.count) elements, Yams has \(sequence.count)"
            }
            for (index, pair) in zip(elements, sequence).enumerated() {
                if let found = difference(pair.0, pair.1, at: "\(path)[\(index)]") { return found }
            }
            return nil
        case (_, .scalar(let scalar)): return difference(ours, scalar, at: path)
        default: return "\(path): \(outline(ours)) against \(theirs)"
        }
    }

    private static func tagDifference(_ ours: ManifestNode, _ theirs: Node, at path: String) -> String? {
        let tag = theirs.tag.rawValue
        guard let written = ours.tag, written != "!" else {
            return tag.hasPrefix("tag:yaml.org,2002:") ? nil : "\(path): no tag, Yams has \(tag)"
        }
        let full =
            written.hasPrefix("!<")
            ? String(written.dropFirst(2).dropLast())
            : written.hasPrefix("!!") ? "tag:yaml.org,2002:" + written.dropFirst(2) : written
        // `%TAG` handles are compared by what they were resolved to, in a test of their own.
        return full == tag || written.dropFirst().contains("!") ? nil : "\(path): tag \(full), Yams has \(tag)"
    }

    private static func difference(_ ours: ManifestNode, _ scalar: Node.Scalar, at path: String) -> String? {
        let type = Node.scalar(scalar).tag.rawValue.split(separator: ":").last ?? ""
        switch ours.content {
        case .string(let text):
            if text.value != scalar.string {
                return "\(path): \(text.value.debugDescription) against \(scalar.string.debugDescription)"
            }
            if ["bool", "int", "float", "null"].contains(type), !isKnownDifference(scalar.string), ours.tag == nil {
                return "\(path): a string, for Yams \(type): \(scalar.string)"
            }
        case .number(_, let text):
            if text != scalar.string { return "\(path): \(text) against \(scalar.string)" }
            if type != "int", type != "float", !isKnownDifference(text) {
                return "\(path): a number, for Yams \(type): \(text)"
            }
        case .bool(let value):
            if value != (scalar.string.lowercased() == "true") || type != "bool" {
                return "\(path): \(value) against \(scalar.string)"
            }
        case .null:
            if !["", "~", "null", "Null", "NULL"].contains(scalar.string) {
                return "\(path): null against \(scalar.string)"
            }
        case .missing, .sequence, .mapping: return "\(path): \(outline(ours)) against \(scalar.string)"
        }
        return nil
    }

    /// What YAML 1.1 and the core schema of YAML 1.2 type differently:
    /// - `yes`, `no`, `on`, `off`: Booleans in 1.1, strings in 1.2;
    /// - `0b101`, `1_000`, `1:30`, `-0x1f`, `0o_7`: numbers in 1.1, strings in 1.2;
    /// - `012`: the octal 10 in 1.1, the decimal 12 in 1.2 (a number in both, so it needs no entry), `08` a float in Yams;
    /// - `.5e3`, `+.5`, `-.5`: numbers in 1.2 only; dates: timestamps in 1.1, strings in 1.2; `=`, `<<`: own types in 1.1.
    static func isKnownDifference(_ text: String) -> Bool {
        if ["yes", "no", "on", "off"].contains(text.lowercased()) { return true }
        let isNumeric = text.utf8.first.map { ($0 >= 0x30 && $0 <= 0x39) || "+-.".utf8.contains($0) } ?? false
        guard isNumeric else { return false }
        return text.contains("_") || text.contains(":") || text.contains("0b") || text.contains("0x")
            || text.contains("0o")
            || text.drop { "+-".contains($0) }.hasPrefix(".")
    }

    private static func difference(_ members: [ManifestMember], _ mapping: Node.Mapping, at path: String) -> String? {
        let theirs = flattened(mapping)
        guard members.count == theirs.count else {
            return "\(path): keys \(members.map(\.key)), Yams has \(theirs.map { $0.0.string ?? "?" })"
        }
        for (member, pair) in zip(members, theirs) {
            if let key = pair.0.scalar, key.string != member.key,
                !(key.string.isEmpty || key.tag.rawValue.hasSuffix("null"))
            {
                return "\(path): key \(member.key), Yams has \(key.string)"
            }
            if let found = difference(member.value, pair.1, at: path + "." + member.key) { return found }
        }
        return nil
    }

    /// A mapping with its merge keys applied where they stand: own keys win, then the earlier source.
    private static func flattened(_ mapping: Node.Mapping) -> [(Node, Node)] {
        let isMerge = { (key: Node) in key.tag.rawValue == "tag:yaml.org,2002:merge" }
        var taken = Set(mapping.filter { !isMerge($0.key) }.map(\.key.string))
        var result: [(Node, Node)] = []
        for (key, value) in mapping {
            guard isMerge(key) else {
                result.append((key, value))
                continue
            }
            let sources = value.mapping.map { [$0] } ?? value.sequence.map { $0.compactMap(\.mapping) } ?? []
            for pair in sources.flatMap(flattened) where taken.insert(pair.0.string).inserted { result.append(pair) }
        }
        return result
    }

    private static func hasCollectionKey(_ node: Node) -> Bool {
        switch node {
        case .mapping(let mapping): mapping.contains { $0.key.scalar == nil || hasCollectionKey($0.value) }
        case .sequence(let sequence): sequence.contains(where: hasCollectionKey)
        case .scalar, .alias: false
        }
    }

    /// Compares with what Yams' own constructor makes, which applies merge keys its own way.
    private static func difference(_ ours: ManifestNode, constructed theirs: Any, at path: String) -> String? {
        switch (ours.content, theirs) {
        case (.mapping(let members), let dictionary as [AnyHashable: Any]):
            let keys = Set(members.map { $0.key == "~" ? "~" : $0.key })
            guard keys == Set(dictionary.keys.map { "\($0)" }) else {
                return "\(path): keys \(keys.sorted()), Yams constructs \(dictionary.keys.map { "\($0)" }.sorted())"
            }
            for member in members {
                guard let value = dictionary[member.key] else { continue }
                if let found = difference(member.value, constructed: value, at: path + "." + member.key) {
                    return found
                }
            }
        case (.sequence(let elements), let array as [Any]):
            for (element, value) in zip(elements, array) {
                if let found = difference(element, constructed: value, at: path + "[]") { return found }
            }
        case (.string(let text), let string as String) where text.value != string:
            return "\(path): \(text.value.debugDescription), Yams constructs \(string.debugDescription)"
        default: break
        }
        return nil
    }
}
