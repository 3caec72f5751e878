/// The licences under which advisories may be passed on inside the binary; NOTICE names the databases.
package enum SnapshotLicenses {
    private static let allowed: Set<String> = [
        "CC-BY-4.0", "CC0-1.0", "MIT", "Apache-2.0", "Unlicense", "LicenseRef-ruby-advisory-db-public-domain",
    ]

    /// Whether a record under a licence may go into the snapshot; one that names none may not.
    package static func allow(_ license: String?) -> Bool { license.map(allowed.contains) ?? false }
}
