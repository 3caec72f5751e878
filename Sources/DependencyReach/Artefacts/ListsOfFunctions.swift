import AdvisoryMatching
import PackageInventory

/// The lists of packages that hold for each function, and the names in them.
struct ListsOfFunctions {
    private let lists: [ShippedList]
    private var indices: [String: [Int]] = [:]
    private var names: [Int: Set<PackageName>] = [:]

    init(_ lists: [ShippedList]) {
        self.lists = lists
        for (index, shipped) in lists.enumerated() {
            for user in shipped.users { indices[user.function, default: []].append(index) }
        }
    }

    /// Whether a lockfile holds for a function.
    func isLocked(for function: String) -> Bool { indices[function]?.contains { lists[$0].list.isLocked } == true }

    /// The packages that the lists of one of some functions do not have.
    mutating func unknown(_ packages: [Package], to functions: [String]) -> [Package] {
        guard !packages.isEmpty else { return [] }
        // Many functions have the same lists.
        let known = Set(functions.map { indices[$0] ?? [] }).map { indices in indices.map { names(in: $0) } }
        return packages.filter { package in
            let name = PackageName(package.name, in: package.ecosystem)
            return !known.allSatisfy { $0.contains { $0.contains(name) } }
        }
    }

    private mutating func names(in list: Int) -> Set<PackageName> {
        if let known = names[list] { return known }
        let found = Set(lists[list].list.packages.map { PackageName($0.name, in: $0.ecosystem) })
        names[list] = found
        return found
    }
}
