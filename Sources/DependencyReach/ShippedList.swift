package import PackageInventory

/// A list of packages with the functions that are packed from it.
package struct ShippedList: Sendable {
    /// A function that is packed from the list.
    package struct User: Sendable {
        /// The function's name.
        package let function: String
        /// The packages that its code loads, by index; `nil` where that cannot be told.
        let loaded: Set<Int>?
        /// Whether what is not among them may be loaded all the same.
        let mayLoadMore: Bool
        /// Whether a bundler packs what is loaded and nothing else.
        let isBundled: Bool
        /// The packages that the function's artefact holds, by index; `nil` where it has none that was read whole.
        let packed: Set<Int>?

        /// Whether the function's package holds one of some instances.
        func holds(_ instances: [Int]) -> Bool {
            if let packed { return instances.contains(where: packed.contains) }
            return isBundled ? loads(instances) != false : true
        }

        /// Whether the function's code loads one of some instances; `nil` when it cannot be told.
        func loads(_ instances: [Int]) -> Bool? {
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
}
