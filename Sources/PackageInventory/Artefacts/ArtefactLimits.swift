import Archives

/// How much of a hostile artefact is read before the reader says so and stops.
///
/// Lambda takes 250 MB of code and layers unpacked, so no artefact that can be deployed comes near.
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
package enum ArtefactLimits {
    /// The longest archive, program or script of the tree that is read, in bytes.
    package static let bytes = 256 << 20
    /// The longest archive or program within an archive that is read, in bytes.
    package static let innerBytes = 128 << 20
    /// The most bytes that are unpacked of one artefact, of archives within it as well.
    package static let unpackedBytes = 1 << 30
    /// The most archives within each other.
    package static let nesting = 3
    /// The most archives within one artefact.
    package static let archives = 4_000
    /// The most scripts of one artefact that are looked at for what a bundler left in them.
    package static let scripts = 1_000
    /// The longest of these, in bytes.
    package static let scriptBytes = 32 << 20
    /// The most files that may be told to say nothing.
    package static let parts = 50
    /// The most packages of one artefact.
    package static let packages = 100_000

    /// How much of an archive's directory is read.
    static let archive = ArchiveLimits(entries: 300_000, entryBytes: innerBytes, totalBytes: unpackedBytes)
}
