import ManifestSyntax
import SourceText

/// What bundlers write about what they made: esbuild's metafile and webpack's statistics.
///
/// Source: <https://esbuild.github.io/api/#metafile>, <https://webpack.js.org/api/stats/>
enum BundleReport {
    /// How deep modules lie in modules.
    private static let nesting = 8

    /// The names that such a report has beside a script.
    static func names(for script: RelativePath) -> [String] {
        let stem = script.name.split(separator: ".").dropLast().joined(separator: ".")
        return ["\(script.name).meta.json", "\(stem).meta.json", "\(stem)-meta.json", "meta.json", "metafile.json", "stats.json"]
    }

    /// The paths of the modules that a script was made of; empty when the report is about others.
    static func modules(in report: ManifestNode, of script: String) -> [String] {
        if let inputs = report["inputs"], let outputs = report["outputs"] { return modules(inputs, outputs, of: script) }
        var found: [String] = []
        collect(report, into: &found, nesting: 0)
        return found
    }

    private static func modules(_ inputs: ManifestNode, _ outputs: ManifestNode, of script: String) -> [String] {
        let scripts = outputs.members.filter { !$0.key.hasSuffix(".map") }
        let own = scripts.first { $0.key.split(separator: "/").last.map(String.init) == script } ?? (scripts.count == 1 ? scripts.first : nil)
        guard let own else { return [] }
        return (own.value["inputs"] ?? inputs).members.map(\.key)
    }

    private static func collect(_ node: ManifestNode, into found: inout [String], nesting: Int) {
        guard nesting < Self.nesting else { return }
        for module in node["modules"]?.elements ?? [] {
            for key in ["identifier", "name"] { if let path = module[key]?.string { found.append(path) } }
            collect(module, into: &found, nesting: nesting + 1)
        }
        for key in ["chunks", "children"] {
            for part in node[key]?.elements ?? [] { collect(part, into: &found, nesting: nesting + 1) }
        }
    }
}
