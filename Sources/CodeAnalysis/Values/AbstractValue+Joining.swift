extension AbstractValue {
    /// A value that stands for this one and another.
    package func joined(_ other: AbstractValue) -> AbstractValue {
        if other.isEmpty || self == other { return self }
        if isEmpty { return other }
        var joined = self
        joined.isOpen = isOpen || other.isOpen
        for constant in other.constants { joined.insert(constant) }
        for reference in other.references { joined.insert(reference) }
        joined.insert(other.origins)
        if text != other.text { joined.text = [] }
        if conditions != other.conditions {
            joined.conditions = conditions.flatMap { mine in
                other.conditions.map { theirs in
                    Conditions(
                        whenTrue: mine.whenTrue.intersection(theirs.whenTrue),
                        whenFalse: mine.whenFalse.intersection(theirs.whenFalse))
                }
            }
        }
        return joined
    }

    mutating func insert(_ constant: Constant) {
        guard !constants.contains(constant) else { return }
        guard constants.count < AbstractValue.constantLimit else {
            isOpen = true
            return
        }
        constants.append(constant)
    }

    mutating func insert(_ reference: Reference) {
        guard !references.contains(reference) else { return }
        guard references.count < AbstractValue.referenceLimit else {
            isOpen = true
            return
        }
        references.append(reference)
    }

    /// Adds origins; of the same part only what is certain either way stays certain.
    mutating func insert(_ added: [Origin]) {
        for origin in added {
            if let index = origins.firstIndex(where: { $0.path == origin.path }) {
                guard origins[index].guarantees != origin.guarantees else { continue }
                let common = origins[index].guarantees.intersection(origin.guarantees)
                // The trail of the one that less is certain about explains the flow.
                if common != origins[index].guarantees { origins[index].trail = origin.trail }
                origins[index].guarantees = common
            } else if origins.count < AbstractValue.originLimit {
                origins.append(origin)
            } else {
                isOpen = true
            }
        }
    }

    /// This value with something more certain about what came from outside.
    func guaranteeing(_ guarantees: Guarantees) -> AbstractValue {
        mappingOrigins { origin in
            var origin = origin
            origin.guarantees.formUnion(guarantees)
            return origin
        }
    }

    /// This value with something else said of its origins, which stay the same parts; of its text's pieces likewise.
    func mappingOrigins(_ change: (Origin) -> Origin) -> AbstractValue {
        guard !origins.isEmpty || !text.isEmpty else { return self }
        var value = self
        value.origins = origins.map(change)
        value.text = text.map { piece in
            guard case .value(let origins, let isOpen) = piece else { return piece }
            return .value(origins.map(change), isOpen: isOpen)
        }
        return value
    }

    /// Only what came from outside, as a value of its own that nothing else is known about.
    var derived: AbstractValue {
        var value = AbstractValue(origins)
        value.isOpen = true
        return value
    }
}
