import ApplicationModel
import AuditKit
import Findings
import SourceText

/// Says of findings in what the CDK synthesized that its source is the place to change.
struct AssemblyAdvice {
    /// The resources in the order of the file, each with its construct's path.
    private let constructs: [(span: ByteSpan, path: String)]
    private let manifest: RelativePath

    /// Prepares the advice for an application; `nil` when the CDK did not make its manifest.
    init?(_ application: Application) {
        guard application.manifest.isInAssembly else { return nil }
        manifest = application.manifest
        constructs = application.resources.filter { $0.definition.place.path == application.manifest }.compactMap { resource in
            let path = resource.definition[path: "Metadata", "aws:cdk:path"]?.string
            return path.map { (ByteSpan(resource.logicalIDPlace.span.lowerBound, resource.definition.place.span.upperBound), $0) }
        }.sorted { $0.0.lowerBound < $1.0.lowerBound }
    }

    /// The violation with the advice behind its remedy.
    func applied(to attributed: Audit.AttributedViolation) -> Audit.AttributedViolation {
        var violation = attributed.violation
        guard violation.place.path.isInAssembly else { return attributed }
        let remedy = violation.remedy ?? attributed.metadata.remedy
        let source = construct(at: violation.place).map { "the construct `\($0)` in its source" } ?? "its source"
        violation.remedy = remedy + " The CDK generates this template: change \(source) and synthesize anew."
        return Audit.AttributedViolation(metadata: attributed.metadata, violation: violation)
    }

    /// The path of the construct whose resource holds a place; the last part, which is always the same, left out.
    private func construct(at place: SourcePlace) -> String? {
        guard place.path == manifest else { return nil }
        var (low, high) = (0, constructs.count)
        while low < high {
            let middle = (low + high) / 2
            if constructs[middle].span.lowerBound <= place.span.lowerBound { low = middle + 1 } else { high = middle }
        }
        guard low > 0, constructs[low - 1].span.contains(place.span) else { return nil }
        let path = constructs[low - 1].path
        return path.hasSuffix("/Resource") ? String(path.dropLast("/Resource".count)) : path
    }
}
