/// What a list says of a package's licence, as far as it is an expression of SPDX.
///
/// Source: <https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/>
enum LicenseText {
    /// The ids that packages of these registries use; a list of all seven hundred would say little more.
    /// Source: <https://spdx.org/licenses/>
    private static let ids: Set<String> = [
        "0BSD", "AFL-2.0", "AFL-2.1", "AFL-3.0", "AGPL-3.0", "AGPL-3.0-only", "AGPL-3.0-or-later", "Apache-1.1", "Apache-2.0", "Artistic-1.0",
        "Artistic-2.0", "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSD-3-Clause-Clear", "BSD-4-Clause", "BSL-1.0", "BUSL-1.1", "Beerware",
        "BlueOak-1.0.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0", "CDDL-1.0", "CDDL-1.1", "CPL-1.0", "ECL-2.0", "EPL-1.0",
        "EPL-2.0", "EUPL-1.1", "EUPL-1.2", "Elastic-2.0", "GPL-2.0", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0", "GPL-3.0-only", "GPL-3.0-or-later",
        "HPND", "ISC", "LGPL-2.0", "LGPL-2.1", "LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0", "LGPL-3.0-only", "LGPL-3.0-or-later", "MIT", "MIT-0",
        "MPL-1.1", "MPL-2.0", "MS-PL", "NCSA", "OFL-1.1", "OpenSSL", "PHP-3.01", "PSF-2.0", "PostgreSQL", "Python-2.0", "Ruby", "SSPL-1.0", "UPL-1.0",
        "Unicode-3.0", "Unicode-DFS-2016", "Unlicense", "W3C", "W3C-20150513", "WTFPL", "X11", "ZPL-2.1", "Zlib",
    ]

    /// Whether a text is the id of a licence.
    static func isID(_ text: String) -> Bool { ids.contains(text) }

    /// Whether a text is an expression of such ids; `WITH` is left out, since exceptions have a list of their own.
    static func isExpression(_ text: String) -> Bool {
        guard text.utf8.count <= 500 else { return false }
        let words = text.replacing("(", with: " ( ").replacing(")", with: " ) ").split(separator: " ").map(String.init)
        var depth = 0
        var expectsOperand = true
        for word in words {
            switch (word, expectsOperand) {
            case ("(", true): depth += 1
            case (")", false):
                depth -= 1
                if depth < 0 { return false }
            case ("AND", false), ("OR", false): expectsOperand = true
            case (_, true) where isID(word): expectsOperand = false
            default: return false
            }
        }
        return !expectsOperand && depth == 0
    }

    /// One expression for several licences, one of which may be chosen; `nil` when one of them is none.
    static func expression(of licenses: [String]) -> String? {
        guard !licenses.isEmpty, licenses.allSatisfy(isExpression) else { return nil }
        return licenses.count == 1 ? licenses[0] : "(\(licenses.joined(separator: " OR ")))"
    }
}
