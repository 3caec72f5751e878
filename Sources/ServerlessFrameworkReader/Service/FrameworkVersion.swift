import ApplicationModel

/// What `frameworkVersion` says.
enum FrameworkVersion {
    /// The major version that a range allows; the highest when it names several, `nil` when it is not known.
    static func major(of value: Value?) -> Int? {
        guard let text = value?.scalarText else { return nil }
        return major(ofRange: text)
    }

    /// The major version in a range such as `^3.38.0`, `3`, `>=2.0.0 <4.0.0`, `2 || 3` or `*`.
    static func major(ofRange range: String) -> Int? {
        var highest: Int?
        for part in range.split(whereSeparator: { $0 == " " || $0 == "|" || $0 == "," }) {
            let isExclusive = part.hasPrefix("<") && !part.hasPrefix("<=")
            let digits = part.drop { !$0.isNumber }.prefix { $0.isNumber }
            guard let number = Int(digits) else { continue }
            let major = isExclusive ? number - 1 : number
            highest = max(highest ?? major, major)
        }
        return highest
    }
}

extension FrameworkVersion {
    /// The version by what the manifest states, what the project installs, or what the manifest uses; version 3 is
    /// assumed when nothing tells.
    static func decided(document: Value, installed: Int?, functions: [Value.Member]) -> Application.FrameworkMajor {
        if let stated = major(of: document["frameworkVersion"]) {
            return Application.FrameworkMajor(stated, basis: .stated)
        }
        if let installed { return Application.FrameworkMajor(installed, basis: .installed) }
        let isNew = usesVersionFour(document) || functions.contains { $0.value[path: "iam", "role"]?.isMap == true }
        return isNew
            ? Application.FrameworkMajor(4, basis: .implied) : Application.FrameworkMajor(3, basis: .assumed)
    }

    /// Settings that came with version 4, so that whoever writes them without a version runs one that has them.
    private static func usesVersionFour(_ document: Value) -> Bool {
        if document["build"] != nil || document["stages"] != nil { return true }
        return document[path: "provider", "iam", "role"]?["mode"]?.string == "perFunction"
    }
}
