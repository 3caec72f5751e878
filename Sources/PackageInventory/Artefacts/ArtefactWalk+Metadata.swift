import ApplicationModel
import ManifestSyntax
import SourceText

extension ArtefactWalk {
    /// Adds the package that `package.json` in its folder describes.
    mutating func addNode(_ path: RelativePath, in folder: PackedFolder) {
        guard let manifest = path.appending("package.json"), let file = text(of: manifest, in: folder) else { return }
        let document = ManifestDocument.parse(file, language: .json)
        let root = document.roots.first
        guard let name = root?["name"]?.string, let version = root?["version"]?.string else {
            if let issue = document.issues.first(where: \.isPartial) { tell(manifest, .unreadable, issue.message, in: folder) }
            return
        }
        let place = root?.member("version")?.place ?? SourcePlace(wholeOf: file.path)
        var package = Package(.npm, name: name, version: version, place: folder.place(place), source: .registry(nil))
        package.location = folder.name(of: path)
        let scripts = root?["scripts"]
        package.hasInstallScript = ["preinstall", "install", "postinstall"].contains { scripts?[$0] != nil }
        add(package)
    }

    /// Adds the distribution that a file of headers describes, which end at the first empty line.
    ///
    /// Source: <https://packaging.python.org/en/latest/specifications/recording-installed-packages/>
    mutating func addDistribution(_ path: RelativePath, _ metadata: RelativePath?, in folder: PackedFolder) {
        guard let metadata, let file = text(of: metadata, in: folder) else { return }
        var (title, version): (String?, TextLine?)
        for line in TextLines(file) {
            guard !line.isEmpty else { break }
            if line.hasPrefix("Name:") { title = line.part(line.span.lowerBound + 5, line.span.upperBound).trimmed.text }
            if line.hasPrefix("Version:") { version = line.part(line.span.lowerBound + 8, line.span.upperBound).trimmed }
        }
        guard let title, let version else { return }
        let place = folder.place(SourcePlace(path: file.path, span: version.span))
        var package = Package(.pypi, name: title, version: version.text, place: place, source: .registry(nil))
        package.location = folder.name(of: path)
        add(package)
    }

    /// Adds the libraries that an application of .NET is deployed with.
    ///
    /// Source: <https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md>
    mutating func addDotNet(_ path: RelativePath, in folder: PackedFolder) {
        guard let file = contents(of: path, limit: InventoryLimits.includedBytes, in: folder).map({ SourceFile(path: path, bytes: $0) })
        else { return }
        let root = ManifestDocument.parse(file, language: .json, limits: InventoryLimits.text).roots.first
        for library in root?["libraries"]?.members ?? [] where library.value["type"]?.string == "package" {
            let parts = library.key.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { continue }
            addListed(.nuGet, parts[0], parts[1], library.place, path, in: folder)
        }
    }

    /// Adds the packages that Composer installed.
    ///
    /// Source: <https://getcomposer.org/doc/07-runtime.md>
    mutating func addComposer(_ path: RelativePath, in folder: PackedFolder) {
        guard let file = contents(of: path, limit: InventoryLimits.includedBytes, in: folder).map({ SourceFile(path: path, bytes: $0) })
        else { return }
        let root = ManifestDocument.parse(file, language: .json, limits: InventoryLimits.text).roots.first
        let list = root?["packages"]?.elements ?? root?.elements ?? []
        for entry in list {
            guard let name = entry["name"]?.string, let version = entry.member("version"), let text = version.value.string else { continue }
            addListed(.packagist, name, text, version.place, path, in: folder)
        }
    }

    /// Adds the gem that a specification describes, as RubyGems writes it beside what it installs.
    ///
    /// Source: <https://guides.rubygems.org/specification-reference/>
    mutating func addGem(_ path: RelativePath, in folder: PackedFolder) {
        guard let file = text(of: path, in: folder) else { return }
        var (name, version): (String?, (text: String, span: ByteSpan)?)
        for line in TextLines(file) {
            let line = line.trimmed
            if name == nil, line.hasPrefix("s.name = ") { name = line.text.quoted }
            if version == nil, line.hasPrefix("s.version = "), let text = line.text.quoted { version = (text, line.span) }
        }
        guard let name, let version else { return }
        addListed(.rubyGems, name, version.text, SourcePlace(path: path, span: version.span), path, in: folder)
    }

    private mutating func addListed(
        _ ecosystem: Ecosystem, _ name: String, _ version: String, _ place: SourcePlace, _ path: RelativePath, in folder: PackedFolder
    ) {
        var package = Package(ecosystem, name: name, version: version, place: folder.place(place), source: .registry(nil))
        package.location = folder.name(of: path)
        add(package)
    }
}

extension String {
    /// What stands between the first two quotation marks.
    fileprivate var quoted: String? {
        let parts = split(separator: "\"", omittingEmptySubsequences: false)
        return parts.count >= 3 ? String(parts[1]) : nil
    }
}
