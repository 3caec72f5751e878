package import ApplicationModel
internal import ManifestReading

/// Methods and paths as the manifest spells them.
package enum RouteText {
    /// The method in upper case, `ANY` for `any` and `*`; `nil` when it is not known.
    package static func method(_ value: Value?) -> String? {
        guard let text = value?.string else { return nil }
        return text == "*" ? "ANY" : text.uppercased()
    }

    /// The path with one leading slash and none at its end; `nil` when nothing of it is known.
    package static func path(_ value: Value?) -> String? {
        guard let value, let text = value.knownText else { return nil }
        return path(text)
    }

    /// The path with one leading slash and none at its end.
    package static func path(_ text: String) -> String {
        var path = text.hasPrefix("/") ? text : "/" + text
        if path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// The path of a URL or of a pattern such as `example.com/a/*`; `nil` when nothing of it is known.
    package static func pathOfURL(_ value: Value) -> String? {
        guard let text = value.knownText else { return nil }
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
        return rest.firstIndex(of: "/").map { path(String(rest[$0...])) } ?? "/"
    }

    /// `GET /path` in its two halves.
    package static func split(_ value: Value) -> (method: String?, path: String?) {
        guard let text = value.knownText else { return (nil, nil) }
        let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        guard let first = words.first else { return (nil, nil) }
        let method = first == "*" ? "ANY" : first.uppercased()
        return (first.contains("?") ? nil : method, words.dropFirst().first.map { path($0) })
    }
}
