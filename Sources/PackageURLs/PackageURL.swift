/// The address by which documents of different tools name one package: `pkg:npm/%40scope/name@1.0.0`.
///
/// Source: <https://github.com/package-url/purl-spec/blob/main/purl-specification.md>
package struct PackageURL: Sendable, Hashable {
    /// A name and a value behind the question mark.
    package struct Qualifier: Sendable, Hashable {
        /// The name, lower-case.
        package let key: String
        /// The value, never empty.
        package let value: String

        /// Makes a qualifier.
        package init(_ key: String, _ value: String) {
            self.key = key
            self.value = value
        }
    }

    /// The kind of package, lower-case, such as `npm` or `golang`.
    package let type: String
    /// What stands before the name, outermost first, such as an npm scope or a Maven group; often empty.
    package let namespace: [String]
    /// The name, in the spelling its type demands.
    package let name: String
    /// The version as written; `nil` when every version is meant.
    package let version: String?
    /// What else tells it apart, sorted by key, each key once.
    package let qualifiers: [Qualifier]
    /// A folder within the package, outermost first; often empty.
    package let subpath: [String]

    /// Makes an address, and writes its parts as their type demands.
    package init(
        type: String, namespace: [String] = [], name: String, version: String? = nil, qualifiers: [Qualifier] = [],
        subpath: [String] = []
    ) {
        let spelling = PackageURLSpelling(type)
        self.type = spelling.type
        self.namespace = namespace.filter { !$0.isEmpty }.map(spelling.namespace)
        self.name = spelling.name(name)
        self.version = version.flatMap { $0.isEmpty ? nil : $0 }
        var seen: Set<String> = []
        self.qualifiers = qualifiers.filter { !$0.value.isEmpty && seen.insert($0.key).inserted }.sorted { $0.key < $1.key }
        self.subpath = subpath.filter { !["", ".", ".."].contains($0) }
    }

    /// The same package, whatever its version.
    package var versionless: PackageURL {
        PackageURL(type: type, namespace: namespace, name: name, qualifiers: qualifiers, subpath: subpath)
    }

    /// Whether it means another address: what it does not say, it leaves open.
    ///
    /// Versions are compared as text; of Go's, where some write a `v` in front and others do not, without it.
    package func covers(_ other: PackageURL) -> Bool {
        guard type == other.type, name == other.name, namespace == other.namespace else { return false }
        if let version, comparable(version) != comparable(other.version ?? "") { return false }
        guard qualifiers.allSatisfy(other.qualifiers.contains) else { return false }
        return subpath.isEmpty || subpath == other.subpath
    }

    private func comparable(_ version: String) -> Substring {
        type == "golang" && version.hasPrefix("v") ? version.dropFirst() : version[...]
    }
}

extension PackageURL: Comparable {
    package static func < (left: PackageURL, right: PackageURL) -> Bool { left.description < right.description }
}
