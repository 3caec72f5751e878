/// How names of libraries are written: the package or global, then `.name` for a member, `#name` for a member of an
/// instance, `()` for what a call gives, `[]` for an element, such as `mysql2/promise.createPool().query`,
/// `aws-sdk.S3#getObject`, `subprocess.run`.
package enum APIPath {
    /// How long a path may get; what is longer stays as it is.
    static let lengthLimit = 240

    /// The member of something.
    static func member(_ name: String, of api: String) -> String {
        guard api.utf8.count < lengthLimit else { return api }
        // The default import of a package is the package.
        if name == "default", !api.contains(".") || api.hasPrefix("@") { return api }
        return api.hasSuffix("#") ? api + name : api + "." + name
    }

    /// An instance of a class.
    static func instance(of api: String) -> String {
        api.utf8.count < lengthLimit && !api.hasSuffix("#") ? api + "#" : api
    }

    /// What a call gives.
    static func result(of api: String) -> String { api.utf8.count < lengthLimit ? api + "()" : api }

    /// An element under a name that could not be told.
    static func element(of api: String) -> String { api.utf8.count < lengthLimit ? api + "[]" : api }

    /// The last name of a path: `query` of `pg.Pool#query`.
    package static func name(_ api: String) -> Substring {
        let utf8 = api.utf8
        guard let last = utf8.lastIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "#") }) else { return api[...] }
        return api[utf8.index(after: last)...]
    }
}
