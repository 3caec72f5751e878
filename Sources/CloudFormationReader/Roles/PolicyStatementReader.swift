package import ApplicationModel
internal import ManifestReading

/// Reads lists of policy statements.
package struct PolicyStatementReader: Sendable {
    private let origin: GrantOrigin
    /// The statements that were read.
    package private(set) var statements: [PolicyStatement] = []
    /// Why statements may exist that were not read; `nil` when all were.
    package private(set) var incompleteness: String?

    /// How deep conditions in a list of statements are followed.
    private static let depthLimit = 16

    /// Makes a reader of statements that someone wrote.
    package init(origin: GrantOrigin) { self.origin = origin }

    /// Reads a list of statements, or one.
    package mutating func read(_ list: Value?) { read(list, depth: 0, isOptional: false) }

    /// Reads the statements of a policy document.
    package mutating func read(document: Value?) {
        guard let document, !document.isNull else { return }
        guard let statement = document["Statement"] else {
            note(document)
            return
        }
        read(statement)
    }

    private mutating func read(_ list: Value?, depth: Int, isOptional: Bool) {
        guard let list, depth < Self.depthLimit else { return }
        for element in list.oneOrMany {
            if element.isMap {
                statements.append(statement(element, isOptional: isOptional))
            } else if case .symbolic(.intrinsic("Fn::If", let argument)) = element.content {
                // Either branch may be deployed; both are read.
                for branch in argument.elements.dropFirst() { read(branch, depth: depth + 1, isOptional: true) }
            } else if case .list = element.content {
                read(element, depth: depth + 1, isOptional: isOptional)
            } else if !element.isNull, !Self.isAbsent(element) {
                note(element)
            }
        }
    }

    /// `AWS::NoValue` stands for nothing at all.
    private static func isAbsent(_ value: Value) -> Bool {
        value.symbols == [.pseudoParameter("AWS::NoValue")]
    }

    private mutating func note(_ value: Value) {
        incompleteness = incompleteness ?? value.undeterminedReason ?? "a policy statement is not a map"
    }

    private func statement(_ map: Value, isOptional: Bool) -> PolicyStatement {
        // IAM takes no other spelling.
        // Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html
        let effect: PolicyStatement.Effect =
            switch map["Effect"]?.string {
            case "Allow": .allow
            case "Deny": .deny
            default: .unknown
            }
        var statement = PolicyStatement(effect: effect, origin: origin, place: map.place)
        statement.actions = Self.flat(map["Action"])
        statement.notActions = Self.flat(map["NotAction"])
        statement.notActionKeyPlace = map.member("NotAction")?.keyPlace
        statement.isOptional = isOptional
        statement.resources = Self.flat(map["Resource"])
        statement.notResources = Self.flat(map["NotResource"])
        statement.principal = map["Principal"] ?? map["NotPrincipal"]
        statement.condition = map["Condition"]
        return statement
    }

    private static func flat(_ value: Value?) -> [Value] {
        (value?.oneOrMany ?? []).flatMap { $0.elements.isEmpty ? [$0] : $0.elements }
    }
}
