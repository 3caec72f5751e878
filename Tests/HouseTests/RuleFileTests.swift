import Testing

@Suite("One rule, one file")
struct RuleFileTests {
    private let files = House.files(below: "Sources/Rules", endingIn: ".swift").map(SwiftFile.init)
    private let practices = [
        "Dependencies", "LeastPrivilege", "Perimeters", "EventInput", "GatewayPolicy", "Observability", "SecureCode",
        "Transit", "Secrets", "Granularity",
    ]

    /// The ids that the rules' metadata spell, with the file of each.
    static var ids: [(id: String, path: String)] {
        House.files(below: "Sources/Rules", endingIn: "Rule.swift").flatMap { path in
            House.text(path).matches(of: /RuleMetadata\(\s*\.(\w+),\s*"([^"]+)"/).map { match in
                (kebab(match.1) + "/" + match.2, path)
            }
        }
    }

    @Test func aRuleFileHoldsTheRuleItIsNamedAfter() {
        var wrong: [String] = []
        for file in files {
            let rules = file.code.joined(separator: "\n")
                .matches(
                    of: /\bstruct (\w+): [^{]*\b(?:Function|Trigger|Role|Resource|Application|Suppression|Package|Flow|Code)Rule\b/
                    .wordBoundaryKind(.simple)
                )
                .map { String($0.1) }
            let expected = file.name.hasSuffix("Rule") ? [file.name] : []
            if rules != expected { wrong.append("\(file.path): holds \(rules), expected \(expected)") }
        }
        #expect(wrong.isEmpty, "\(list("a rule is one file named after its type:", wrong))")
    }

    @Test func aRuleStandsInTheFolderOfItsPractice() {
        var wrong: [String] = []
        for (id, path) in Self.ids {
            let folder = path.split(separator: "/").dropLast().last.map(String.init) ?? ""
            if kebab(folder[...]) + "/" != id.prefix(kebab(folder[...]).count + 1) { wrong.append("\(path): \(id)") }
        }
        #expect(wrong.isEmpty, "\(list("folder and practice differ:", wrong))")
        let folders = Set(files.map { $0.path.split(separator: "/").dropLast() }.filter { $0.count == 3 }.map { String($0[2]) })
        #expect(folders.subtracting(practices).isEmpty, "a folder of Sources/Rules is not a practice: \(folders)")
    }

    @Test func everyRuleFileHasOneIDAndNoTwoShareIt() {
        let ids = Self.ids
        let paths = House.files(below: "Sources/Rules", endingIn: "Rule.swift")
        #expect(ids.map(\.path) == paths, "every rule file spells its metadata once: RuleMetadata(.practice, \"bad-pattern\", …")
        #expect(Set(ids.map(\.id)).count == ids.count)
        for (id, path) in ids { #expect(id.wholeMatch(of: /[a-z-]+\/[a-z0-9]+(?:-[a-z0-9]+)*/) != nil, "\(path): \(id)") }
    }

    @Test func everyPracticeHasARule() {
        let ids = Self.ids.map(\.id)
        guard !ids.isEmpty else { return }
        for practice in practices {
            #expect(ids.contains { $0.hasPrefix(kebab(practice[...]) + "/") }, "\(practice) has no rule")
        }
    }
}

/// `leastPrivilege` and `LeastPrivilege` as `least-privilege`.
func kebab(_ name: Substring) -> String {
    var result = ""
    for character in name {
        if character.isUppercase && !result.isEmpty { result += "-" }
        result += character.lowercased()
    }
    return result
}
