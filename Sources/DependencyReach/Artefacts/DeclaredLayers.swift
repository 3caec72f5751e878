import ApplicationModel
import SourceText

/// The layers that a manifest declares.
struct DeclaredLayers {
    /// One of them.
    struct Layer {
        /// What names its file or folder.
        let value: Value
        /// Where its own name is written.
        let namePlace: SourcePlace
        /// Whether a build installs what its lists say before it is packed.
        let isBuilt: Bool
        /// Whether it names an object in a bucket.
        var isKey = false
    }

    private var layers: [String: Layer] = [:]

    init(_ application: Application) {
        for resource in application.resources where resource.type.hasSuffix("::LayerVersion") {
            let properties = resource.definition["Properties"]
            let value =
                resource.definition[path: "Metadata", "aws:asset:path"] ?? properties?["ContentUri"] ?? properties?["Content"]
                ?? resource.properties["Content"]
            guard let value else { continue }
            if value.isMap {
                if let key = value["S3Key"] { layers[resource.logicalID] = Layer(value: key, namePlace: resource.logicalIDPlace, isBuilt: false, isKey: true) }
            } else {
                layers[resource.logicalID] = Layer(
                    value: value, namePlace: resource.logicalIDPlace, isBuilt: resource.definition[path: "Metadata", "BuildMethod"] != nil)
            }
        }
        guard application.format == .serverlessFramework else { return }
        for member in application.document["layers"]?.members ?? [] {
            let name = member.key.prefix(1).uppercased() + member.key.dropFirst() + "LambdaLayer"
            guard let value = member.value[path: "package", "artifact"] ?? member.value["path"] else { continue }
            layers[name] = Layer(value: value, namePlace: member.keyPlace, isBuilt: false)
        }
    }

    /// The layer that a function's entry refers to; `nil` for layers of other stacks.
    func layer(_ entry: Value) -> Layer? { entry.referencedLogicalID.flatMap { layers[$0] } }
}

/// The folders of a layer in which lists of packages say what is installed in it.
struct LayerFolders {
    /// The layer's folder.
    let root: RelativePath
    /// Those that lists are looked for in, the layer's own first.
    let folders: [RelativePath]

    /// `nil` where the manifest does not say where the layer is.
    init?(_ layer: DeclaredLayers.Layer, of application: Application) {
        let bases = [application.manifest.directory, layer.value.place.path.directory]
        guard !layer.isKey, let text = layer.value.string, let root = bases.compactMap({ $0.appending(text) }).first, root != .root else { return nil }
        self.root = root
        // What nobody builds is packed as it is: only what an installer of the author's keeps a lockfile of counts.
        folders = layer.isBuilt ? [root, root.appending("nodejs")].compactMap(\.self) : [root.appending("nodejs")].compactMap(\.self)
    }
}
