import Archives
package import SourceText

/// Reads what a manifest names as a function's code or layer, of whatever kind it is.
package enum ArtefactReader {
    /// Reads a file or folder of the tree; `nil` when nothing stands there. `entries` say where in it what the
    /// functions run may lie.
    ///
    /// Files are unpacked one after the other, and what was read of one is gone before the next.
    package static func read(_ path: RelativePath, entries: ArtefactEntries, files: any FileSource) -> Artefact? {
        switch files.kind(of: path) {
        case .directory?:
            let folder = PackedFolder(files: files, root: path, place: nil, prefix: "", depth: 0)
            var walk = ArtefactWalk(entries: entries)
            walk.read(folder)
            return walk.artefact(at: path)
        case .file?: return file(path, entries, files)
        case .symbolicLink?, .other?: return Artefact(path: path, packages: [], unscannable: "it is no regular file")
        case nil: return nil
        }
    }

    private static func file(_ path: RelativePath, _ entries: ArtefactEntries, _ files: any FileSource) -> Artefact {
        do throws(FileSourceError) {
            let bytes = try files.contents(of: path, limit: ArtefactLimits.bytes)
            return read(bytes, at: path, entries, files)
        } catch {
            return Artefact(path: path, packages: [], unscannable: error.whyUnread, isCut: error.isLimit)
        }
    }

    private static func read(_ bytes: [UInt8], at path: RelativePath, _ entries: ArtefactEntries, _ files: any FileSource) -> Artefact {
        var walk = ArtefactWalk(entries: entries)
        if FileMagic.isZip(bytes) || FileMagic.isArchive(named: path) {
            do throws(ArchiveError) {
                let archive = try ZipArchive(bytes, limits: ArtefactLimits.archive)
                let place = SourcePlace(wholeOf: path)
                walk.readArchive(PackedFolder(files: ArchivedFiles(archive), root: .root, place: place, prefix: "", depth: 1), named: path.name)
                return walk.artefact(at: path)
            } catch {
                return Artefact(path: path, packages: [], unscannable: error.reason, isCut: error.isLimit)
            }
        }
        let folder = PackedFolder(files: files, root: path.directory, place: nil, prefix: "", depth: 0)
        if FileMagic.isProgram(bytes) {
            walk.addProgram(bytes, at: path, in: folder)
        } else if FileMagic.isScript(named: path) {
            walk.addScript(SourceFile(path: path, bytes: bytes), in: folder)
        } else {
            return Artefact(path: path, packages: [], unscannable: "it is no zip file")
        }
        return walk.artefact(at: path)
    }
}

/// What the first bytes and the name of a file say about it.
enum FileMagic {
    static func isZip(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
    }

    /// Programs of Linux.
    static func isProgram(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) }

    static func isJar(named name: String) -> Bool { [".jar", ".war", ".ear"].contains(where: name.lowercased().hasSuffix) }

    static func isArchive(named path: RelativePath) -> Bool { isJar(named: path.name) || path.fileExtension == "zip" }

    /// Whether an archive in an artefact is code rather than data; the zip is what `serverless-python-requirements` unpacks
    /// when the function starts.
    static func isCode(named path: RelativePath) -> Bool { isJar(named: path.name) || path.name == ".requirements.zip" }

    static func isScript(named path: RelativePath) -> Bool { ["js", "mjs", "cjs"].contains(path.fileExtension) }
}

extension ArchiveError {
    /// Whether a limit keeps the archive from being read.
    var isLimit: Bool { if case .tooLarge = self { true } else { false } }
}

extension FileSourceError {
    /// Whether a limit keeps the file from being read.
    var isLimit: Bool { if case .tooLarge = self { true } else { false } }

    /// Why a file's packages are not known.
    var whyUnread: String {
        switch self {
        case .missing: "it is not there"
        case .outsideRoot: "it is a link that leads elsewhere"
        case .tooLarge(let limit): "it has more than \(limit >> 20) MiB"
        case .unreadable(let reason): reason
        }
    }
}
