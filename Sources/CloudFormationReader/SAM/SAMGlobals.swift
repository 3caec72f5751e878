internal import ApplicationModel
internal import SourceText

/// The `Globals` section: properties that every resource of a type gets.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
struct SAMGlobals {
    private static let depthLimit = 128
    private static let sections: Set<String> = [
        "Function", "Api", "HttpApi", "SimpleTable", "StateMachine", "LayerVersion", "CapacityProvider", "WebSocketApi",
    ]
    private var properties: [String: MemberMap] = [:]
    private(set) var issues: [SourceIssue] = []

    init(_ section: Value?) {
        guard let section, !section.isAbsent else { return }
        guard section.isMap else {
            report("the globals are not known: expected a map of resource types", at: section.usePlace)
            return
        }
        for member in section.members {
            guard Self.sections.contains(member.key) else {
                report("there are no globals for `\(member.key)`, so the template does not deploy", at: member.keyPlace)
                continue
            }
            if member.value.isMap {
                properties[SAMExpansion.prefix + member.key] = MemberMap(member.value)
            } else if !member.value.isAbsent {
                report("the globals for `\(member.key)` are not known: expected a map", at: member.keyPlace)
            }
        }
    }

    /// A resource's properties with the globals of its type: maps are merged, lists put one behind the other, and of
    /// anything else the resource's own wins.
    func merged(_ own: MemberMap, type: String, ignoring ignored: Value?) -> MemberMap {
        guard var globals = properties[type], ignored?.string != "*" else { return own }
        for key in (ignored?.elements ?? []).compactMap(\.string) { globals.remove(key) }
        return merged(globals, own, depth: 0)
    }

    private func merged(_ globals: MemberMap, _ own: MemberMap, depth: Int) -> MemberMap {
        var result = globals
        for member in own.members {
            guard let global = globals.member(member.key) else {
                result.set(member)
                continue
            }
            let value = merged(global.value, member.value, depth: depth + 1)
            result.set(Value.Member(key: member.key, keyPlace: member.keyPlace, value: value))
        }
        return result
    }

    private func merged(_ global: Value, _ own: Value, depth: Int) -> Value {
        guard depth < Self.depthLimit else { return own }
        switch (global.content, own.content) {
        case (.map, .map):
            return own.replacing(.map(merged(MemberMap(global), MemberMap(own), depth: depth).members))
        case (.list(let global), .list(let elements)):
            return own.replacing(.list(global + elements))
        default:
            return own
        }
    }

    private mutating func report(_ message: String, at place: SourcePlace) {
        issues.append(SourceIssue(.unexpectedShape, message, at: place))
    }
}
