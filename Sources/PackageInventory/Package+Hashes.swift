import ManifestSyntax

extension Package {
    /// Takes over what a list says of a package's integrity, as Subresource Integrity has it.
    mutating func addIntegrity(_ text: String?) {
        guard let text, !text.isEmpty else { return }
        hasIntegrity = true
        hashes += PackageHash.all(inIntegrity: text)
    }

    /// Takes over hashes such as `sha256:…`.
    mutating func addHashes(_ texts: [String]) {
        hasIntegrity = hasIntegrity || !texts.isEmpty
        hashes += texts.compactMap { PackageHash(prefixed: $0) }
    }

    /// Takes over one hash; of what is none, only that it is there.
    mutating func addHash(_ algorithm: PackageHash.Algorithm, _ text: String?) {
        guard let text, !text.isEmpty else { return }
        hasIntegrity = true
        hashes += PackageHash(algorithm, hexadecimal: text).map { [$0] } ?? []
    }

    /// Takes over the `hash` of each file of a list; a file may be just its hash.
    mutating func addHashes(ofFiles files: [ManifestNode]) {
        addHashes(files.compactMap { $0["hash"]?.string ?? $0.string })
    }

    /// Takes over the table of hashes of each file of a `pylock.toml`.
    ///
    /// Source: <https://packaging.python.org/en/latest/specifications/pylock-toml/#packages-wheels-hashes>
    mutating func addHashTables(ofFiles files: [ManifestNode]) {
        for member in files.flatMap({ $0["hashes"]?.members ?? [] }) {
            hasIntegrity = true
            guard let algorithm = PackageHash.Algorithm(rawValue: member.key), let text = member.value.string else { continue }
            addHash(algorithm, text)
        }
    }
}
