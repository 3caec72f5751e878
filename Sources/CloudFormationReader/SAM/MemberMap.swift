internal import ApplicationModel
internal import SourceText

/// The members of a map in order, found by key without a search; a key that is set again keeps its position.
struct MemberMap {
    private(set) var members: [Value.Member] = []
    private var positions: [String: Int] = [:]

    init() {}

    /// The members of a map value, of duplicates the last; empty for anything else.
    init(_ value: Value?) {
        for member in value?.members ?? [] { set(member) }
    }

    var isEmpty: Bool { members.isEmpty }

    /// The member with a key, however empty its value.
    func member(_ key: String) -> Value.Member? {
        guard let position = positions[key], members.indices.contains(position) else { return nil }
        return members[position]
    }

    /// The value of a key; `nil` also when it is null or `AWS::NoValue`, which stand for "not set".
    subscript(key: String) -> Value? {
        guard let value = member(key)?.value, !value.isAbsent else { return nil }
        return value
    }

    mutating func set(_ member: Value.Member) {
        if let position = positions[member.key] {
            members[position] = member
        } else {
            positions[member.key] = members.count
            members.append(member)
        }
    }

    /// Sets a value; with `nil` nothing happens.
    mutating func set(_ key: String, _ value: Value?, at keyPlace: SourcePlace? = nil) {
        guard let value else { return }
        set(Value.Member(key: key, keyPlace: keyPlace ?? value.usePlace, value: value))
    }

    mutating func remove(_ key: String) {
        guard positions[key] != nil else { return }
        members.removeAll { $0.key == key }
        positions = [:]
        for (position, member) in members.enumerated() { positions[member.key] = position }
    }

    /// The map as a value that stands at a place.
    func value(at place: SourcePlace) -> Value { Value(.map(members), place: place) }
}
