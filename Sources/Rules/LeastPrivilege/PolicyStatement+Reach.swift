import ApplicationModel
import AuditKit
import Findings
import Permissions

extension Role {
    /// The statements that the author wrote and that grant something, without the actions that a denial on every
    /// resource takes back.
    var authoredGrants: [PolicyStatement] {
        let allowed = statements.filter { $0.origin.isByAuthor && $0.effect == .allow }
        let denied = deniedPatterns
        return denied.isEmpty ? allowed : allowed.compactMap { $0.without(denied) }
    }

    /// The actions that are denied on every resource and under all circumstances; no more than are worth comparing.
    var deniedPatterns: [ActionPattern] {
        Array(
            statements.lazy.filter(\.deniesEverywhere).prefix(Self.denialLimit)
                .flatMap { $0.writtenPatterns.prefix(Self.denialLimit) }.prefix(Self.denialLimit))
    }

    /// Whether IAM would take so many statements in the 10,240 characters of a role's inline policies, with room to spare; what
    /// is longer is made to keep a scanner busy, and gets findings without repairs.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    var mayBeDeployed: Bool { statements.count <= 500 }

    /// How many denied actions are held against every grant.
    private static let denialLimit = 32

    /// The author's statements of which the tree does not say whether they grant or deny.
    var undecidedStatements: [PolicyStatement] {
        statements.filter { $0.origin.isByAuthor && $0.effect == .unknown }
    }
}

extension PolicyStatement {
    /// The actions that are fully known, as patterns, those of every branch of a condition included.
    var knownPatterns: [ActionPattern] {
        judgedActions.flatMap(\.branches.values).compactMap { $0.string.map(ActionPattern.init) }
    }

    /// The actions that stand there whatever the template's conditions are.
    fileprivate var writtenPatterns: [ActionPattern] { judgedActions.compactMap { $0.string.map(ActionPattern.init) } }

    /// The actions that are fully known, as patterns; those that leave the service open are everything's business.
    var actionPatterns: [ActionPattern] { knownPatterns.filter { !$0.spansServices } }

    /// Whether it denies what it names on every resource and under all circumstances.
    fileprivate var deniesEverywhere: Bool {
        effect == .deny && condition == nil && !isOptional && notResources.isEmpty
            && resources.contains { ResourceReach($0) == .everything }
    }

    /// The statement without the actions that denials cover; `nil` when none are left.
    fileprivate func without(_ denied: [ActionPattern]) -> PolicyStatement? {
        if denied.contains(where: \.isEverything) { return nil }
        var rest = self
        rest.actions = actions.filter { action in
            guard let text = action.string else { return true }
            return !denied.contains { $0.covers(ActionPattern(text)) }
        }
        return rest.actions.isEmpty && notActions.isEmpty ? nil : rest
    }

    /// Whether an element stands there in its author's hand; what a transform or a policy template of SAM's puts into a
    /// statement stands where the whole statement does.
    func isWritten(_ element: Value) -> Bool { element.place != place }

    /// The actions that are looked at. IAM takes 10,240 characters of inline policies a role, which is fewer than this;
    /// what is longer is made to keep a scanner busy.
    /// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
    var judgedActions: ArraySlice<Value> { actions.prefix(1_000) }

    /// The widest reach among the resources; `NotResource` leaves all but a few.
    var widestReach: ResourceReach {
        if !notResources.isEmpty { return .everything }
        return resources.flatMap(\.branches.values).map(ResourceReach.init).max() ?? .named
    }
}

/// How much of an account one element of `Resource` covers.
enum ResourceReach: Int, Comparable {
    /// Names resources, by ARN, prefix or reference.
    case named
    /// It cannot be known.
    case unknown
    /// Every resource of one type: `…:table/*`. For actions on that type it is no less than `*`.
    case type
    /// Every resource of one service: `arn:aws:s3:::*`.
    case service
    /// `*`.
    case everything

    static func < (left: ResourceReach, right: ResourceReach) -> Bool { left.rawValue < right.rawValue }

    /// Stands for a part that only the deployment knows but that names something.
    private static let opaque = "\u{1}"

    /// Judges an element; literal parts decide where they can.
    init(_ value: Value) {
        switch value.content {
        case .string(let text): self.init(text: text)
        case .composed(let parts): self.init(text: parts.map(Self.text).joined())
        case .symbolic(let symbol): self = Self.canBeWildcard(symbol) ? .unknown : .named
        case .unknown: self = .unknown
        case .null, .bool, .number, .list, .map: self = .named
        }
    }

    private static func text(_ part: Value.Part) -> String {
        if case .literal(let text) = part { text } else { opaque }
    }

    /// A parameter or variable may hold `*`; what a resource, export or store returns is an ARN.
    private static func canBeWildcard(_ symbol: Symbol) -> Bool {
        switch symbol {
        case .resource, .pseudoParameter, .imported, .secret: false
        case .parameter, .environment, .intrinsic, .variable: true
        }
    }

    private init(text: String) {
        if Self.isStars(text) {
            self = .everything
            return
        }
        let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0] == "arn" else {
            // `arn:*` leaves all of an ARN open.
            self = fields[0] == "arn" && fields.dropFirst(2).allSatisfy(Self.isStars) && fields.count < 6
                && fields.last.map(Self.isStars) == true ? .everything : .named
            return
        }
        // Two colons behind the account leave a name that begins with one, and nothing has such a name.
        let reach = fields[5].hasPrefix(":") ? .named : Self.reach(ofResource: fields[5])
        // S3 has no types: what stands before the slash is a bucket.
        self = reach == .type && fields[2] == "s3" ? .named : reach
    }

    /// The part after the account: `type/id`, `type:id`, or an id alone.
    private static func reach(ofResource text: Substring) -> ResourceReach {
        let segments = text.split(omittingEmptySubsequences: true) { $0 == "/" || $0 == ":" }
        guard !segments.isEmpty else { return .named }
        if segments.allSatisfy(isStars) { return .service }
        var expectsWord = true
        for segment in segments {
            guard expectsWord != isStars(segment), segments.count % 2 == 0 else { return .named }
            guard !expectsWord || segment.utf8.allSatisfy(isWordByte) else { return .named }
            expectsWord.toggle()
        }
        return .type
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || byte == UInt8(ascii: "-")
    }

    private static func isStars(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 == UInt8(ascii: "*") }
    }
}

extension ActionPattern {
    /// Whether it covers all that another pattern covers.
    func covers(_ other: ActionPattern) -> Bool {
        // A `?` here may stand before a `*` there, which is more than one letter.
        guard !text.contains("?"), text.utf8.count <= Self.lengthLimit, other.text.utf8.count <= Self.lengthLimit else {
            return text == other.text
        }
        return Wildcard.matches(Array(service.utf8), Array(other.service.utf8)[...])
            && Wildcard.matches(Array(name.utf8), Array(other.name.utf8)[...])
    }
}

extension Severity {
    /// The severity of a grant to functions of an exposure; a condition narrows it.
    func weighed(by exposure: Exposure, under statement: PolicyStatement) -> Severity {
        let severity = weighed(by: exposure)
        return statement.condition == nil ? severity : severity.lowered
    }
}
