/// The packages of a list by name, for formats in which a name or a name with its version is unique.
struct NameIndex {
    private var byName: [String: Int] = [:]
    private var byVersion: [[String]: Int] = [:]
    private var isAmbiguous: Set<String> = []

    /// Adds a package; of several with one name the first is found.
    mutating func add(_ name: String, version: String = "", _ index: Int) {
        if byName[name] == nil { byName[name] = index } else { isAmbiguous.insert(name) }
        if byVersion[[name, version]] == nil { byVersion[[name, version]] = index }
    }

    /// The package of a name; with a version only one that has it.
    func find(_ name: String, version: String? = nil) -> Int? {
        guard let version else { return byName[name] }
        return byVersion[[name, version]]
    }

    /// Whether several packages have a name.
    func isAmbiguous(_ name: String) -> Bool { isAmbiguous.contains(name) }
}
