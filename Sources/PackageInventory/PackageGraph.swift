import ApplicationModel

/// What leads to what among the packages of a list.
package struct PackageGraph: Sendable {
    /// A way from a project to a package.
    package struct Path: Sendable, Hashable {
        /// The index of the importer that it starts from.
        package let importer: Int
        /// Which of its requirements, by index, leads to the direct package.
        package let request: Int
        /// The indices of the packages, the direct one first and the package itself last.
        package let packages: [Int]
    }

    private let list: PackageList
    /// For each package what came before it on the shortest way; `nil` where nothing leads to it.
    private let previous: [Step?]

    /// What leads to a package.
    private struct Step {
        /// A package by its index, or an importer as `-1 - index`.
        let origin: Int
        /// The index of the requirement there.
        let requirement: Int
    }

    /// Walks the list once, breadth first; time and space are linear in packages and requirements.
    package init(_ list: PackageList) {
        self.list = list
        previous = Self.walk(list)
    }

    private static func walk(_ list: PackageList) -> [Step?] {
        var previous = [Step?](repeating: nil, count: list.packages.count)
        var queue: [Int] = []
        func visit(_ requirements: [Requirement], from origin: Int) {
            for index in requirements.indices {
                guard let target = requirements[index].target, previous.indices.contains(target), previous[target] == nil else { continue }
                previous[target] = Step(origin: origin, requirement: index)
                queue.append(target)
            }
        }
        // Members of the workspace start ways of their own, and are no packages on the way of another.
        for (index, importer) in list.importers.enumerated() { visit(importer.requirements, from: -1 - index) }
        var next = 0
        while next < queue.count {
            visit(list.packages[queue[next]].requirements, from: queue[next])
            next += 1
        }
        return previous
    }

    /// The shortest way from a project to a package; `nil` when no requirement leads there.
    package func shortestPath(to package: Int) -> Path? {
        guard previous.indices.contains(package) else { return nil }
        var way: [Int] = []
        var current = package
        var request = 0
        while current >= 0 {
            way.append(current)
            guard let step = previous[current] else { return nil }
            (current, request) = (step.origin, step.requirement)
        }
        return Path(importer: -1 - current, request: request, packages: way.reversed())
    }

    /// The indices of all packages that are loaded when code of an importer imports some by name, ascending.
    ///
    /// A name that the importer does not ask for itself is taken from where the folder of packages would have it.
    package func closure(of names: [String], from importer: Int) -> [Int] {
        guard list.importers.indices.contains(importer) else { return [] }
        let wanted = Set(names.map(normalized))
        var starts = list.importers[importer].requirements.filter { wanted.contains(normalized($0.name)) }
        let missing = wanted.subtracting(starts.filter { $0.target != nil }.map { normalized($0.name) })
        if !missing.isEmpty { starts += undeclared(missing) }
        return closure(of: starts.compactMap(\.target))
    }

    /// The indices of some packages and of all that they lead to, ascending.
    package func closure(of starts: [Int]) -> [Int] {
        var isReached = [Bool](repeating: false, count: list.packages.count)
        var waiting: [Int] = []
        func visit(_ index: Int) {
            guard isReached.indices.contains(index), !isReached[index] else { return }
            isReached[index] = true
            waiting.append(index)
        }
        starts.forEach(visit)
        while let index = waiting.popLast() {
            for requirement in list.packages[index].requirements where requirement.scope != .dev {
                if let target = requirement.target { visit(target) }
            }
        }
        return isReached.indices.filter { isReached[$0] }
    }

    /// What an importer asks for under a name, or what the folder of packages has under it.
    package func requirement(named name: String, of importer: Int) -> Requirement? {
        guard list.importers.indices.contains(importer) else { return nil }
        let wanted = normalized(name)
        let own = list.importers[importer].requirements.filter { normalized($0.name) == wanted }
        if let met = own.first(where: { $0.target != nil }) { return met }
        return undeclared([wanted]).first ?? own.first
    }

    private func undeclared(_ names: Set<String>) -> [Requirement] {
        var best: [String: Int] = [:]
        for (index, package) in list.packages.enumerated() {
            let name = normalized(package.importName)
            guard names.contains(name) else { continue }
            if let other = best[name], depth(other) <= depth(index) { continue }
            best[name] = index
        }
        return best.values.sorted().map { Requirement(list.packages[$0].importName, target: $0) }
    }

    private func depth(_ index: Int) -> Int { list.packages[index].location?.utf8.count ?? 0 }

    private func normalized(_ name: String) -> String {
        list.kind.ecosystem == .pypi ? PythonName.normalized(name) : name
    }
}
