import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

extension CrossSiteScriptingRule {
    private static let pageTypes = ["text/html", "application/xhtml", "image/svg+xml"]
    private static let words = "a public object that browsers take for a page"
    /// Calls whose answer somebody else writes when an argument says where it comes from.
    private static let fetching = APISet([
        "child_process.*", "subprocess.*", "os.popen", "axios*", "node-fetch*", "fetch", "got*", "request", "requests.*", "httpx.*",
        "urllib.request.urlopen",
    ])

    /// Objects of buckets that anyone opens and that browsers take for pages.
    func objects(_ code: FunctionCode, _ function: Function, _ context: AuditContext) -> [Violation] {
        code.analysis.deliveries.filter { $0.service == .bucket && !$0.isSigned }.compactMap { delivery in
            guard isPage(delivery, code), isPublic(delivery, code, function, context) else { return nil }
            if let part = part(in: delivery.stored, code, function) {
                return part.violation(of: Self.metadata, at: delivery.call.namePlace, reaching: Self.words, gain: Self.storedGain)
            }
            return fetched(delivery, code, function)
        }
    }

    private func part(in value: AbstractValue, _ code: FunctionCode, _ function: Function) -> OutsidePart? {
        OutsidePart.widest(in: value, of: code, function, safe: Self.safe) { !$0.guarantees.contains(.jsonEncoded) }
    }

    /// What a command or another service gives for an argument that the event chooses.
    private func fetched(_ delivery: Delivery, _ code: FunctionCode, _ function: Function) -> Violation? {
        for origin in code.analysis.origins(in: delivery.stored) where origin.guarantees.isDisjoint(with: Self.safe) {
            guard case .answer = origin.path.root, let call = code.analysis.call(answering: origin), call.isAny(of: Self.fetching),
                let part = call.arguments.lazy.compactMap({ self.part(in: $0.value, code, function) }).first
            else { continue }
            let name = APIPath.name(call.apis.first ?? "")
            var violation = part.violation(
                of: Self.metadata, at: delivery.call.namePlace, reaching: "what `\(name)` fetches, which becomes \(Self.words)", gain: Self.storedGain)
            violation.steps =
                part.origin.steps(from: part.part.words) + [(place: call.namePlace, note: "it decides what `\(name)` gives")]
                + [(place: delivery.call.namePlace, note: "that becomes \(Self.words)")]
            return violation
        }
        return nil
    }

    private func isPage(_ delivery: Delivery, _ code: FunctionCode) -> Bool {
        guard let type = code.analysis.parameter("ContentType", of: delivery.call)?.string?.lowercased() else { return false }
        return Self.pageTypes.contains(where: type.hasPrefix)
    }

    private func isPublic(_ delivery: Delivery, _ code: FunctionCode, _ function: Function, _ context: AuditContext) -> Bool {
        if code.analysis.parameter("ACL", of: delivery.call)?.string?.hasPrefix("public-read") == true { return true }
        guard let bucket = context.stored.resource(of: delivery, in: function) else { return false }
        return bucket.properties["WebsiteConfiguration"]?.isMap == true || bucket.properties["AccessControl"]?.string?.hasPrefix("PublicRead") == true
    }
}
