package import ApplicationModel
package import CodeAnalysis
package import PackageInventory
package import SourceText

/// The artefacts that an application's manifest names.
///
/// What packaging leaves behind and no manifest names, such as `.serverless` and `.aws-sam/build`, may be of another day and
/// is not looked at.
package struct ArtefactSearch: Sendable {
    /// Those that stand in the tree, in the order in which the functions name them.
    package private(set) var references: [ArtefactReference] = []
    /// Those that do not.
    package private(set) var unfound: [UnfoundArtefact] = []
    private let application: Application
    private let files: any FileSource
    /// Where each reference and each artefact that was not found stands among its like.
    private var referenceIndices: [ReferenceKey: Int] = [:]
    private var unfoundIndices: [SourcePlace: Int] = [:]
    /// Which paths are artefacts; many functions have their code in one folder.
    private var artefacts: [RelativePath: Bool] = [:]
    /// The functions whose whole code is an artefact.
    private var packed: Set<String> = []

    private struct ReferenceKey: Hashable {
        let path: RelativePath
        let role: ArtefactReference.Role
        let place: SourcePlace
    }

    /// Looks for what an application's functions name; reads none of it.
    package init(_ application: Application, _ code: ApplicationCode?, _ inventory: Inventory, files: any FileSource) {
        self.application = application
        self.files = files
        let layers = DeclaredLayers(application)
        for function in application.functions where function.image == nil && function.package.method != .nothing {
            addCode(of: function)
            for layer in function.layers.compactMap({ layers.layer($0) }) { addLayer(layer, of: function) }
            addScript(of: function, code?.code(of: function), inventory)
        }
    }

    // MARK: Code

    private mutating func addCode(of function: Function) {
        let package = function.package
        guard let value = package.artifact ?? package.source else { return }
        guard let text = value.string else {
            if package.method == .artifact { miss(value, .undetermined, function) }
            return
        }
        // What a template deploys is the name of an object in a bucket.
        let isKey = package.artifact != nil && application.format != .serverlessFramework
        if isKey, let path = staged(text, value) { return add(path, .code, function.namePlace, function) }
        guard !isKey, !text.contains("://") else { return miss(value, .elsewhere, function) }
        guard let path = existing(text, value) else {
            if package.method == .artifact || Self.isMade(text) { miss(value, .missing, function) }
            return
        }
        guard package.method == .artifact || isArtefact(path) else { return }
        add(path, .code, path.assetHash == nil ? value.place : function.namePlace, function)
    }

    /// Whether what stands at a path is what gets deployed, rather than what it is made from.
    private mutating func isArtefact(_ path: RelativePath) -> Bool {
        if let known = artefacts[path] { return known }
        let answer = looksLikeArtefact(path)
        artefacts[path] = answer
        return answer
    }

    private func looksLikeArtefact(_ path: RelativePath) -> Bool {
        guard files.kind(of: path) == .directory else {
            return ["zip", "jar", "war", "js", "mjs", "cjs", ""].contains(path.fileExtension)
        }
        let isBuilt = path.name.hasPrefix("asset.") || path.description.split(separator: "/").contains(".aws-sam")
        return isBuilt || ((try? files.entries(of: path)) ?? []).contains { $0.kind == .directory && $0.name.hasSuffix(".dist-info") }
    }

    /// Whether a path names what a build makes, so that its absence says something.
    private static func isMade(_ text: String) -> Bool {
        let name = text.split(separator: "/").last ?? ""
        return name.hasPrefix("asset.") || [".zip", ".jar", ".war"].contains(where: name.hasSuffix)
    }

    /// The path that a text leads to, from the manifest's folder or that of the file it is written in.
    private func existing(_ text: String, _ value: Value) -> RelativePath? {
        [application.manifest.directory, value.place.path.directory].compactMap { $0.appending(text) }.first { files.kind(of: $0) != nil }
    }

    /// What the CDK uploads under a key: a file or folder beside the template that is named after the same hash.
    ///
    /// Source: <https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.cloud_assembly_schema-readme.html>
    private func staged(_ key: String, _ value: Value) -> RelativePath? {
        guard let hash = RelativePath("asset.\(key)")?.assetHash else { return nil }
        return existing("asset.\(hash)", value) ?? existing("asset.\(key)", value)
    }

    // MARK: Layers and scripts

    private mutating func addLayer(_ layer: DeclaredLayers.Layer, of function: Function) {
        let value = layer.value
        if layer.isKey {
            guard let path = value.string.flatMap({ staged($0, value) }) else { return }
            return add(path, .layer, layer.namePlace, function)
        }
        guard let text = value.string, !text.contains("://") else {
            return miss(value, value.string == nil ? .undetermined : .elsewhere, function, isLayer: true)
        }
        guard let path = existing(text, value) else {
            if Self.isMade(text) { miss(value, .missing, function, isLayer: true) }
            return
        }
        add(path, .layer, path.assetHash == nil ? value.place : layer.namePlace, function)
    }

    /// The file that the handler names is looked at where neither sources nor a list say which packages it was made from.
    private mutating func addScript(of function: Function, _ code: FunctionCode?, _ inventory: Inventory) {
        guard let place = function.handler?.place, function.package.method != .artifact,
            !packed.contains(function.name),
            !inventory.lists(for: FunctionLists.folder(of: function, code, in: application)).contains(where: { inventory.lists[$0].kind.ecosystem == .npm }),
            let path = script(of: function) ?? code?.file, Self.scripts.contains(path.fileExtension)
        else { return }
        add(path, .script, place, function)
    }

    private static let scripts = ["js", "mjs", "cjs"]

    /// The compiled file that a handler names.
    private func script(of function: Function) -> RelativePath? {
        guard function.runtime?.string?.hasPrefix("nodejs") != false else { return nil }
        let manifest = application.manifest.directory
        let folder = function.package.source.flatMap { source in source.string.flatMap { existing($0, source) } } ?? manifest
        for stem in Self.paths(of: function).sorted() {
            for ending in Self.scripts {
                if let path = folder.appending("\(stem).\(ending)"), files.kind(of: path) == .file { return path }
            }
        }
        return nil
    }

    // MARK: Gathering

    private mutating func add(_ path: RelativePath, _ role: ArtefactReference.Role, _ place: SourcePlace, _ function: Function) {
        let entries = role == .layer ? ArtefactEntries() : Self.entries(of: function)
        if role == .code { packed.insert(function.name) }
        let key = ReferenceKey(path: path, role: role, place: place)
        guard let index = referenceIndices[key] else {
            referenceIndices[key] = references.count
            references.append(ArtefactReference(path: path, role: role, place: place, functions: [function.name], entries: entries))
            return
        }
        // INVARIANT: functions come one after the other, so that one that is there already is the last.
        if references[index].functions.last != function.name { references[index].functions.append(function.name) }
        references[index].entries.formUnion(entries)
    }

    private mutating func miss(_ value: Value, _ reason: UnfoundArtefact.Reason, _ function: Function, isLayer: Bool = false) {
        guard let index = unfoundIndices[value.place] else {
            unfoundIndices[value.place] = unfound.count
            unfound.append(UnfoundArtefact(value: value, reason: reason, isLayer: isLayer, functions: [function.name]))
            return
        }
        if unfound[index].functions.last != function.name { unfound[index].functions.append(function.name) }
    }

    private static func entries(of function: Function) -> ArtefactEntries {
        var entries = ArtefactEntries()
        entries.paths = paths(of: function)
        // Where no runtime is said, the frameworks take Node.js.
        guard function.runtime?.string?.hasPrefix("nodejs") != false else { return entries }
        entries.scriptFolders = Set(entries.paths.map { path in path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" })
        return entries
    }

    /// `src/app.handler` lies in `src/app`; a program is called as it is.
    private static func paths(of function: Function) -> Set<String> {
        guard var text = function.handler?.string, text.utf8.count < 1_000 else { return [] }
        if text.hasPrefix("./") { text = String(text.dropFirst(2)) }
        let module = text.split(separator: ".", omittingEmptySubsequences: false).dropLast().joined(separator: ".")
        return module.isEmpty ? [text] : [text, module]
    }
}

extension RelativePath {
    /// The hash that the CDK names an asset after, `nil` for other names. It changes with every change of the code, and what is
    /// said of the asset stands at the name of what has it, so that it stays the same finding.
    package var assetHash: String? {
        guard name.hasPrefix("asset.") else { return nil }
        let hash = name.dropFirst("asset.".count).prefix { $0 != "." }
        return hash.utf8.count == 64 && hash.allSatisfy(\.isHexDigit) ? String(hash) : nil
    }
}
