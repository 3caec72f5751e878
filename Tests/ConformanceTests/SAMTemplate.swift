import ApplicationModel
import CloudFormationReader
import Foundation
import ManifestReading
import ManifestSyntax
import SourceText

/// A template of the translator's cases: its resources as they are, or as our transform makes them.
struct SAMTemplate {
    /// What the translator's own tests hand in as parameters.
    private static let given = ["param1": "value1", "param2": "value2"]
    private let root: Value
    private let parameters: [String: Value]

    /// Reads YAML or JSON; `nil` when it is neither.
    init?(_ text: String, name: String) {
        guard let path = RelativePath(name) else { return nil }
        let document = ManifestDocument.parse(
            SourceFile(path: path, text: text), language: name.hasSuffix(".json") ? .json : .yaml)
        guard let node = document.roots.first else { return nil }
        let root = Value(node)
        var parameters: [String: Value] = [:]
        for member in root["Parameters"]?.members ?? [] { parameters[member.key] = member.value["Default"] }
        for (name, text) in Self.given { parameters[name] = Value(.string(text), place: root.place) }
        self.root = root
        self.parameters = parameters
    }

    private func section(_ name: String) -> Value? {
        let symbols = unknownParameters.map { ($0, Value(.symbolic(.parameter($0)), place: root.place)) }
        var scope = TemplateScope(parameters: Dictionary(uniqueKeysWithValues: symbols))
        scope.keepsNoValue = true
        return root[name].map { IntrinsicFunctions(scope: scope).resolve(substituted($0)) }
    }

    /// Parameters without a value stay names.
    private var unknownParameters: Set<String> {
        Set((root["Parameters"]?.members ?? []).map(\.key)).subtracting(parameters.keys)
    }

    /// The resources as they are written.
    var resources: [Resource] {
        ResourceReader(section: section("Resources") ?? Value(.null, place: root.place)).resources
    }

    /// The resources as our transform makes them.
    var expanded: SAMTransform {
        SAMTransform(resources: resources, globals: section("Globals"), document: { _ in nil })
    }

    /// The value with parameters' values in place of references to them, as the translator and CloudFormation do it.
    private func substituted(_ value: Value) -> Value {
        switch value.content {
        case .list(let elements): return value.with(.list(elements.map(substituted)))
        case .map(let members):
            if members.count == 1, let only = members.first {
                if only.key == "Ref", let name = only.value.string, let known = parameters[name] {
                    return traced(known, value)
                }
                if only.key == "Fn::FindInMap", let found = found(only.value) { return found }
                if only.key == "Fn::GetAtt", only.value.elements.first?.string == "Arn" {
                    return value.with(.map([only.with(only.value.with(.list(only.value.elements.reversed())))]))
                }
                if only.key == "Fn::Sub" { return value.with(.map([only.with(substitutedTemplate(only.value))])) }
            }
            return value.with(.map(members.map { $0.with(substituted($0.value)) }))
        default: return value
        }
    }

    /// A value that came through a reference, as the reader hands it on.
    private func traced(_ known: Value, _ reference: Value) -> Value {
        let step = TraceStep(expression: "Ref", place: reference.place, outcome: "the parameter's value")
        return Value(known.content, place: known.place, usePlace: reference.place, trace: [step])
    }

    private func found(_ names: Value) -> Value? {
        let keys = names.elements.map { substituted($0).scalarText }
        guard keys.count == 3, let map = keys[0], let first = keys[1], let second = keys[2] else { return nil }
        return root["Mappings"]?[map]?[first]?[second]
    }

    /// Some of the expected files have the arguments of functions sorted.
    private func substitutedTemplate(_ written: Value) -> Value {
        var template = written
        if written.elements.first?.isMap == true { template = written.with(.list(written.elements.reversed())) }
        if case .list(let elements) = template.content {
            let own = Set((elements.last?.members ?? []).map(\.key))
            return template.with(
                .list(elements.map { $0.string == nil ? substituted($0) : filled($0, except: own) }))
        }
        return filled(template, except: [])
    }

    private func filled(_ template: Value, except own: Set<String>) -> Value {
        guard var text = template.string else { return substituted(template) }
        for (name, value) in parameters where !own.contains(name) {
            guard let known = value.scalarText else { continue }
            text = text.replacingOccurrences(of: "${\(name)}", with: known)
        }
        return template.with(.string(text))
    }
}

extension Value {
    fileprivate func with(_ content: Content) -> Value { Value(content, place: place) }
}

extension Value.Member {
    fileprivate func with(_ value: Value) -> Value.Member { Value.Member(key: key, keyPlace: keyPlace, value: value) }
}
