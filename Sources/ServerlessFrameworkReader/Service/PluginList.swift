import ApplicationModel
import SourceText

/// Reads `plugins`: a list of names, or an object with `modules` and `localPath`.
enum PluginList {
    /// The plugins in order; entries that are not known by name are left out.
    static func plugins(in section: Value?) -> [Plugin] {
        guard let section else { return [] }
        let entries = section.isMap ? section["modules"]?.elements ?? [] : section.elements
        return entries.flatMap { $0.elements.isEmpty ? [$0] : $0.elements }.compactMap { entry in
            entry.string.map { Plugin(name: $0, place: entry.usePlace) }
        }
    }
}
