import ApplicationModel
import ManifestSyntax
package import SourceText

/// Reads what package managers leave beside the packages that they unpack: `package.json` in `node_modules`, and the
/// metadata of Python's distributions.
///
/// Source: <https://packaging.python.org/en/latest/specifications/recording-installed-packages/>
package struct UnpackedFolder {
    private let files: any FileSource
    private var packages: [Package] = []
    private var folderCount = 0
    private var isCut = false

    /// Reads a folder with all below it.
    package static func read(_ folder: RelativePath, files: any FileSource) -> Artefact {
        var reader = UnpackedFolder(files: files)
        reader.walk(folder, depth: 0)
        let reason = reader.isCut ? "the folder is too large to be read whole" : nil
        return Artefact(path: folder, packages: reader.packages, unscannable: reason)
    }

    private init(files: any FileSource) { self.files = files }

    private mutating func walk(_ folder: RelativePath, depth: Int) {
        guard depth < InventoryLimits.nesting, folderCount < InventoryLimits.unpackedFolders else {
            isCut = true
            return
        }
        folderCount += 1
        for entry in (try? files.entries(of: folder)) ?? [] where entry.kind == .directory {
            guard let path = folder.appending(entry.name) else { continue }
            if entry.name.hasSuffix(".dist-info") {
                addDistribution(path, "METADATA")
            } else if entry.name.hasSuffix(".egg-info") {
                addDistribution(path, "PKG-INFO")
            } else {
                if isNodePackage(folder) && !entry.name.hasPrefix("@") && !entry.name.hasPrefix(".") { addNode(path) }
                walk(path, depth: depth + 1)
            }
        }
    }

    /// Whether the folders in a folder are packages of Node.js.
    private func isNodePackage(_ folder: RelativePath) -> Bool {
        folder.name == "node_modules" || (folder.name.hasPrefix("@") && folder.directory.name == "node_modules")
    }

    private func file(_ path: RelativePath?) -> SourceFile? {
        guard let path, let bytes = try? files.contents(of: path, limit: InventoryLimits.metadataBytes) else {
            return nil
        }
        return SourceFile(path: path, bytes: bytes)
    }

    private mutating func addNode(_ folder: RelativePath) {
        guard let file = file(folder.appending("package.json")) else { return }
        let root = ManifestDocument.parse(file, language: .json).roots.first
        guard let name = root?["name"]?.string, let version = root?["version"]?.string else { return }
        var package = Package(
            .npm, name: name, version: version,
            place: root?.member("version")?.place ?? SourcePlace(wholeOf: file.path),
            source: .registry(nil))
        package.location = folder.description
        let scripts = root?["scripts"]
        package.hasInstallScript = ["preinstall", "install", "postinstall"].contains { scripts?[$0] != nil }
        packages.append(package)
    }

    /// `Name:` and `Version:` of the headers, which end at the first empty line.
    private mutating func addDistribution(_ folder: RelativePath, _ name: String) {
        guard let file = file(folder.appending(name)) else { return }
        var (title, version): (String?, TextLine?)
        for line in TextLines(file) {
            guard !line.isEmpty else { break }
            if line.hasPrefix("Name:") {
                title = line.part(line.span.lowerBound + 5, line.span.upperBound).trimmed.text
            }
            if line.hasPrefix("Version:") {
                version = line.part(line.span.lowerBound + 8, line.span.upperBound).trimmed
            }
        }
        guard let title, let version else { return }
        var package = Package(
            .pypi, name: title, version: version.text, place: SourcePlace(path: file.path, span: version.span),
            source: .registry(nil))
        package.location = folder.description
        packages.append(package)
    }
}
