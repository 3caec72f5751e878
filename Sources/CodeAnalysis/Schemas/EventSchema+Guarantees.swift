extension EventSchema {
    /// How deep schemas are followed.
    static let depthLimit = 8
    /// How many alternatives are kept apart.
    static let alternativeLimit = 100
    /// How many fields of an object are kept apart.
    static let fieldLimit = 200

    /// What is certain about a value that the library gives once it passed.
    var guarantees: Guarantees { certainty(ofResult: true) }

    /// What is certain about what came, once the library has accepted it.
    var guaranteesOfInput: Guarantees { isConverted && !isDeclared ? [.validated, .described] : certainty(ofResult: false) }

    private func certainty(ofResult isResult: Bool) -> Guarantees {
        if isDeclared { return [] }
        let own = ownGuarantees(ofResult: isResult)
        // Nothing is spelled by `null`.
        let spelling = alternatives.filter { $0.kinds != .null }
        guard let first = spelling.first else { return own }
        let each = { (schema: EventSchema) in isResult ? schema.guarantees : schema.guaranteesOfInput }
        let common = spelling.dropFirst().reduce(each(first)) { $0.intersection(each($1)) }
        return own.union(common)
    }

    private func ownGuarantees(ofResult isResult: Bool) -> Guarantees {
        var certain: Guarantees = isClosed(ofResult: isResult) ? [.validated, .described] : .described
        certain.formUnion(extra)
        if !values.isEmpty { return certain.union(.listed) }
        let kinds = kinds.subtracting(.null)
        if kinds.isEmpty { return self.kinds.isEmpty ? certain : certain.union(.listed) }
        if kinds.isSubset(of: [.number, .integer]) {
            certain.insert(.number)
            if maximum != nil { certain.insert(.bounded) }
        } else if kinds == .boolean {
            certain.insert(.boolean)
        } else if kinds == .list {
            if maximumLength != nil { certain.insert(.bounded) }
        } else if kinds.isSubset(of: [.text, .number, .integer, .boolean]) {
            certain.formUnion(guaranteesOfText)
        }
        return certain
    }

    private var guaranteesOfText: Guarantees {
        var certain: Guarantees = .scalar
        if maximumLength != nil { certain.insert(.bounded) }
        if let format { certain.formUnion(format.guarantees) }
        if let pattern {
            certain.formUnion(
                PatternSafety.guarantees(of: pattern.text, flags: pattern.flags, anchored: pattern.isAtStart ? .start : []))
        }
        return certain
    }

    /// Whether every part of a value that passed is described.
    ///
    /// What could not be read is taken for a description, and so is a part of which somebody says that it may be anything.
    func isClosed(ofResult isResult: Bool, depth: Int = 0) -> Bool {
        if isDeclared { return false }
        if isUnread || depth >= EventSchema.depthLimit { return true }
        if !values.isEmpty || !transforms.isEmpty && isResult { return true }
        guard alternatives.isEmpty else {
            return alternatives.allSatisfy { $0.isClosed(ofResult: isResult, depth: depth + 1) }
        }
        if kinds.contains(.list), !(elements.first?.isClosed(ofResult: isResult, depth: depth + 1) ?? false) { return false }
        return !describesObject || isClosedObject(isResult, depth)
    }

    private func isClosedObject(_ isResult: Bool, _ depth: Int) -> Bool {
        let closesOthers =
            switch others {
            case .kept: false
            case .dropped: isResult
            case .refused: true
            case .matching(let schema): schema.isClosed(ofResult: isResult, depth: depth + 1)
            }
        return closesOthers && fields.allSatisfy { $0.schema.isClosed(ofResult: isResult, depth: depth + 1) }
    }

    /// Objects that are alternatives as one object whose fields are as any of them has them; anything else as it is.
    var flattened: EventSchema {
        guard !alternatives.isEmpty else { return self }
        let objects = alternatives.map(\.flattened)
        guard objects.allSatisfy(\.describesObject) else { return self }
        var names: [String] = []
        for object in objects { names += object.fields.map(\.name).filter { !names.contains($0) } }
        var merged = self
        merged.alternatives = []
        merged.kinds = .object
        merged.fields = fields + names.map { name in Field(name, .any(of: objects.map { $0.schema(ofField: name) })) }
        merged.others = objects.reduce(Others.refused) { $1.others == .kept ? .kept : $0 == .kept ? .kept : $1.others }
        return merged
    }

    /// What a field must be: as it is described, or as fields that are not described are.
    private func schema(ofField name: String) -> EventSchema {
        if let described = field(name) { return described }
        switch others {
        case .kept: return .anything
        case .dropped, .refused: return EventSchema(.null).optional
        case .matching(let schema): return schema
        }
    }
}

extension EventSchema.Format {
    /// What is certain about a text of the form.
    var guarantees: Guarantees {
        switch self {
        case .uuid: PatternSafety.guarantees(of: "^[0-9a-fA-F-]{36}$", flags: "", anchored: [])
        case .dateTime: PatternSafety.guarantees(of: "^[0-9TtZz:.+-]{1,40}$", flags: "", anchored: [])
        case .date: PatternSafety.guarantees(of: "^[0-9-]{10}$", flags: "", anchored: [])
        case .time: PatternSafety.guarantees(of: "^[0-9Zz:.+-]{1,30}$", flags: "", anchored: [])
        case .ipv4: PatternSafety.guarantees(of: "^[0-9.]{7,15}$", flags: "", anchored: [])
        case .ipv6: PatternSafety.guarantees(of: "^[0-9a-fA-F:.]{2,45}$", flags: "", anchored: [])
        case .hostname: PatternSafety.guarantees(of: "^[0-9A-Za-z.-]{1,253}$", flags: "", anchored: [])
        // Quotes and the signs of a shell may stand in both.
        case .email, .uri: [.scalar, .singleLine]
        }
    }
}
