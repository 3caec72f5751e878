import ApplicationModel
import SourceText

extension VariableResolver {
    /// What one source of a variable came to.
    struct SourceOutcome {
        enum Kind {
            case node(ValueTree.ID)
            case value(Resolved)
            /// The framework would ask elsewhere; a fallback behind it stands in for what it would get.
            case undetermined(Value.Content)
            /// There is no value, so that the next source is asked; `issue` holds when there is no next one.
            case absent(issue: SourceIssue?)
        }

        var kind: Kind
        /// In words, for the trace.
        var how: String
        /// The steps of the variables within its address.
        var steps: [TraceStep] = []

        static func absent(_ how: String, issue: SourceIssue? = nil) -> SourceOutcome {
            SourceOutcome(kind: .absent(issue: issue), how: how)
        }
    }

    /// Asks a variable's sources in order.
    mutating func evaluate(
        _ expression: VariableExpression, in holder: Holder, from first: Int = 0
    ) -> Evaluation {
        let place = holder.place(of: expression.range)
        guard chain < limits.chain else { return Evaluation(target: .value(tooLong(askedAt: place)), steps: []) }
        chain += 1
        defer { chain -= 1 }
        var search = SourceSearch(expression: expression, place: place, next: first)
        while search.next < expression.sources.count {
            let source = expression.sources[search.next]
            search.next += 1
            let outcome = outcome(of: source, expression, isLast: !search.hasMore, in: holder)
            if let result = conclude(outcome, of: &search, in: holder) { return result }
        }
        return nothingFound(search)
    }

    /// How far the sources of a variable were asked.
    struct SourceSearch {
        let expression: VariableExpression
        let place: SourcePlace
        var next: Int
        var skipped: [String] = []
        var steps: [TraceStep] = []
        var issues: [SourceIssue] = []
        var null: ValueTree.ID?

        var hasMore: Bool { next < expression.sources.count }

        func step(_ how: String) -> TraceStep {
            TraceStep(
                expression: expression.written, place: place, outcome: (skipped + [how]).joined(separator: "; "))
        }
    }

    private mutating func conclude(
        _ outcome: SourceOutcome, of search: inout SourceSearch, in holder: Holder
    ) -> Evaluation? {
        search.steps += outcome.steps
        switch outcome.kind {
        case .absent(let issue):
            search.skipped.append(outcome.how)
            if let issue { search.issues.append(issue) }
            return nil
        case .value(let resolved):
            let target = withStandIns(.value(resolved), of: search, in: holder)
            return Evaluation(target: target, steps: capped([search.step(outcome.how)] + search.steps))
        case .undetermined(let content):
            return standIns(for: content, outcome.how, of: search, in: holder)
        case .node(let id):
            let followed = follow(id, askedAt: search.place)
            if case .node(let target) = followed.target, case .null = tree[target].content {
                search.null = target
                search.skipped.append("\(outcome.how), which is null")
                return nil
            }
            let steps = [search.step(outcome.how)] + search.steps + followed.steps
            return Evaluation(
                target: withStandIns(followed.target, of: search, in: holder), steps: capped(steps))
        }
    }

    /// An undetermined value with what the sources behind it come to.
    private mutating func standIns(
        for content: Value.Content, _ how: String, of search: SourceSearch, in holder: Holder
    ) -> Evaluation {
        let target = withStandIns(.value(leaf(content, at: search.place)), of: search, in: holder)
        let outcome = search.hasMore ? how + "; its fallback stands in" : how
        return Evaluation(target: target, steps: capped([search.step(outcome)] + search.steps))
    }

    /// A value that was found; when it is undetermined and names no stand-in, with what the next sources come to.
    private mutating func withStandIns(
        _ target: Evaluation.Target, of search: SourceSearch, in holder: Holder
    ) -> Evaluation.Target {
        guard search.hasMore, case .value(let found) = target, found.value.isUndetermined,
            found.value.alternatives.isEmpty
        else { return target }
        let rest = evaluate(search.expression, in: holder, from: search.next)
        let fallback = resolve(rest.target, askedAt: search.place)
        let alternatives = fallback.value.isUndetermined ? fallback.value.alternatives : [fallback.value]
        let value = Value(
            found.value.content, place: found.value.place, usePlace: found.value.usePlace, trace: found.value.trace,
            alternatives: alternatives)
        return .value(Resolved(value: value, weight: found.weight + fallback.weight))
    }

    private mutating func nothingFound(_ search: SourceSearch) -> Evaluation {
        if let null = search.null {
            return Evaluation(target: .node(null), steps: [search.step("null is taken")])
        }
        if let value = frameworkDefault(for: search) {
            return Evaluation(target: .value(value), steps: [search.step("the framework's default is taken")])
        }
        for issue in search.issues { reportOnce(issue) }
        if let issue = missing(search) { report(issue) }
        let reason = search.skipped.joined(separator: "; ")
        let content: Value.Content =
            search.issues.isEmpty
            ? .symbolic(.variable(search.expression.written, reason: reason)) : .unknown(reason: reason)
        return Evaluation(
            target: .value(leaf(content, at: search.place)),
            steps: capped([search.step("no value")] + search.steps))
    }

    /// A variable that only looks into the manifest, where nothing stands: versions 3 and 4 refuse to deploy.
    private func missing(_ search: SourceSearch) -> SourceIssue? {
        let isOwn = search.expression.sources.allSatisfy { source in
            if case .reference("self", _, _) = source { true } else { false }
        }
        guard isOwn, search.issues.isEmpty else { return nil }
        return SourceIssue(
            .unresolved, "`\(search.expression.written)`: \(search.skipped.joined(separator: "; "))",
            help: "add it, or give the variable a fallback: version 3 and later refuse to deploy without",
            at: search.place, isPartial: false)
    }

    /// Version 1 filled in a stage and a region where a manifest names none.
    private func frameworkDefault(for search: SourceSearch) -> Resolved? {
        for source in search.expression.sources {
            guard case .reference("self", nil, let address?) = source, address.parts.count == 1,
                case .literal(let path) = address.parts[0]
            else { continue }
            if path == "provider.stage" { return leaf(.string(options.stage ?? Self.defaultStage), at: search.place) }
            if path == "provider.region" {
                return leaf(.string(options.region ?? Self.defaultRegion), at: search.place)
            }
        }
        return nil
    }

    static let defaultStage = "dev"
    static let defaultRegion = "us-east-1"
}
