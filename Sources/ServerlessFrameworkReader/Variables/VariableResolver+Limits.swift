import ApplicationModel
import SourceText

extension VariableResolver {
    mutating func report(_ issue: SourceIssue) {
        if issues.count < limits.issues { issues.insert(issue) }
    }

    /// An issue that is said once per manifest, where it came up first.
    mutating func reportOnce(_ issue: SourceIssue) {
        if saidOnce.insert(issue.message).inserted { report(issue) }
    }

    mutating func reportLimit(_ message: String, at place: SourcePlace) {
        report(SourceIssue(.limit, message, help: "the rest of the value is unknown", at: place))
    }

    var sortedIssues: [SourceIssue] {
        issues.sorted { ($0.place, $0.kind.rawValue, $0.message) < ($1.place, $1.kind.rawValue, $1.message) }
    }

    mutating func cycle(askedAt place: SourcePlace) -> Resolved {
        report(
            SourceIssue(
                .cycle, "the variable leads back to itself", help: "let one of the values on the way be a plain one",
                at: place))
        return leaf(.unknown(reason: "the variable leads back to itself"), at: place)
    }

    mutating func tooDeep(askedAt place: SourcePlace) -> Resolved {
        reportLimit("values stand or lead into each other more than \(limits.depth) deep", at: place)
        return leaf(.unknown(reason: "nested too deep"), at: place)
    }

    mutating func tooLong(askedAt place: SourcePlace) -> Resolved {
        reportLimit("more than \(limits.chain) variables lead into each other", at: place)
        return leaf(.unknown(reason: "too many variables lead into each other"), at: place)
    }

    /// A child for a container, unless the container would grow beyond the limit with it.
    mutating func fitting(_ child: Resolved, into weight: inout Int, at place: SourcePlace) -> Value {
        guard weight + child.weight <= limits.resolvedValues else {
            reportLimit("variables make the document larger than \(limits.resolvedValues) values", at: place)
            weight += 1
            return Value(.unknown(reason: "variables make the document too large"), place: place)
        }
        weight += child.weight
        return child.value
    }

    mutating func reportFullTree() {
        if tree.isFull {
            reportLimit(
                "the manifest's files hold more than \(limits.sourceValues) values", at: SourcePlace(wholeOf: manifest))
        }
    }
}
