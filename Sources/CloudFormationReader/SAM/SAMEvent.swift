internal import ApplicationModel
internal import SourceText

/// An entry of `Events`.
struct SAMEvent {
    /// The author's key.
    let key: String
    let type: String
    let properties: MemberMap
    /// Where the key stands.
    let place: SourcePlace
    /// The logical id of what the event makes, and the start of others: the resource's and the event's keys together.
    let logicalID: String
    /// What makes its resources.
    let origin: Origin

    var new: ValueMaker { ValueMaker(place) }
    subscript(key: String) -> Value? { properties[key] }

    /// What SAM sorts events by: the path where there is one, so that `$default` comes first.
    var sortKey: String {
        let path = type == "HttpApi" ? HTTPEventRoute(properties).path : self["Path"]?.string
        return path ?? key
    }

    /// Properties that pass through, with the author's key places.
    func passed(_ keys: [String]) -> MemberMap {
        var map = MemberMap()
        for key in keys {
            if self[key] != nil, let member = properties.member(key) { map.set(member) }
        }
        return map
    }
}

/// What an event runs: a function or its alias, or a state machine or its alias.
struct EventTarget {
    let logicalID: String
    /// How permissions and mappings name it.
    let name: Value
    let arn: Value
    /// The same ARN within `Fn::Sub`.
    let shorthand: String
}

extension SAMExpansion {
    /// The events of a resource in the order SAM takes them, each with its position among the author's.
    mutating func events(of draft: ResourceDraft) -> [(position: Int, event: SAMEvent)] {
        guard let section = draft.properties["Events"], section.isMap else { return [] }
        let origin = origin(draft)
        var events: [(Int, SAMEvent)] = []
        for (position, member) in MemberMap(section).members.enumerated() {
            guard let event = event(member, of: draft, origin) else { continue }
            events.append((position, event))
        }
        let keyed = events.map { (key: Array($0.1.sortKey.utf8), value: $0) }
        return keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    private mutating func event(_ member: Value.Member, of draft: ResourceDraft, _ origin: Origin) -> SAMEvent? {
        guard !member.value.isAbsent else { return nil }
        guard member.value.isMap, let type = member.value["Type"]?.string else {
            report("the event `\(member.key)` is not known: expected a map with a `Type`", at: member.keyPlace)
            return nil
        }
        if let properties = member.value["Properties"], !properties.isMap, !properties.isAbsent {
            report("the properties of the event `\(member.key)` are not known: expected a map", at: properties.usePlace)
        }
        return SAMEvent(
            key: member.key, type: type, properties: MemberMap(member.value["Properties"]), place: member.keyPlace,
            logicalID: draft.logicalID + member.key, origin: origin.asked(by: type, at: member.keyPlace))
    }
}
