import ApplicationModel
import CodeAnalysis
import PackageInventory
import SourceText

/// Which lists of packages hold for which functions.
struct FunctionLists {
    private(set) var lists: [ShippedList] = []

    init(_ application: Application, _ code: ApplicationCode?, _ inventory: Inventory, _ artefacts: ApplicationArtefacts) {
        let layers = DeclaredLayers(application)
        var users: [Int: [Use]] = [:]
        for function in application.functions {
            let folder = Self.folder(of: function, code?.code(of: function), in: application)
            for index in inventory.lists(for: folder) where Self.fits(inventory.lists[index], function, application) {
                users[index, default: []].append(Use(function: function, folder: folder, isLayer: false))
            }
            for layer in function.layers.compactMap({ layers.layer($0) }) {
                for (index, folder) in Self.lists(of: layer, application, inventory, artefacts) {
                    guard users[index]?.contains(where: { $0.function.name == function.name }) != true else { continue }
                    users[index, default: []].append(Use(function: function, folder: folder, isLayer: true))
                }
            }
        }
        lists = users.keys.sorted().map { index in
            let list = inventory.lists[index]
            let graph = PackageGraph(list)
            // Functions that share an artefact are many, and the list is held against it once.
            var held: [[RelativePath]: Set<Int>?] = [:]
            let all = (users[index] ?? []).map { use in
                let paths = use.isLayer ? [] : artefacts.code(of: use.function.name)
                let packed = held[paths] ?? artefacts.packed(in: paths)?.indices(in: list)
                held[paths] = .some(packed)
                return Self.user(use.function, code?.code(of: use.function), in: use.folder, application, list, graph, packed: packed)
            }
            return ShippedList(list: list, users: all, graph: graph)
        }
    }

    /// A function that a list holds for.
    private struct Use {
        let function: Function
        /// The folder whose imports lead into the list.
        let folder: RelativePath
        /// Whether the list is a layer's rather than the code's.
        let isLayer: Bool
    }

    /// The lists that say what is installed in a layer, where what is installed is not there to be looked at.
    private static func lists(
        of layer: DeclaredLayers.Layer, _ application: Application, _ inventory: Inventory, _ artefacts: ApplicationArtefacts
    ) -> [(index: Int, folder: RelativePath)] {
        guard let folders = LayerFolders(layer, of: application) else { return [] }
        let unpacked = Set(artefacts.contents[folders.root]?.packages.map(\.ecosystem) ?? [])
        return folders.folders.flatMap { folder in
            inventory.lists(for: folder).filter { index in
                let list = inventory.lists[index]
                return list.path.isWithin(folders.root) && !unpacked.contains(list.kind.ecosystem)
            }.map { ($0, folder) }
        }
    }

    /// The folders in which lists are to be looked for, of functions and of the layers that they load.
    static func folders(of application: Application, _ code: ApplicationCode?) -> [RelativePath] {
        let layers = DeclaredLayers(application)
        let own = application.functions.map { folder(of: $0, code?.code(of: $0), in: application) }
        let loaded = application.functions.flatMap(\.layers).compactMap { layers.layer($0) }
        return own + loaded.compactMap { LayerFolders($0, of: application) }.flatMap(\.folders)
    }

    /// The folder that a function's code lies in: the handler's file where it was found, else what the manifest names.
    static func folder(of function: Function, _ code: FunctionCode?, in application: Application) -> RelativePath {
        if let code { return code.file.directory }
        let manifest = application.manifest.directory
        return function.package.source?.string.flatMap(manifest.appending) ?? manifest
    }

    /// Whether a function runs code of the list's language.
    private static func fits(_ list: PackageList, _ function: Function, _ application: Application) -> Bool {
        guard let runtime = function.runtime?.string, let family = families.first(where: { runtime.hasPrefix($0.prefix) }) else { return true }
        guard family.ecosystems.contains(list.kind.ecosystem) else { return false }
        // The framework packs no packages of Python's by itself.
        return list.kind.ecosystem != .pypi || application.format != .serverlessFramework || packsPython(application)
    }

    private static let families: [(prefix: String, ecosystems: Set<Ecosystem>)] = [
        ("nodejs", [.npm]), ("python", [.pypi]), ("java", [.maven]), ("go", [.go]), ("ruby", [.rubyGems]), ("dotnet", [.nuGet]),
        ("provided", [.go, .cratesIO, .swiftURL, .packagist, .hex, .pub]), ("rust", [.cratesIO]), ("php", [.packagist]),
    ]

    private static func packsPython(_ application: Application) -> Bool {
        ["serverless-python-requirements", "serverless-wsgi", "serverless-package-python-functions"].contains(where: application.hasPlugin)
    }

    /// The Serverless Framework leaves out what is there to build and test unless it is told not to, and SAM does not
    /// install it; what else packs a folder takes what it finds there.
    ///
    /// Source: <https://www.serverless.com/framework/docs/providers/aws/guide/packaging#development-dependencies>
    private static func packsDevelopment(_ function: Function, in application: Application) -> Bool? {
        switch (application.format, function.package.method) {
        case (_, .artifact), (_, .image): nil
        case (.serverlessFramework, _):
            application.document.member("package").map { section in
                section.value.member("excludeDevDependencies").map { $0.value.bool.map { !$0 } } ?? false
            } ?? false
        case (.sam, _): false
        default: nil
        }
    }

    private static func user(
        _ function: Function, _ code: FunctionCode?, in folder: RelativePath, _ application: Application, _ list: PackageList,
        _ graph: PackageGraph, packed: Set<Int>?
    ) -> ShippedList.User {
        let loaded = code.flatMap { LoadedPackages($0, in: folder, list, graph) }
        return ShippedList.User(
            function: function.name, importer: LoadedPackages.importer(of: folder, in: list), loaded: loaded?.indices,
            mayLoadMore: loaded?.mayBeMore ?? true, mayPreload: PreloadedCode.mayRun(in: function),
            loadsByName: loaded?.indices.contains { NameLoaders.has(list.packages[$0]) } ?? true,
            isBundled: function.package.method == .bundler || [.goMod, .goSum].contains(list.kind),
            packsDevelopment: packsDevelopment(function, in: application), packed: packed)
    }
}
