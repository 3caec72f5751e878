import Foundation
import Permissions

/// The sets of actions that lead to more permissions, one line per set: its name, tab, actions.
///
/// A set that holds another one adds nothing, so only those that hold none are kept.
struct EscalationTable {
    private struct List: Decodable {
        let paths: [Path]
    }

    private struct Path: Decodable {
        let id: String
        let actions: [String]
        let minimal: Bool?
    }

    private let paths: [Path]

    /// Reads the list as its README describes it.
    init(_ data: Data) throws {
        let list = try JSONDecoder().decode(List.self, from: data)
        paths = list.paths.filter { $0.minimal == true }.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
    }

    var text: String { paths.map { $0.id + "\t" + $0.actions.joined(separator: " ") + "\n" }.joined() }

    /// Which of the actions each policy allows on every resource and under no condition: name, tab, actions.
    func grants(by list: PolicyList) -> String {
        let actions = Set(paths.flatMap(\.actions)).compactMap(ActionCatalogue.bundled.action)
        let lines = list.policies.compactMap { name, policy -> String? in
            let patterns = policy.s.filter(\.isUnlimited).flatMap { $0.Action?.texts ?? [] }.map(ActionPattern.init)
            let granted = actions.filter { action in patterns.contains { $0.matches(action) } }.map(\.description)
            return granted.isEmpty ? nil : name + "\t" + granted.sorted().joined(separator: " ") + "\n"
        }
        return lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined()
    }
}
