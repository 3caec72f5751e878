import Archives
import SourceText

/// The walk through an artefact and the archives in it.
struct ArtefactWalk {
    private let entries: ArtefactEntries
    private(set) var packages: [Package] = []
    /// What bundles were made of, each version once.
    private var bundled: Set<[String]> = []
    private var unread: [Artefact.Part] = []
    /// Why the walk was not ended.
    private var cut: String?
    private var folderCount = 0
    private var archiveCount = 0
    private var scriptCount = 0
    private var unpacked = 0

    init(entries: ArtefactEntries) { self.entries = entries }

    func artefact(at path: RelativePath) -> Artefact {
        Artefact(path: path, packages: packages, unscannable: cut, isCut: cut != nil, unread: unread)
    }

    /// Reads a folder or an archive with all below it.
    mutating func read(_ folder: PackedFolder) { walk(folder.root, in: folder, nesting: 0) }

    private mutating func walk(_ path: RelativePath, in folder: PackedFolder, nesting: Int) {
        guard nesting < InventoryLimits.nesting, folderCount < InventoryLimits.unpackedFolders else {
            return stop("it has too many folders to be read whole")
        }
        folderCount += 1
        let entries = (try? folder.files.entries(of: path)) ?? []
        addUnlabelled(entries, of: path, in: folder)
        for entry in entries {
            guard cut == nil, let inner = path.appending(entry.name) else { continue }
            switch entry.kind {
            case .directory: walkInto(inner, in: folder, nesting: nesting)
            case .file: addFile(inner, in: folder)
            case .symbolicLink, .other: continue
            }
        }
    }

    private mutating func walkInto(_ path: RelativePath, in folder: PackedFolder, nesting: Int) {
        let name = path.name
        if name.hasSuffix(".dist-info") { return addDistribution(path, path.appending("METADATA"), in: folder) }
        if name.hasSuffix(".egg-info") { return addDistribution(path, path.appending("PKG-INFO"), in: folder) }
        guard path.isPackageOfNode else { return walk(path, in: folder, nesting: nesting + 1) }
        addNode(path, in: folder)
        // The package's own files are many, and its packages lie in one place.
        // Links are not followed, since they may lead in circles.
        let hasInner = ((try? folder.files.entries(of: path)) ?? []).contains { $0.name == "node_modules" && $0.kind == .directory }
        guard hasInner, let inner = path.appending("node_modules") else { return }
        walk(inner, in: folder, nesting: nesting + 1)
    }

    private mutating func addFile(_ path: RelativePath, in folder: PackedFolder) {
        let name = path.name
        if name == "pom.properties" { return addMaven(path, in: folder) }
        if name.hasSuffix(".egg-info") { return addDistribution(path, path, in: folder) }
        if name.hasSuffix(".deps.json") { return addDotNet(path, in: folder) }
        if name.hasSuffix(".gemspec"), path.directory.name == "specifications" { return addGem(path, in: folder) }
        if name == "installed.json", path.directory.name == "composer" { return addComposer(path, in: folder) }
        if FileMagic.isCode(named: path) { return addArchive(path, in: folder) }
        if FileMagic.isScript(named: path) { return readScript(path, in: folder) }
        if isEntry(path, in: folder) || path.isProgramPlace(below: folder.root) { readProgram(path, in: folder) }
    }

    /// Whether a file is what a function runs, or what a runtime of the function's own starts with.
    private func isEntry(_ path: RelativePath, in folder: PackedFolder) -> Bool {
        let name = folder.name(of: path)
        return name == "bootstrap" || entries.paths.contains(name)
    }

    // MARK: What a file holds

    /// The bytes of a file; what cannot be had is told unless it is not there.
    mutating func contents(of path: RelativePath, limit: Int, in folder: PackedFolder) -> [UInt8]? {
        do throws(FileSourceError) {
            let bytes = try folder.files.contents(of: path, limit: limit)
            unpacked += bytes.count
            guard unpacked <= ArtefactLimits.unpackedBytes else {
                stop("it has more than \(ArtefactLimits.unpackedBytes >> 20) MiB once it is unpacked")
                return nil
            }
            return bytes
        } catch {
            if error != .missing { tell(path, error.isLimit ? .limit : .unreadable, error.whyUnread, in: folder) }
            return nil
        }
    }

    /// The text of a file of metadata.
    mutating func text(of path: RelativePath, in folder: PackedFolder) -> SourceFile? {
        contents(of: path, limit: InventoryLimits.metadataBytes, in: folder).map { SourceFile(path: path, bytes: $0) }
    }

    mutating func add(_ package: Package) {
        guard packages.count < ArtefactLimits.packages else { return stop("it has more than \(ArtefactLimits.packages) packages") }
        packages.append(package)
    }

    /// Records a file of which nothing can be said.
    mutating func tell(_ path: RelativePath, _ kind: Artefact.Part.Kind, _ reason: String, in folder: PackedFolder) {
        guard unread.count < ArtefactLimits.parts else { return }
        let name = folder.name(of: path)
        unread.append(
            Artefact.Part(
                path: name.hasSuffix("!/") ? String(name.dropLast(2)) : name, kind: kind,
                // Of itself a file is spoken of without its name.
                reason: reason.after("`\(path)` ").map { "it " + $0 } ?? reason))
    }

    private mutating func stop(_ reason: String) { cut = cut ?? reason }

    // MARK: Archives within

    private mutating func addArchive(_ path: RelativePath, in folder: PackedFolder) {
        guard folder.depth < ArtefactLimits.nesting else {
            return tell(path, .limit, "it lies within more than \(ArtefactLimits.nesting) archives", in: folder)
        }
        archiveCount += 1
        guard archiveCount <= ArtefactLimits.archives else { return stop("it has more than \(ArtefactLimits.archives) archives in it") }
        guard let bytes = contents(of: path, limit: ArtefactLimits.innerBytes, in: folder) else { return }
        do throws(ArchiveError) {
            let archive = try ZipArchive(bytes, limits: ArtefactLimits.archive)
            let place = folder.place(SourcePlace(wholeOf: path))
            let inner = PackedFolder(
                files: ArchivedFiles(archive), root: .root, place: place, prefix: folder.name(of: path) + "!/", depth: folder.depth + 1)
            readArchive(inner, named: path.name)
        } catch {
            tell(path, error.isLimit ? .limit : .unreadable, error.reason, in: folder)
        }
    }

    /// Reads an archive; a jar in which no package is named is one itself.
    mutating func readArchive(_ archive: PackedFolder, named name: String) {
        let before = packages.count + unread.count
        read(archive)
        guard FileMagic.isJar(named: name), packages.count + unread.count == before else { return }
        addJar(archive, named: name)
    }

    // MARK: Code

    private mutating func readScript(_ path: RelativePath, in folder: PackedFolder) {
        let name = folder.name(of: path)
        let parent = name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
        guard entries.scriptFolders.contains(parent) else { return }
        scriptCount += 1
        guard scriptCount <= ArtefactLimits.scripts else {
            guard scriptCount == ArtefactLimits.scripts + 1 else { return }
            return tell(path, .limit, "it comes after \(ArtefactLimits.scripts) scripts, as all further ones do", in: folder)
        }
        guard let bytes = contents(of: path, limit: ArtefactLimits.scriptBytes, in: folder) else { return }
        addScript(SourceFile(path: path, bytes: bytes), in: folder)
    }

    /// Adds the packages that a bundler made a script of.
    mutating func addScript(_ file: SourceFile, in folder: PackedFolder) {
        let bundle = BundledScript.read(file, files: folder.files)
        // Bundles that share their packages name each of them several times.
        for var package in bundle.packages where bundled.insert([package.name, package.version]).inserted {
            package.place = folder.place(package.place)
            package.location = folder.name(of: file.path)
            add(package)
        }
        if let reason = bundle.unscannable { tell(file.path, .unmarked, reason, in: folder) }
    }

    private mutating func readProgram(_ path: RelativePath, in folder: PackedFolder) {
        guard let bytes = contents(of: path, limit: ArtefactLimits.innerBytes, in: folder), FileMagic.isProgram(bytes) else { return }
        addProgram(bytes, at: path, in: folder)
    }

    /// Adds the modules that Go wrote into a program.
    mutating func addProgram(_ bytes: [UInt8], at path: RelativePath, in folder: PackedFolder) {
        guard let program = GoBuildInfo.read(bytes, at: path) else {
            return tell(path, .unmarked, "the program does not say which packages it was built from", in: folder)
        }
        for var package in program.packages {
            package.place = folder.place(package.place)
            package.location = folder.name(of: path)
            package.scopes.insert(.bundled)
            add(package)
        }
        if let reason = program.unscannable { tell(path, .unmarked, reason, in: folder) }
    }
}

extension RelativePath {
    /// Whether a folder stands where packages of Node.js do.
    fileprivate var isPackageOfNode: Bool {
        guard !name.hasPrefix("@"), !name.hasPrefix(".") else { return false }
        return directory.name == "node_modules" || (directory.name.hasPrefix("@") && directory.directory.name == "node_modules")
    }

    /// Whether a file without an ending stands where programs of functions and of extensions do.
    fileprivate func isProgramPlace(below root: RelativePath) -> Bool {
        guard !name.contains(".") else { return false }
        return directory == root || ((directory.name == "bin" || directory.name == "extensions") && directory.directory == root)
    }
}
