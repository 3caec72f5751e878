package import ApplicationModel

extension Value {
    /// How many outcomes of conditions are looked at; more say so with an unknown value at the end.
    private static let outcomeLimit = 64
    /// How deep conditions within conditions are followed.
    private static let conditionDepthLimit = 8

    /// What the value may be once the template's conditions are decided, each branch of `Fn::If` in order; `nil` for a
    /// branch that leaves it out, and the value alone where there is no condition.
    package var outcomes: [Value?] { Value.limited(outcomes(depth: 0), at: self) }

    /// What may stand at a path of keys, whatever the conditions on the way decide; `nil` for an outcome that has
    /// nothing there, and a value that is not known for one in which something on the way is not.
    package func outcomes(at keys: String...) -> [Value?] {
        keys.reduce(outcomes) { found, key in
            let next = found.flatMap { $0.map { $0.outcomes(of: key) } ?? [nil] }
            return Value.limited(next, at: self)
        }
    }

    /// The elements of a list of which conditions decide the whole or single elements; each with whether it is there
    /// only in some outcomes. What is not known stands among them.
    package var possibleElements: [(value: Value, isOptional: Bool)] {
        let wholes = outcomes
        return wholes.flatMap { whole -> [(value: Value, isOptional: Bool)] in
            (whole?.oneOrMany ?? []).flatMap { element in
                let branches = element.outcomes
                return branches.compactMap { $0 }.map { ($0, wholes.count > 1 || branches.count > 1) }
            }
        }
    }

    private func outcomes(depth: Int) -> [Value?] {
        guard case .symbolic(let symbol) = content else { return [isNull ? nil : self] }
        switch symbol {
        case .pseudoParameter("AWS::NoValue"): return [nil]
        case .intrinsic("Fn::If", let argument) where argument.elements.count == 3 && depth < Value.conditionDepthLimit:
            return argument.elements.dropFirst().flatMap { $0.outcomes(depth: depth + 1) }
        default: return [self]
        }
    }

    private func outcomes(of key: String) -> [Value?] {
        if let member = self[key] { return member.outcomes }
        return [isUndetermined ? self : nil]
    }

    private static func limited(_ values: [Value?], at whole: Value) -> [Value?] {
        guard values.count > outcomeLimit else { return values }
        let reason = "more than \(outcomeLimit) outcomes of conditions were not looked at"
        return values.prefix(outcomeLimit) + [Value(.unknown(reason: reason), place: whole.place)]
    }
}

/// What the outcomes of a template's conditions say about a setting.
package enum SettingAnswer: Sendable {
    /// Some outcome has the setting as asked; the value is the first such, and every outcome is said or not.
    case holds(Value, always: Bool)
    /// Nothing has it as asked, but this could not be known.
    case unknown(Value)
    /// No outcome has it as asked.
    case fails
}

extension Array where Element == Value? {
    /// Whether an outcome fulfils a condition; where none does, whether one could.
    package func answer(_ isFulfilled: (Value) -> Bool) -> SettingAnswer {
        if let first = compactMap({ $0 }).first(where: isFulfilled) {
            return .holds(first, always: allSatisfy { $0.map(isFulfilled) ?? false })
        }
        return compactMap { $0 }.first(where: \.isUndetermined).map { .unknown($0) } ?? .fails
    }
}
