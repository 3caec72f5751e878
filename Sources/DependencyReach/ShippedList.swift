package import PackageInventory

/// A list of packages with the functions that are packed from it.
package struct ShippedList: Sendable {
    /// A function that is packed from the list.
    package struct User: Sendable {
        /// The function's name.
        package let function: String
        /// The index of the project of the list that its code belongs to.
        package let importer: Int
        /// The packages that its code loads, by index; `nil` where that cannot be told.
        let loaded: Set<Int>?
        /// Whether what is not among them may be loaded all the same.
        let mayLoadMore: Bool
        /// Whether something besides the code may load packages that are there.
        let mayPreload: Bool
        /// Whether a package that it loads may load others that nothing names.
        let loadsByName: Bool
        /// Whether a bundler packs what is loaded and nothing else.
        let isBundled: Bool
        /// Whether what is there to build and test is packed too; `nil` where nothing says so.
        let packsDevelopment: Bool?
        /// The packages that the function's artefact holds, by index; `nil` where it has none that was read whole.
        let packed: Set<Int>?

        /// Whether the function's package holds one of some instances.
        func holds(_ instances: [Int]) -> Bool {
            if let packed { return instances.contains(where: packed.contains) }
            return isBundled ? codeLoads(instances) != false : true
        }

        /// Whether it holds one of some instances that are there to build and test: a bundler packs what the code imports,
        /// wherever it is listed. `nil` when it cannot be told.
        func holdsDevelopment(_ instances: [Int]) -> Bool? {
            if let packed { return instances.contains(where: packed.contains) }
            let loads = codeLoads(instances)
            if loads == true { return true }
            return isBundled ? loads : packsDevelopment
        }

        /// Whether the function loads one of some instances when it runs; `nil` when it cannot be told.
        func loads(_ instances: [Int]) -> Bool? {
            let loads = codeLoads(instances)
            return loads == false && mayPreload ? nil : loads
        }

        private func codeLoads(_ instances: [Int]) -> Bool? {
            guard let loaded else { return nil }
            if instances.contains(where: loaded.contains) { return true }
            return mayLoadMore ? nil : false
        }
    }

    /// The list.
    package let list: PackageList
    /// The functions, in the manifest's order.
    package let users: [User]
    /// What leads to what in it.
    package let graph: PackageGraph
    /// The manifests of the projects it serves, in their order; none where no advisory asks for a change.
    package internal(set) var manifests: [ProjectManifest?] = []
    /// The packages that direct requirements lead to which no function's code imports: something else may load them.
    private let unexplained: Set<Int>

    init(list: PackageList, users: [User], graph: PackageGraph) {
        (self.list, self.users, self.graph) = (list, users, graph)
        let imported = users.reduce(into: Set<Int>()) { $0.formUnion($1.loaded ?? []) }
        let direct = list.importers.flatMap(\.requirements).filter { $0.scope != .dev }.compactMap(\.target)
        unexplained = Set(graph.closure(of: direct.filter { !imported.contains($0) }))
    }

    /// Whether a function certainly leaves some instances alone, so that others may rely on it.
    func isNeverLoaded(_ instances: [Int], by user: User) -> Bool {
        user.loads(instances) == false && !user.loadsByName && !instances.contains(where: unexplained.contains)
    }
}
