/// How the parts of an address are spelled, which depends on its type.
///
/// Source: <https://github.com/package-url/purl-spec/tree/main/types>
struct PackageURLSpelling {
    let type: String

    init(_ type: String) { self.type = type.lowercasedASCII }

    func namespace(_ segment: String) -> String {
        ["github", "bitbucket", "gitlab", "golang", "composer", "hex", "apk", "alpm", "luarocks", "qpkg"].contains(type)
            ? segment.lowercasedASCII : segment
    }

    func name(_ name: String) -> String {
        switch type {
        case "github", "bitbucket", "gitlab", "golang", "composer", "hex", "apk", "alpm", "luarocks", "oci", "bitnami":
            name.lowercasedASCII
        case "pypi": name.lowercasedASCII.replacingBytes { $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0 }
        case "pub": name.lowercasedASCII.replacingBytes { $0.isAlphanumeric ? $0 : UInt8(ascii: "_") }
        default: name
        }
    }

    /// Whether such an address means nothing without a namespace.
    var needsNamespace: Bool { ["maven", "swift"].contains(type) }
}

extension String {
    /// The text with the letters `A` to `Z` made small.
    var lowercasedASCII: String {
        replacingBytes { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0 }
    }

    func replacingBytes(_ replacement: (UInt8) -> UInt8) -> String {
        String(decoding: utf8.map(replacement), as: UTF8.self)
    }
}

extension UInt8 {
    var isAlphanumeric: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
