import Permissions

/// An action that somebody asks for and that there is not, or a pattern that covers none.
package struct UnknownAction {
    /// What is wrong: lower case, no full stop.
    package let message: String
    /// What was probably meant, or how to find it.
    package let help: String

    /// How many actions are named.
    private static let limit = 5

    /// `nil` where there is such an action.
    package init?(_ text: String) {
        let (pattern, catalogue) = (ActionPattern(text), ActionCatalogue.bundled)
        guard !pattern.isEverything, catalogue.actions(matching: pattern).isEmpty else { return nil }
        let nearest = NearestAction(to: pattern).map { "did you mean `\($0.text)`?" }
        if !text.contains(":") {
            message = "`\(text)` names no service"
            help = nearest ?? Self.services(with: text) ?? "write the service's prefix in front, as in `s3:GetObject`"
        } else if pattern.spansServices || catalogue.hasService(pattern.service) {
            message = "there is no action `\(text)`"
            help = nearest ?? "`--explain '\(pattern.service):*'` shows all of the service"
        } else {
            message = "no service has the prefix `\(pattern.service)`"
            help = nearest ?? "write it as policies do, as in `dynamodb:GetItem`"
        }
    }

    /// The actions of that name.
    private static func services(with name: String) -> String? {
        let meant = ActionCatalogue.bundled.services.compactMap { ActionCatalogue.bundled.action("\($0):\(name)")?.description }
        guard !meant.isEmpty else { return nil }
        return "did you mean \(meant.prefix(limit).map { "`\($0)`" }.joined(separator: ", "))\(meant.count > limit ? " or another one" : "")?"
    }
}
