import Permissions

/// The real action that a mistyped one was probably meant to be.
struct NearestAction {
    /// The action or pattern as it should read.
    let text: String
    /// Whether nothing else is as near, and it is very near.
    let isUnambiguous: Bool

    /// Longer names than this are not compared; no service and no action has one.
    private static let lengthLimit = 80

    /// The nearest to a pattern that nothing fits; `nil` when nothing is near.
    init?(to pattern: ActionPattern) {
        guard pattern.text.utf8.count <= Self.lengthLimit, !pattern.hasWildcard else { return nil }
        let catalogue = ActionCatalogue.bundled
        if pattern.name.isEmpty {
            self.init(withoutColon: pattern.text)
        } else if catalogue.hasService(pattern.service) {
            let names = catalogue.actions(matching: pattern.service + ":*").filter { $0.accessLevel != .retired }.map(\.name)
            guard let found = Self.nearest(to: pattern.name, among: names) else { return nil }
            self.init(text: pattern.service + ":" + found.text, isUnambiguous: found.isOnly)
        } else {
            // Only a service that has the very action was meant.
            let services = catalogue.services.filter { catalogue.action($0 + ":" + pattern.name) != nil }
            guard let found = Self.nearest(to: pattern.service, among: services) else { return nil }
            let action = catalogue.action(found.text + ":" + pattern.name)?.description ?? pattern.text
            self.init(text: action, isUnambiguous: found.isOnly)
        }
    }

    private init(text: String, isUnambiguous: Bool) {
        self.text = text
        self.isUnambiguous = isUnambiguous
    }

    /// `dynamodb.GetItem` and `dynamodb/GetItem` lack nothing but the colon.
    private init?(withoutColon text: String) {
        guard let mark = text.firstIndex(where: { ". /".contains($0) }) else { return nil }
        let written = text[..<mark] + ":" + text[text.index(after: mark)...]
        guard let action = ActionCatalogue.bundled.action(String(written)) else { return nil }
        self.init(text: action.description, isUnambiguous: true)
    }

    private static func nearest(to name: String, among names: [String]) -> (text: String, isOnly: Bool)? {
        let wanted = Array(name.lowercased().utf8)
        let limit = min(3, max(1, wanted.count / 4))
        var best: (text: String, distance: Int, count: Int)?
        for candidate in names where abs(candidate.utf8.count - wanted.count) <= limit {
            let distance = EditDistance.between(wanted, Array(candidate.lowercased().utf8))
            guard distance <= limit else { continue }
            if distance < best?.distance ?? Int.max {
                best = (candidate, distance, 1)
            } else if distance == best?.distance {
                best?.count += 1
            }
        }
        return best.map { ($0.text, $0.count == 1 && $0.distance <= 2) }
    }
}
