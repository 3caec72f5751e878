import PackageInventory

/// Who asks for some packages of a list, gathered in one walk over it.
struct PackageAskers {
    /// A requirement with the index of the project or package that has it.
    struct Asker {
        let index: Int
        let requirement: Requirement
    }

    private var projects: [Int: [Asker]] = [:]
    private var packages: [Int: [Asker]] = [:]
    private var versions: [String: Set<String>] = [:]

    /// Gathers who asks for the packages with some indices.
    init(for wanted: Set<Int>, in list: PackageList) {
        for (index, importer) in list.importers.enumerated() {
            for requirement in importer.requirements {
                guard let target = requirement.target, wanted.contains(target) else { continue }
                projects[target, default: []].append(Asker(index: index, requirement: requirement))
            }
        }
        for index in list.packages.indices {
            for requirement in list.packages[index].requirements {
                guard let target = requirement.target, wanted.contains(target) else { continue }
                packages[target, default: []].append(Asker(index: index, requirement: requirement))
            }
        }
        let names = Set(wanted.map { list.packages[$0].name })
        for index in list.packages.indices where names.contains(list.packages[index].name) {
            versions[list.packages[index].name, default: []].insert(list.packages[index].version)
        }
    }

    /// The projects that ask for one of some packages themselves.
    func projects(askingFor instances: [Int]) -> [Asker] { instances.flatMap { projects[$0] ?? [] } }

    /// The packages that ask for one of some packages.
    func packages(askingFor instances: [Int]) -> [Asker] { instances.flatMap { packages[$0] ?? [] } }

    /// Whether the list has one version of a name alone.
    func isAlone(_ name: String) -> Bool { (versions[name]?.count ?? 0) <= 1 }
}
