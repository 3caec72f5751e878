/// Advisories by the flaw they describe: those that share an id or an alias are one.
///
/// Only the advisories that concern a version are joined. Joined over all advisories, one that lists two flaws would
/// tie an open flaw to one that the version has repaired.
struct AliasGroups {
    /// Lists of indices, ascending, sorted by their first.
    let groups: [[Int]]

    init(_ advisories: [Advisory]) {
        var union = DisjointSets(count: advisories.count)
        var owner: [String: Int] = [:]
        for (index, advisory) in advisories.enumerated() {
            for id in [advisory.id] + advisory.aliases {
                if let first = owner[id] { union.join(first, index) } else { owner[id] = index }
            }
        }
        groups = union.sets
    }
}

/// Numbers from zero on, joined into sets.
private struct DisjointSets {
    private var parent: [Int]

    init(count: Int) { parent = Array(0..<count) }

    private mutating func root(of number: Int) -> Int {
        var number = number
        while parent[number] != number {
            parent[number] = parent[parent[number]]
            number = parent[number]
        }
        return number
    }

    /// The smaller root wins, so that the first of a set stays its root.
    mutating func join(_ left: Int, _ right: Int) {
        let (first, second) = (root(of: left), root(of: right))
        parent[max(first, second)] = min(first, second)
    }

    var sets: [[Int]] {
        var copy = self
        var members: [[Int]] = Array(repeating: [], count: parent.count)
        for number in parent.indices { members[copy.root(of: number)].append(number) }
        return members.filter { !$0.isEmpty }
    }
}
