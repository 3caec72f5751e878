import ApplicationModel
import AuditKit
import SourceText

/// A text of a manifest with the name it is given to.
struct NamedText {
    /// The name: a key, or the `Name` beside a `Value`.
    let name: String
    /// The keys that lead to it, the last few of them, for people to read.
    let path: String
    /// The text; U+FFFC stands for what is not known.
    let text: String
    /// Where it is written.
    let place: SourcePlace
    /// Whether it is written as a number or a Boolean rather than as a string.
    let isTyped: Bool
    /// Whether it is a program or a document in another language rather than a setting.
    let isProgram: Bool
}

/// Walks every value of a manifest and gives each text the name that says what it is.
struct ManifestTexts {
    /// How many values are looked at.
    private static let valueLimit = 500_000
    /// How many keys of a path are shown.
    private static let pathLimit = 3

    /// The texts in the manifest's order, each place once.
    private(set) var texts: [NamedText] = []
    /// Values under the name of a password that are not known, with the name.
    private(set) var unknown: [(name: String, value: Value)] = []

    private struct Step {
        let name: String
        let path: [String]
        let value: Value
        let isProgram: Bool
    }

    /// Walks a document; what stands at one of `skipped` is left out.
    init(of document: Value, skipping skipped: Set<SourcePlace>) {
        var pending = [Step(name: "", path: [], value: document, isProgram: false)]
        var seen = 0
        var places: Set<SourcePlace> = []
        while let step = pending.popLast(), seen < Self.valueLimit {
            seen += 1
            if skipped.contains(step.value.place), !step.value.isMap { continue }
            add(step, &places)
            pending += Self.parts(of: step).reversed()
        }
    }

    private mutating func add(_ step: Step, _ places: inout Set<SourcePlace>) {
        let value = step.value
        if case .unknown = value.content { return unknown.append((step.name, value)) }
        let isTyped: Bool
        switch value.content {
        case .string, .composed: isTyped = false
        case .bool, .number: isTyped = true
        default: return
        }
        guard let text = value.text(placeholder: PossibleText.unknownPart), places.insert(value.place).inserted else { return }
        texts.append(
            NamedText(
                name: step.name, path: step.path.joined(separator: "."), text: text, place: value.place,
                isTyped: isTyped, isProgram: step.isProgram))
    }

    private static func parts(of step: Step) -> [Step] {
        let value = step.value
        let same = { (value: Value) in Step(name: step.name, path: step.path, value: value, isProgram: step.isProgram) }
        var parts = value.alternatives.map(same)
        switch value.content {
        case .list(let elements): parts += elements.map(same)
        case .map(let members): parts += named(members, in: step)
        case .symbolic(.intrinsic(let function, let argument)): parts += choices(of: function, argument).map(same)
        default: break
        }
        return parts
    }

    /// The parts of a function's argument that may become text: not the names of conditions and maps.
    private static func choices(of function: String, _ argument: Value) -> [Value] {
        switch function {
        case "Fn::If": Array(argument.elements.dropFirst())
        case "Ref", "Fn::GetAtt", "Fn::FindInMap", "Fn::GetAZs", "Fn::Cidr": []
        default: [argument]
        }
    }

    /// Of `{Name: DB_PASSWORD, Value: …}` the value is named by its neighbour; of `{Default: …}` by what holds it.
    private static func named(_ members: [Value.Member], in step: Step) -> [Step] {
        let label = members.first { labels.contains($0.key.lowercased()) }?.value.string
        return members.compactMap { member in
            let key = member.key.lowercased()
            // Secrets Manager writes a generated password over the one that stands there.
            if key == "secretstringtemplate" { return nil }
            let named = values.contains(key) ? label : nil
            let name = named ?? (neutral.contains(key) ? step.name : member.key)
            let isProgram = step.isProgram || programs.contains(key)
            return Step(
                name: name, path: Array((step.path + [named ?? member.key]).suffix(pathLimit)), value: member.value,
                isProgram: isProgram)
        }
    }

    private static let labels: Set<String> = [
        "name", "key", "parameterkey", "parametername", "optionname", "variable", "headername", "httpheadername",
    ]
    private static let values: Set<String> = [
        "value", "values", "parametervalue", "secretstring", "defaultvalue", "headervalue",
    ]
    /// Keys that say nothing about their value: that of what holds them does.
    private static let neutral: Set<String> = [
        "default", "value", "properties", "dev", "development", "prod", "production", "staging", "stage", "test", "qa",
        "uat", "live", "sandbox", "local", "fallback",
    ]
    /// Keys of programs, whose own assignments are for scanners of code.
    private static let programs: Set<String> = ["zipfile", "inlinecode", "functioncode", "code", "template", "schema"]
}
