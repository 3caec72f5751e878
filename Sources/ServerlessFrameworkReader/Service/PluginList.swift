import ApplicationModel
import SourceText

/// Reads `plugins`: a list of names, or an object with `modules` and `localPath`.
enum PluginList {
    /// The names, and the last parts of those that have several: scopes and local paths do not count.
    static func names(of plugins: [Plugin]) -> Set<String> {
        Set(plugins.flatMap { [$0.name, $0.name.split(separator: "/").last.map(String.init) ?? $0.name] })
    }

    /// The plugins in order; entries that are not known by name are left out.
    static func plugins(in section: Value?) -> [Plugin] {
        guard let section else { return [] }
        let entries = section.isMap ? section["modules"]?.elements ?? [] : section.elements
        return entries.flatMap { $0.elements.isEmpty ? [$0] : $0.elements }.compactMap { entry in
            entry.string.map { Plugin(name: $0, place: entry.usePlace) }
        }
    }
}
