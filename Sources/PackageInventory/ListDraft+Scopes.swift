extension ListDraft {
    /// Where nothing says what the project asks for, it asks for every package that no other package needs.
    mutating func inferImporter() {
        guard importers.isEmpty, !packages.isEmpty else { return }
        var isNeeded = [Bool](repeating: false, count: packages.count)
        for package in packages {
            for case let target? in package.requirements.map(\.target) { isNeeded[target] = true }
        }
        var requirements = packages.indices.filter { !isNeeded[$0] }.map { root(to: $0) }
        // All within circles: no root can be told from another.
        if requirements.isEmpty { requirements = packages.indices.map { root(to: $0) } }
        var importer = Importer(requirements: requirements)
        importer.isInferred = true
        importers = [importer]
    }

    private func root(to index: Int) -> Requirement {
        let package = packages[index]
        return Requirement(package.importName, scope: package.scopes.contains(.dev) ? .dev : .runtime, target: index)
    }

    /// Marks what only development leads to, for lists that leave that to the manifests.
    mutating func markDevelopment() {
        guard importers.contains(where: { !$0.isInferred && $0.requirements.contains { $0.scope == .dev } }) else {
            return
        }
        let runtime = reached { $0 != .dev }
        let any = reached { _ in true }
        for index in packages.indices where any[index] && !runtime[index] { update(index) { $0.scopes.insert(.dev) } }
    }

    /// Which packages the importers lead to through direct requirements of some scopes.
    private func reached(from scopes: (Requirement.Scope) -> Bool) -> [Bool] {
        var isReached = [Bool](repeating: false, count: packages.count)
        var waiting: [Int] = []
        let roots = importers.flatMap { $0.requirements.filter { scopes($0.scope) }.compactMap(\.target) }
        for root in roots where !isReached[root] {
            isReached[root] = true
            waiting.append(root)
        }
        while let index = waiting.popLast() {
            for requirement in packages[index].requirements where requirement.scope != .dev {
                guard let target = requirement.target, !isReached[target] else { continue }
                isReached[target] = true
                waiting.append(target)
            }
        }
        return isReached
    }
}
