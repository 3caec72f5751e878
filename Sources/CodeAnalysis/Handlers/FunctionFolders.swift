internal import ApplicationModel
internal import SourceText

/// The folders that a function's settings name.
struct FunctionFolders {
    let application: Application
    let function: Function
    let files: CodeFiles

    /// What the manifest names as the function's code, whether or not it is there; the manifest's folder when it names
    /// nothing.
    var named: RelativePath {
        guard let source = function.package.source, let text = source.string else { return manifest }
        let bases = [manifest, source.place.path.directory]
        let paths = bases.compactMap { $0.appending(text) }
        return paths.first { files.isDirectory($0) || files.isFile($0) } ?? paths.first ?? manifest
    }

    /// The manifest's folder.
    var manifest: RelativePath { application.manifest.directory }

    /// The roots of imports: where an archive or a folder that is yet to be built is named, the nearest folder that is
    /// there.
    var roots: CodeRoots {
        let code = named.selfAndAbove.first { files.isDirectory($0) } ?? manifest
        return CodeRoots(code: code, manifest: manifest, layers: layers, searched: searched(code))
    }

    private func searched(_ code: RelativePath) -> [RelativePath] {
        let value = function.environment.last { $0.name == "PYTHONPATH" }?.value.string ?? ""
        return value.split(separator: ":").prefix(20).compactMap { part in
            let prefix = "/var/task/"
            return code.appending(part.hasPrefix(prefix) ? String(part.dropFirst(prefix.count)) : String(part))
        }
    }

    /// The folders of the layers that the manifest declares, for a function that has any; those it names first.
    private var layers: [RelativePath] {
        guard !function.layers.isEmpty else { return [] }
        let referenced = Set(function.layers.compactMap(\.referencedLogicalID))
        let all = templateLayers + serviceLayers
        let folders = all.filter { referenced.contains($0.name) } + all.filter { !referenced.contains($0.name) }
        var found: [RelativePath] = []
        for folder in folders.compactMap({ manifest.appending($0.path) }) where !found.contains(folder) {
            if files.isDirectory(folder) { found.append(folder) }
        }
        return found
    }

    private var templateLayers: [(name: String, path: String)] {
        (application.document["Resources"]?.members ?? []).compactMap { member in
            guard member.value["Type"]?.string?.hasSuffix("::LayerVersion") == true else { return nil }
            let properties = member.value["Properties"]
            let path = member.value[path: "Metadata", "aws:asset:path"] ?? properties?["ContentUri"] ?? properties?["Content"]
            return path?.string.map { (member.key, $0) }
        }
    }

    /// The Serverless Framework refers to the layer `common` as `CommonLambdaLayer`.
    private var serviceLayers: [(name: String, path: String)] {
        (application.document["layers"]?.members ?? []).compactMap { member in
            let name = member.key.prefix(1).uppercased() + member.key.dropFirst() + "LambdaLayer"
            return member.value["path"]?.string.map { (name, $0) }
        }
    }
}
