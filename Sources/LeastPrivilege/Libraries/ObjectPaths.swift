import CodeAnalysis
import Permissions

/// Reads libraries that take `s3://bucket/key` where others take the name of a file.
enum ObjectPaths {
    @Sendable static func reading(_ library: LibraryCall) -> SDKReading? {
        let api = library.api
        if api == "multer-s3" {
            return library.call.argument(0).map { library.reading(of: ["s3.PutObject"], CallParameters(bucketOf: $0.value, library.analysis)) }
        }
        if api == "smart_open.open" || api == "smart_open.smart_open" { return opened(library) }
        if api.hasPrefix("pandas.read_") { return path(library).map { library.reading(of: ["s3.GetObject"], CallParameters(path: $0)).joined(listed(library, $0)) } }
        guard let steps = library.steps(after: "awswrangler."), steps.count == 2, steps[0] == "s3" else {
            return api.hasPrefix("awswrangler.") ? wrangled(library) : nil
        }
        return wrangled(library, steps[1])
    }

    private static func path(_ library: LibraryCall) -> AbstractValue? {
        let value = library.call.argument(0, named: "path")?.value ?? library.call.argument(0)?.value
        return value.flatMap { isObject($0) ? $0 : nil }
    }

    private static func isObject(_ value: AbstractValue) -> Bool {
        if value.strings.contains(where: { $0.hasPrefix("s3://") }) { return true }
        guard case .constant(let text)? = value.text.first else { return false }
        return text.hasPrefix("s3://")
    }

    // MARK: Files

    /// Source: https://github.com/piskvorky/smart_open
    private static func opened(_ library: LibraryCall) -> SDKReading? {
        let path = library.call.argument(0, named: "uri")?.value ?? library.call.argument(0)?.value ?? .unknown
        if !isObject(path), path.constant != nil { return SDKReading() }
        guard isObject(path) else { return SDKReading(undecided: "whether `smart_open` opens an object of S3 could not be told") }
        let mode = library.call.argument(1, named: "mode")?.value.string ?? "r"
        let isWritten = mode.contains("w") || mode.contains("a")
        return library.reading(of: [isWritten ? "s3.PutObject" : "s3.GetObject"], CallParameters(path: path))
    }

    private static func listed(_ library: LibraryCall, _ path: AbstractValue) -> SDKReading {
        library.reading(of: ["s3.ListObjectsV2"], CallParameters(path: path), isPossible: true)
    }

    // MARK: awswrangler

    /// Source: https://aws-sdk-pandas.readthedocs.io/en/stable/api.html#amazon-s3
    private static func wrangled(_ library: LibraryCall, _ method: String) -> SDKReading? {
        let parameters = path(library).map(CallParameters.init(path:)) ?? CallParameters()
        switch method {
        case let name where name.hasPrefix("read_"):
            return isCatalogued(library) ? wrangled(library) : library.reading(of: ["s3.GetObject", "s3.ListObjectsV2"], parameters)
        case let name where name.hasPrefix("to_"):
            if isCatalogued(library) { return wrangled(library) }
            return library.reading(of: ["s3.PutObject"], parameters)
                .joined(library.reading(of: ["s3.DeleteObject", "s3.ListObjectsV2"], parameters, isPossible: true))
        case "list_objects", "list_directories": return library.reading(of: ["s3.ListObjectsV2"], parameters)
        case "does_object_exist", "size_objects", "describe_objects": return library.reading(of: ["s3.GetObject", "s3.ListObjectsV2"], parameters)
        case "delete_objects": return library.reading(of: ["s3.DeleteObject", "s3.ListObjectsV2"], parameters)
        case "download": return library.reading(of: ["s3.GetObject"], parameters)
        case "upload": return library.reading(of: ["s3.PutObject"], CallParameters(path: library.call.argument(1, named: "path")?.value ?? .unknown))
        default: return wrangled(library)
        }
    }

    /// With the name of a database the tables of Glue are asked and changed too.
    private static func isCatalogued(_ library: LibraryCall) -> Bool {
        library.call.arguments.contains { $0.name == "database" || $0.name == "table" || $0.isSpread }
    }

    private static func wrangled(_ library: LibraryCall) -> SDKReading? {
        guard !library.api.contains("("), !library.api.contains("#") else { return nil }
        return SDKReading(undecided: "what `\(library.api)` calls of AWS is not known")
    }
}

extension CallParameters {
    /// The bucket and key of `s3://bucket/key`.
    fileprivate init(path: AbstractValue) { objectPath = path }

    fileprivate init(bucketOf options: AbstractValue, _ analysis: HandlerAnalysis) {
        if let bucket = analysis.field("bucket", of: options) { named["Bucket"] = bucket }
    }
}
