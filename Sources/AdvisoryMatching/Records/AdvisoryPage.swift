/// Where the databases show their advisories.
enum AdvisoryPage {
    /// The address of the first page there is of an advisory's ids; `nil` when none is known.
    static func address(of id: String, _ aliases: [String]) -> String? {
        address(of: id) ?? aliases.lazy.compactMap(address).first
    }

    /// The address of the page of an id; `nil` when the id's database has none that is known.
    static func address(of id: String) -> String? {
        switch Substring(id.utf8.prefix { $0 != UInt8(ascii: "-") }) {
        case "GHSA": return "https://github.com/advisories/" + id
        case "GO": return "https://pkg.go.dev/vuln/" + id
        case "RUSTSEC": return "https://rustsec.org/advisories/" + id + ".html"
        case "CVE": return "https://nvd.nist.gov/vuln/detail/" + id
        case "PYSEC", "MAL", "DRUPAL", "OSV", "EEF", "CURL", "HSEC", "RSEC": return "https://osv.dev/vulnerability/" + id
        default: return nil
        }
    }
}
