import ApplicationModel
import Findings
import Portraits
import SourceText

extension Scan {
    /// The cards and the graph of every application, and the source around what was found.
    func details(
        of model: ScanModel, _ findings: [Finding], _ builder: FindingBuilder,
        looksSecret: @escaping @Sendable (_ text: String, _ name: String) -> Bool
    ) -> ScanDetails {
        let discretion = Discretion(
            secrets: builder.secrets.places, mask: builder.secrets.mask, looksSecret: looksSecret)
        let portraitist = Portraitist(positions: Positions(sources: model.sources), discretion: discretion)
        return ScanDetails(
            applications: model.applications.map {
                ScanDetails.Application(cards: portraitist.cards(of: $0), graph: portraitist.graph(of: $0))
            },
            passages: passages(around: findings, in: model, builder))
    }

    private func passages(
        around findings: [Finding], in model: ScanModel, _ builder: FindingBuilder
    ) -> [String: Passage] {
        let delicate = Set(model.applications.flatMap { Discretion.delicatePlaces(in: $0.document) })
        let reader = PassageReader(builder: builder, delicate: delicate)
        return findings.reduce(into: [:]) { passages, finding in
            if let passage = reader.passage(around: finding) { passages[finding.fingerprint] = passage }
        }
    }
}
