import ApplicationModel
import SourceText

/// Finds out what is packed for a function, and which setting decides it.
struct PackageReader {
    let service: ServiceManifest
    /// The function's name and definition.
    let member: Value.Member

    /// Plugins that trace imports and pack only these, or that compile to one binary.
    private static let bundlers: Set<String> = [
        "serverless-esbuild", "serverless-webpack", "serverless-bundle", "serverless-plugin-optimize",
        "serverless-rspack", "serverless-rollup-plugin", "serverless-rollup", "serverless-plugin-rollup",
        "serverless-parcel", "serverless-plugin-parcel", "serverless-plugin-browserifier",
        "serverless-plugin-browserify", "serverless-browserify", "serverless-plugin-ncc", "serverless-ncc",
        "serverless-vite", "serverless-plugin-vite", "serverless-jetpack", "serverless-bun-plugin",
    ]

    private var own: Value? { member.value["package"] }
    private var shared: Value? { service.document["package"] }

    /// Whether a plugin bundles, by the last part of its name.
    static func isBundler(_ plugin: Plugin) -> Bool {
        bundlers.contains(plugin.name.split(separator: "/").last.map(String.init) ?? plugin.name)
    }

    /// The package of a function with a runtime, own or inherited.
    func package(runtime: Value?) -> FunctionPackage {
        var package = method(runtime: runtime)
        let inherited = service.inherits ? service.sharedPatterns : []
        let patterns = Self.patterns(of: own)
        package.patterns = patterns.isEmpty ? inherited : inherited + patterns
        return package
    }

    private func method(runtime: Value?) -> FunctionPackage {
        if let image = member.value.member("image"), image.value.isTruthy {
            return FunctionPackage(method: .image, place: image.keyPlace)
        }
        if let artifact = own?.member("artifact"), artifact.value.isTruthy { return Self.made(artifact) }
        let isIndividual = own?["individually"]?.bool ?? shared?["individually"]?.bool ?? false
        if let artifact = shared?.member("artifact"), artifact.value.isTruthy, own?["individually"]?.bool != true {
            return Self.made(artifact)
        }
        if let bundled = bundled(runtime: runtime) { return bundled }
        guard isIndividual else { return FunctionPackage(place: shared?.member("individually")?.keyPlace) }
        let decider = own?.member("individually") ?? shared?.member("individually")
        return FunctionPackage(method: .individual, place: decider?.keyPlace)
    }

    private static func made(_ artifact: Value.Member) -> FunctionPackage {
        FunctionPackage(method: .artifact, artifact: artifact.value, place: artifact.keyPlace)
    }

    private func bundled(runtime: Value?) -> FunctionPackage? {
        // Bundlers of JavaScript leave functions of other languages alone.
        if let runtime = runtime?.string, !runtime.hasPrefix("nodejs") { return nil }
        guard let plugin = service.bundler else { return builtIn }
        return FunctionPackage(method: .bundler, place: plugin.place, bundler: plugin.name)
    }

    /// The framework's own esbuild, from version 4 on: asked for, or by default for handlers in TypeScript.
    private var builtIn: FunctionPackage? {
        guard let major = service.frameworkMajor ?? (service.document["build"] == nil ? nil : 4), major >= 4 else {
            return nil
        }
        if let build = member.value.member("build"), build.value.isTruthy {
            guard build.value.string == "esbuild" else { return nil }
            return FunctionPackage(method: .bundler, place: build.keyPlace, bundler: "esbuild")
        }
        guard let build = service.document.member("build") else {
            guard let handler = member.value["handler"]?.string, service.isTypeScript(handler) else { return nil }
            return FunctionPackage(method: .bundler, bundler: "esbuild")
        }
        guard build.value.string == "esbuild" || build.value["esbuild"]?.isTruthy == true else { return nil }
        return FunctionPackage(method: .bundler, place: build.keyPlace, bundler: "esbuild")
    }

    /// `exclude` and `include` of older versions come first, as the framework puts them.
    static func patterns(of section: Value?) -> [Value] {
        let excluded = section?["exclude"]?.oneOrMany ?? []
        return excluded.map(negated) + (section?["include"]?.oneOrMany ?? [])
            + (section?["patterns"]?.oneOrMany ?? [])
    }

    private static func negated(_ pattern: Value) -> Value {
        switch pattern.content {
        case .string(let text):
            pattern.replacing(.string(text.hasPrefix("!") ? String(text.dropFirst()) : "!" + text))
        case .composed(let parts): pattern.replacing(.composed([.literal("!")] + parts))
        case .symbolic(let symbol): pattern.replacing(.composed([.literal("!"), .symbol(symbol)]))
        default: pattern
        }
    }
}
