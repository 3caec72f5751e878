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
