import CodeAnalysis

/// A package that wrote into prototypes until a version of it.
struct PollutingPackage {
    /// The package's name.
    private let name: String
    /// The calls that did.
    let calls: APISet
    /// The first version that does not; `nil` when there is none.
    private let fixed: [Int]?

    private init(_ name: String, fixed: [Int]?, _ calls: [APIPattern]) {
        self.name = name
        self.fixed = fixed
        self.calls = APISet(calls)
    }

    /// Deep merges, and what writes along a path.
    ///
    /// Source: the advisories CVE-2018-16487, CVE-2019-10744, CVE-2020-8203 and those of the other packages at https://github.com/advisories
    static let all = [
        PollutingPackage(
            "lodash", fixed: [4, 17, 12],
            ["merge", "mergeWith", "defaultsDeep"].flatMap { [APIPattern("lodash.\($0)"), APIPattern("lodash/\($0)")] }),
        PollutingPackage(
            "lodash", fixed: [4, 17, 19],
            ["set", "setWith", "update", "updateWith", "zipObjectDeep"].flatMap { [APIPattern("lodash.\($0)"), APIPattern("lodash/\($0)")] }),
        PollutingPackage("lodash.merge", fixed: [4, 6, 2], ["lodash.merge"]),
        PollutingPackage("lodash.defaultsdeep", fixed: [4, 6, 1], ["lodash.defaultsdeep"]),
        PollutingPackage("deepmerge", fixed: [3, 2, 1], ["deepmerge", "deepmerge.all"]),
        PollutingPackage("merge", fixed: [2, 1, 1], ["merge.recursive"]),
        PollutingPackage("extend", fixed: [3, 0, 2], ["extend"]),
        PollutingPackage("deep-extend", fixed: [0, 5, 1], ["deep-extend"]),
        PollutingPackage("mixin-deep", fixed: [2, 0, 1], ["mixin-deep"]),
        PollutingPackage("merge-deep", fixed: [3, 0, 3], ["merge-deep"]),
        PollutingPackage("set-value", fixed: [4, 0, 1], ["set-value"]),
        PollutingPackage("object-path", fixed: [0, 11, 8], ["object-path.set"]),
        PollutingPackage("dot-prop", fixed: [5, 1, 1], ["dot-prop.set"]),
        PollutingPackage("dset", fixed: [3, 1, 4], ["dset", "dset.dset"]),
        PollutingPackage("hoek", fixed: [5, 0, 3], ["hoek.merge", "hoek.applyToDefaults"]),
        PollutingPackage("@hapi/hoek", fixed: [8, 5, 1], ["@hapi/hoek.merge"]),
    ]

    /// What is known of the version that a function runs.
    enum Standing {
        case vulnerable, safe, unknown
    }

    /// What the list of a function's packages says of a call; `nil` for calls of other packages.
    static func standing(of call: CallFact, in code: FunctionCode) -> Standing? {
        all.first { call.isAny(of: $0.calls) }?.standing(in: code)
    }

    private func standing(in code: FunctionCode) -> Standing {
        guard let version = code.closure.certainVersion(of: name), let first = version.first else { return .unknown }
        guard let fixed else { return .vulnerable }
        // A range may lead to any version that begins as it does.
        guard version.count > 2 else { return first > (fixed.first ?? 0) ? .safe : .unknown }
        return version.lexicographicallyPrecedes(fixed) ? .vulnerable : .safe
    }
}
