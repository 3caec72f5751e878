import DependencyReach
import PackageInventory

/// What one list of packages adds to a bill.
struct ListPart {
    /// The entries of each component.
    let instances: [String: [Int]]
    /// How the functions stand to each component; those without it are left out.
    private(set) var uses: [String: [String: PackageUse]] = [:]
    /// What each function needs directly.
    private(set) var functionNeeds: [String: [String]] = [:]
    /// What nothing but the project itself leads to, and no function needs.
    private(set) var ownNeeds: [String] = []
    private let list: PackageList
    private let references: [String]

    /// `functions` are those of the bill.
    init(_ shipped: ShippedList, _ references: [String], functions: [String: Int]) {
        list = shipped.list
        self.references = references
        var instances: [String: [Int]] = [:]
        for (index, reference) in references.enumerated() { instances[reference, default: []].append(index) }
        self.instances = instances
        var isUsed = [Bool](repeating: false, count: references.count)
        let groups = instances.sorted { $0.key < $1.key }
        for user in shipped.users where functions[user.function] != nil {
            var isHeld = [Bool](repeating: false, count: references.count)
            for (reference, indices) in groups {
                let use = shipped.use(of: indices, by: user)
                guard use != .absent else { continue }
                uses[reference, default: [:]][user.function] = use
                for index in indices { (isHeld[index], isUsed[index]) = (true, true) }
            }
            functionNeeds[user.function] = named(roots(of: isHeld, from: [user.importer]))
        }
        ownNeeds = named(roots(of: isUsed.map { !$0 }, from: Array(list.importers.indices)))
    }

    /// What some entries require, as references.
    func needs(of indices: [Int]) -> [String] {
        named(indices.flatMap { list.packages[$0].requirements.filter { $0.scope != .dev }.compactMap(\.target) })
    }

    /// The fewest entries from which all the members are reached: what the importers ask for, what no member requires,
    /// and one of each circle that is left.
    private func roots(of isMember: [Bool], from importers: [Int]) -> [Int] {
        let members = isMember.indices.filter { isMember[$0] }
        var isRequired = isMember.map { _ in false }
        for member in members {
            for target in targets(of: member) where target != member && isRequired.indices.contains(target) { isRequired[target] = true }
        }
        let asked = importers.filter(list.importers.indices.contains).flatMap { list.importers[$0].requirements }.compactMap(\.target)
        var roots = asked.filter { isMember.indices.contains($0) && isMember[$0] } + members.filter { !isRequired[$0] }
        var isReached = isMember.map { !$0 }
        for root in roots { reach(root, &isReached) }
        for member in members where !isReached[member] {
            roots.append(member)
            reach(member, &isReached)
        }
        return roots
    }

    private func reach(_ start: Int, _ isReached: inout [Bool]) {
        var waiting = [start]
        while let index = waiting.popLast() {
            guard isReached.indices.contains(index), !isReached[index] else { continue }
            isReached[index] = true
            waiting += targets(of: index)
        }
    }

    private func targets(of index: Int) -> [Int] {
        list.packages[index].requirements.filter { $0.scope != .dev }.compactMap(\.target)
    }

    private func named(_ indices: [Int]) -> [String] { Set(indices.filter(references.indices.contains).map { references[$0] }).sorted() }
}
