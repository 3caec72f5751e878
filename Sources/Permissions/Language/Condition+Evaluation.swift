extension Policy.Condition {
    /// Whether it holds for a request.
    ///
    /// What AWS leaves open is answered thus: without a qualifier a key with several values holds when any of them
    /// compares, and with a negated operator when none does; a variable without value or default compares with nothing.
    func truth(in context: RequestContext) -> Truth {
        let value = context.value(of: key)
        if comparison == .null { return nullness(of: value) }
        switch value {
        case .unknown: return .unknown
        case .absent: return Truth(holdsWithoutKey)
        case .known(let found): return truth(of: found, in: context)
        }
    }

    /// `IfExists` is asked for each value, so it says nothing for a set without any.
    private var holdsWithoutKey: Bool {
        switch qualifier {
        case .forAllValues: true
        case .forAnyValue: false
        case nil: holdsIfAbsent || comparison.isNegated
        }
    }

    private func nullness(of value: RequestContext.Value) -> Truth {
        switch value {
        case .unknown: .unknown
        case .absent: Truth(values.contains { $0.matches("true") })
        case .known: Truth(values.contains { $0.matches("false") })
        }
    }

    private func truth(of found: [String], in context: RequestContext) -> Truth {
        let expected = values.compactMap { $0.resolved(in: context) }
        let comparer = ValueComparer(comparison)
        let holds = { (value: String) in
            let compares = expected.any { comparer.compares(value, with: $0) }
            return comparison.isNegated ? !compares : compares
        }
        switch qualifier {
        case .forAllValues: return found.every(holds)
        case .forAnyValue: return found.any(holds)
        case nil: return comparison.isNegated ? found.every(holds) : found.any(holds)
        }
    }
}
