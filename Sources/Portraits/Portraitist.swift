package import ApplicationModel
package import CodeAnalysis
package import Findings

/// Describes applications for people: cards of functions and values, and the graph of the whole.
package struct Portraitist: Sendable {
    private let positions: Positions
    private let discretion: Discretion

    /// Makes a portraitist who shows nothing but what a discretion allows.
    package init(positions: Positions, discretion: Discretion) {
        self.positions = positions
        self.discretion = discretion
    }

    /// The card of every function, in the manifest's order.
    package func cards(of application: Application) -> [FunctionCard] {
        let model = ModelIndex(application)
        // Functions under one role share its lines; there may be thousands of both.
        var permissions: [Role.ID: [CardLine]] = [:]
        return application.functions.map { function in
            let portrait = portrait(of: function, model)
            let known = function.roleID.flatMap { permissions[$0] } ?? portrait.permissions
            if let id = function.roleID { permissions[id] = known }
            return portrait.card(permissions: known)
        }
    }

    /// The card of one function; with its code also what that is made of.
    package func card(of function: Function, in application: Application, code: ApplicationCode? = nil) -> FunctionCard {
        let portrait = portrait(of: function, ModelIndex(application))
        var card = portrait.card(permissions: portrait.permissions)
        card.code = code?.code(of: function).map { portrait.code($0, in: code) } ?? []
        return card
    }

    /// The card of the value at a path of keys and list indexes, joined by dots; `nil` when nothing stands there.
    package func card(ofValueAt path: String, in application: Application) -> ValueCard? {
        ValuePortrait(path: path, application: application)?.card(positions, discretion)
    }

    /// What reaches the functions and what they reach.
    package func graph(of application: Application) -> ApplicationGraph {
        GraphPainter(model: ModelIndex(application), positions: positions, discretion: discretion).graph
    }

    private func portrait(of function: Function, _ model: ModelIndex) -> FunctionPortrait {
        FunctionPortrait(function: function, model: model, positions: positions, discretion: discretion)
    }
}
