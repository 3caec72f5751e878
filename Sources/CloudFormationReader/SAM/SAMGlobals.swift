internal import ApplicationModel
internal import SourceText

/// The `Globals` section: properties that every resource of a type gets.
/// Source: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
struct SAMGlobals {
    private static let depthLimit = 128
    /// How many values globals may become in all resources together.
    private static let valueLimit = 200_000
    private static let sections: Set<String> = [
        "Function", "Api", "HttpApi", "SimpleTable", "StateMachine", "LayerVersion", "CapacityProvider", "WebSocketApi",
    ]
    private var properties: [String: MemberMap] = [:]
    private var sizes: [String: Int] = [:]
    private var values = 0
    private var place: SourcePlace?
    private(set) var issues: [SourceIssue] = []

    init(_ section: Value?) {
        guard let section, !section.isAbsent else { return }
        place = section.usePlace
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
                sizes[SAMExpansion.prefix + member.key] = member.value.size
            } else if !member.value.isAbsent {
                report("the globals for `\(member.key)` are not known: expected a map", at: member.keyPlace)
            }
        }
    }

    /// A resource's properties with the globals of its type: maps are merged, lists put one behind the other, and of
    /// anything else the resource's own wins.
    mutating func merged(_ own: MemberMap, type: String, ignoring ignored: Value?) -> MemberMap {
        guard var globals = properties[type], ignored?.string != "*", spend(sizes[type] ?? 0) else { return own }
        for key in (ignored?.elements ?? []).compactMap(\.string) { globals.remove(key) }
        return merged(globals, own, depth: 0)
    }

    /// Whether the limit leaves room for so many values; says once when it does not.
    private mutating func spend(_ size: Int) -> Bool {
        guard values <= Self.valueLimit else { return false }
        values += size
        if values > Self.valueLimit, let place {
            let message = "globals make more than \(Self.valueLimit) values; the resources after that go without"
            issues.append(SourceIssue(.limit, message, at: place))
        }
        return true
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

extension Value {
    /// How many values are in it, itself included.
    fileprivate var size: Int {
        switch content {
        case .list(let elements): elements.reduce(1) { $0 + $1.size }
        case .map(let members): members.reduce(1) { $0 + $1.value.size }
        default: 1
        }
    }
}
