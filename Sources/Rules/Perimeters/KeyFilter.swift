import ApplicationModel

/// Which names of files set a bucket's trigger off.
struct KeyFilter {
    private let prefixes: [Value]
    private let hasSuffix: Bool

    /// Reads the rules of a trigger, as the framework or a template writes them.
    init(_ trigger: Trigger) {
        let rules = (trigger.definition["rules"]?.oneOrMany ?? []).flatMap(\.members)
        let named = trigger.definition[path: "Filter", "S3Key", "Rules"]?.oneOrMany ?? []
        let prefix = { (rule: Value) in rule["Name"]?.string?.lowercased() == "prefix" ? rule["Value"] : nil }
        prefixes = rules.filter { $0.key == "prefix" }.map(\.value) + named.compactMap(prefix)
        hasSuffix = rules.contains { $0.key == "suffix" } || named.contains { $0["Name"]?.string?.lowercased() == "suffix" }
    }

    /// How what a resource of a statement covers lies to the filter.
    enum Overlap {
        /// Whatever is written there sets the trigger off.
        case certain
        /// Some of it may.
        case possible
        /// None of it does.
        case none
    }

    /// How the files that a resource covers lie to the filter.
    func overlap(with resource: Value) -> Overlap {
        guard !prefixes.isEmpty || hasSuffix else { return .certain }
        let written = resource.text(placeholder: "?").flatMap(Self.key) ?? ""
        for prefix in prefixes {
            guard let prefix = prefix.string else { return .possible }
            if written.isEmpty || prefix.hasPrefix(written) && written != prefix { return .possible }
            if !written.hasPrefix(prefix) { return .none }
        }
        return hasSuffix ? .possible : .certain
    }

    /// `thumbnails/` of `arn:aws:s3:::uploads/thumbnails/*`.
    private static func key(inARN text: String) -> String? {
        let path = text.split(separator: ":").last ?? ""
        guard let slash = path.firstIndex(of: "/") else { return nil }
        return String(path[path.index(after: slash)...].prefix { $0 != "*" && $0 != "?" })
    }
}
