package import PackageURLs

/// What a finding says of one package.
package struct PackageConcern: Sendable, Hashable {
    /// The package; `nil` for one that no registry keeps.
    package let package: PackageURL?
    /// Its name as the list of packages has it.
    package let name: String
    /// Its version; empty when the list does not say.
    package let version: String
    /// Every id of the published flaw, the best known first; empty when the finding is about no published flaw.
    package let flaws: [String]

    /// Makes a record.
    package init(_ package: PackageURL?, name: String, version: String, flaws: [String] = []) {
        self.package = package
        self.name = name
        self.version = version
        self.flaws = flaws
    }

    /// Whether an id is one of the flaw's; databases differ in upper and lower case.
    package func isFlaw(_ id: String) -> Bool { flaws.contains { FlawID.folded($0) == FlawID.folded(id) } }
}

/// The spelling in which ids of flaws are compared.
package enum FlawID {
    /// The id in small letters.
    package static func folded(_ id: String) -> String {
        String(decoding: id.utf8.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
