import ApplicationModel
import ManifestReading
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

    /// The function's package.
    var package: FunctionPackage {
        var package = method
        let inherited = service.inherits ? service.sharedPatterns : []
        let patterns = Self.patterns(of: own)
        package.patterns = patterns.isEmpty ? inherited : inherited + patterns
        return package
    }

    private var method: FunctionPackage {
        if let other = otherProvider { return other }
        if let image = member.value.member("image"), image.value.isTruthy {
            return FunctionPackage(method: .image, place: image.keyPlace)
        }
        if let artifact = own?.member("artifact"), artifact.value.isTruthy { return Self.made(artifact) }
        if let artifact = shared?.member("artifact"), artifact.value.isTruthy, own?["individually"]?.bool != true {
            return Self.made(artifact)
        }
        if var bundled = bundler {
            bundled.individually = (bundled.bundler == Self.builtInName ? sharedSetting : setting)?.value
            return bundled
        }
        var package = FunctionPackage(
            method: setting?.value.bool == true ? .individual : .sharedService, place: setting?.keyPlace)
        package.individually = setting?.value
        return package
    }

    /// `individually` as it holds: a function's own `false` does not undo the service's `true`.
    private var setting: Value.Member? {
        let ownSetting = own?.member("individually")
        if let ownSetting, ownSetting.value.isTruthy { return ownSetting }
        return sharedSetting ?? ownSetting
    }

    private var sharedSetting: Value.Member? { shared?.member("individually") }

    /// Cloudflare's workers are one script each, OpenWhisk's sequences have no code, and its images have their own.
    private var otherProvider: FunctionPackage? {
        switch service.providerName {
        case "cloudflare": return FunctionPackage(method: .individual)
        case "openwhisk":
            if let sequence = member.value.member("sequence") {
                return FunctionPackage(method: .nothing, place: sequence.keyPlace)
            }
            guard let runtime, runtime.string == "docker" else { return nil }
            return FunctionPackage(method: .image, place: runtime.usePlace)
        default: return nil
        }
    }

    private var runtime: Value? { member.value["runtime"]?.truthy ?? service.provider["runtime"]?.truthy }

    private static func made(_ artifact: Value.Member) -> FunctionPackage {
        FunctionPackage(method: .artifact, artifact: artifact.value, place: artifact.keyPlace)
    }

    private var bundler: FunctionPackage? {
        // Bundlers of JavaScript leave functions of other languages alone.
        if let runtime = runtime?.string, !runtime.hasPrefix("nodejs") { return nil }
        guard let plugin = service.bundler else { return builtIn }
        return FunctionPackage(method: .bundler, place: plugin.place, bundler: plugin.name)
    }

    private static let builtInName = "esbuild"

    /// The framework's own esbuild, from version 4 on: asked for, or by default for handlers in TypeScript; never
    /// where no runtime is said.
    private var builtIn: FunctionPackage? {
        guard let major = service.frameworkMajor, major >= 4, runtime != nil else { return nil }
        if let build = member.value.member("build"), build.value.isTruthy {
            guard build.value.string == Self.builtInName else { return nil }
            return FunctionPackage(method: .bundler, place: build.keyPlace, bundler: Self.builtInName)
        }
        guard let build = service.document.member("build") else {
            guard let handler = member.value["handler"]?.string, service.isTypeScript(handler) else { return nil }
            return FunctionPackage(method: .bundler, bundler: Self.builtInName)
        }
        guard build.value.string == Self.builtInName || build.value[Self.builtInName]?.isTruthy == true else {
            return nil
        }
        return FunctionPackage(method: .bundler, place: build.keyPlace, bundler: Self.builtInName)
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
