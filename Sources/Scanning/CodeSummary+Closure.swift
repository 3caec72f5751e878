import CodeAnalysis
import Findings
import SourceText

extension ScanReport.CodeSummary {
    /// What is told of a function's code; code that stands in a manifest has the manifest for its file.
    init(_ function: FunctionCode, _ code: ApplicationCode?) {
        let closure = function.closure
        let file = { code?.inlined[$0]?.inManifest?.path ?? $0 }
        var seen: Set<String> = []
        let packages = closure.externals.filter { !$0.isStandard }.compactMap { external -> Package? in
            let name = external.distribution ?? external.package
            guard seen.insert(name).inserted else { return nil }
            return Package(name: name, version: external.pin?.version, range: external.pin?.range)
        }
        self.init(
            entry: file(closure.entry), files: Set(closure.files.map(file)).sorted(), packages: packages.sorted { $0.name < $1.name },
            computedImports: closure.computedImports.count)
    }
}
