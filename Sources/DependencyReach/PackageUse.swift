import PackageInventory

/// How a function stands to a package of the list that it is packed from.
package enum PackageUse: String, Sendable, Hashable, Comparable, CaseIterable {
    /// It is not in the function's package, as far as it can be told.
    case absent
    /// It is packed, and the function's code loads it on no way that there is.
    case shipped
    /// It is packed, and whether the code loads it cannot be told.
    case perhapsLoaded = "perhaps-loaded"
    /// The code loads it, itself or through others.
    case loaded

    package static func < (left: PackageUse, right: PackageUse) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .absent: 0
        case .shipped: 1
        case .perhapsLoaded: 2
        case .loaded: 3
        }
    }
}

extension ShippedList {
    /// How a function stands to one version, given by the indices of all its entries.
    package func use(of instances: [Int], by user: User) -> PackageUse {
        guard holds(instances, by: user) == true else { return .absent }
        return switch user.loads(instances) {
        case true?: .loaded
        case false?: .shipped
        case nil: .perhapsLoaded
        }
    }

    /// Whether all of some entries are there to build and test.
    func isForDevelopment(_ instances: [Int]) -> Bool {
        instances.allSatisfy { list.packages.indices.contains($0) && list.packages[$0].scopes.contains(.dev) }
    }

    /// Whether the function's package holds one of some entries; `nil` where a package that is there to build and test may
    /// be packed all the same.
    func holds(_ instances: [Int], by user: User) -> Bool? {
        isForDevelopment(instances) ? user.holdsDevelopment(instances) : user.holds(instances)
    }
}

extension AffectedPackage {
    /// How a function stands to the package.
    package func use(by function: String) -> PackageUse {
        guard shippedBy.contains(function) else { return .absent }
        if loadedBy.contains(function) { return .loaded }
        return perhapsLoadedBy.contains(function) ? .perhapsLoaded : .shipped
    }
}
