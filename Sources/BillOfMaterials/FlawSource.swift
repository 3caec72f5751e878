import DependencyReach

/// The database that an id of a flaw belongs to.
struct FlawSource {
    let name: String
    /// Where people read on; `nil` when nothing says it.
    let address: String?

    init(of id: String, _ flaw: Flaw) {
        if id.hasPrefix("GHSA-") {
            (name, address) = ("GitHub Advisory Database", "https://github.com/advisories/\(id)")
        } else if id.hasPrefix("CVE-") {
            (name, address) = ("NVD", "https://nvd.nist.gov/vuln/detail/\(id)")
        } else if id.hasPrefix("x_") {
            // Such ids were made for records that have none of their own.
            (name, address) = ("unnamed", flaw.readableLink)
        } else {
            (name, address) = ("OSV", "https://osv.dev/vulnerability/\(id)")
        }
    }
}

extension Flaw {
    /// Its ids, without those that were made up for a database and without text that is no id.
    var publishedAliases: [String] {
        aliases.filter { id in
            !id.hasPrefix("x_") && id.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || "-_.:".utf8.contains($0) }
        }
    }

    /// Where people read on, as far as it is an address; `nil` when there is none.
    var readableLink: String? {
        let isAddress = link.hasPrefix("https://") || link.hasPrefix("http://")
        return isAddress && link.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) } ? link : nil
    }
}
