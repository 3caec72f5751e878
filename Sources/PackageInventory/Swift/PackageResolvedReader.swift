import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `Package.resolved`, versions 1 to 3.
///
/// Source: <https://github.com/swiftlang/swift-package-manager/blob/main/Sources/PackageGraph/ResolvedPackagesStore.swift>
struct PackageResolvedReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(input.file, language: .json, limits: InventoryLimits.text)
        draft.adopt(document.issues)
        let root = document.roots.first
        // Version 1 has one level more.
        for pin in root?["pins"]?.elements ?? root?["object"]?["pins"]?.elements ?? [] {
            guard let package = package(pin) else {
                draft.report(.unexpectedShape, "a pin has neither identity nor location", at: pin.place)
                continue
            }
            draft.add(package)
        }
        draft.inferImporter()
        return draft.finished()
    }

    private static func package(_ pin: ManifestNode) -> Package? {
        let location = pin["location"]?.string ?? pin["repositoryURL"]?.string ?? ""
        let identity = pin["identity"]?.string ?? pin["package"]?.string
        let isRegistry = pin["kind"]?.string == "registry" || location.isEmpty
        guard let name = isRegistry ? identity : SwiftURL.name(of: location) else { return nil }
        let state = pin["state"]
        let version = state?["version"]?.scalarText
        var package = Package(
            .swiftURL, name: name, version: version ?? "", place: pin.place,
            source: .registry(location.isEmpty ? nil : location))
        package.hasIntegrity = state?["revision"]?.string != nil
        if pin["kind"]?.string == "localSourceControl" {
            package.source = .path(location)
        } else if version == nil {
            // A branch or a revision is no version that an advisory could name.
            let revision = state?["revision"]?.scalarText ?? state?["branch"]?.scalarText ?? ""
            package.source = .git("\(location)#\(revision)")
        }
        return package
    }
}

/// How advisories name a Swift package: the address of its repository without scheme and ending.
///
/// Source: <https://ossf.github.io/osv-schema/#defined-ecosystems>
enum SwiftURL {
    static func name(of location: String) -> String {
        var text = location[...]
        if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
        let host = text.prefix { $0 != "/" }
        if let at = host.lastIndex(of: "@") { text = text[text.index(after: at)...] }
        // `git@host:owner/name` has a colon in place of the slash.
        var name = String(text)
        if let colon = text.prefix(while: { $0 != "/" }).firstIndex(of: ":"), !location.contains("://") {
            name = text[..<colon] + "/" + text[text.index(after: colon)...]
        }
        while name.hasSuffix("/") { name.removeLast() }
        if name.hasSuffix(".git") { name.removeLast(4) }
        return name
    }
}
