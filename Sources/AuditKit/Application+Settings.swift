package import ApplicationModel
package import SourceText

extension Application {
    /// Where a setting that holds for every function is missing: the provider's key, or the function's own name where
    /// the format has no such section.
    package func placeOfMissingSetting(for function: Function) -> SourcePlace {
        document.member("provider")?.keyPlace ?? function.namePlace
    }

    /// Whether one of several plugins is present.
    package func hasAnyPlugin(_ names: [String]) -> Bool { names.contains(where: hasPlugin) }
}
