import Findings

/// Names that tell functions of several applications apart.
struct TableNames {
    /// A name for each table: the function's, else with the application's or with the manifest's in front.
    let unique: [String]

    init(_ tables: [FunctionPermissionTable]) {
        let spellings: [(FunctionPermissionTable) -> String] = [
            { $0.function }, { "\($0.application)/\($0.function)" }, { "\($0.place.path)/\($0.function)" },
        ]
        var names = [String?](repeating: nil, count: tables.count)
        for spelling in spellings {
            let all = tables.map(spelling)
            let counts = all.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
            for index in tables.indices where names[index] == nil && counts[all[index]] == 1 { names[index] = all[index] }
        }
        let complete = zip(names, tables).map { $0 ?? "\($1.place.path)/\($1.function)" }
        unique = Self.numbered(complete, by: "#")
    }

    /// The names as Terraform takes them: letters, digits, underscores and hyphens, and no digit in front.
    var identifiers: [String] {
        Self.numbered(
            unique.map { name in
                let word = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") ? $0 : "_" })
                return word.first?.isNumber == true ? "_" + word : word
            }, by: "_")
    }

    /// Names of which the second and every further one that is the same gets a number.
    private static func numbered(_ names: [String], by mark: String) -> [String] {
        var taken = Set(names)
        var seen: Set<String> = []
        return names.map { name in
            if seen.insert(name).inserted { return name }
            let free = (2...(names.count + 2)).lazy.map { "\(name)\(mark)\($0)" }.first { taken.insert($0).inserted }
            return free ?? name
        }
    }
}
