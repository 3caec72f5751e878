import Permissions
import Testing

/// A request, the policies that apply to it as JSON, and what AWS's documentation says comes of it.
struct EvaluationCase: Sendable, CustomTestStringConvertible {
    static let account = "111122223333"
    static let role = "arn:aws:iam::111122223333:role/app"
    static let session = "arn:aws:sts::111122223333:assumed-role/app/fn"
    static let bob = "arn:aws:iam::111122223333:user/staff/bob"
    static let photo = "arn:aws:s3:::photos/cat.jpg"

    let name: String
    /// Why the answer is what it is.
    let why: String
    let expected: AccessDecision.Outcome
    var identity: [String] = []
    var resourcePolicy: [String] = []
    var boundary: [String]?
    var session: [String]?
    var controls: [[String]] = []
    var resourceControls: [[String]] = []
    var resourceMustAllow = false
    var version = "2012-10-17"
    var action = "s3:GetObject"
    var resource = photo
    var resourceNotation: WildcardPattern.Notation = .wildcards
    var owner: String?
    var caller = Caller.session(role: role, session: session)
    var context: [String: [String]] = [:]
    var unknown: Set<String> = []

    init(
        _ name: String, _ expected: AccessDecision.Outcome, _ why: String,
        _ change: (inout EvaluationCase) -> Void = { _ in }
    ) {
        self.name = name
        self.why = why
        self.expected = expected
        change(&self)
    }

    var testDescription: String { name }

    var policies: AppliedPolicies {
        var policies = AppliedPolicies()
        policies.identity = identity.isEmpty ? [] : [policy(identity, .identity)]
        let use: PolicyReader.Use = action.hasPrefix("sts:AssumeRole") ? .trust : .resource
        policies.resource = resourcePolicy.isEmpty ? [] : [policy(resourcePolicy, use)]
        policies.boundary = boundary.map { policy($0, .identity) }
        policies.session = session.map { [policy($0, .identity)] }
        policies.serviceControls = controls.map { [policy($0, .identity)] }
        policies.resourceControls = resourceControls.map { [policy($0, .resource)] }
        policies.resourceMustAllow = resourceMustAllow
        return policies
    }

    var request: AccessRequest {
        AccessRequest(
            action: action, resource: WildcardPattern(resource, reading: resourceNotation), resourceAccount: owner,
            caller: caller, context: RequestContext(context, unknown: unknown))
    }

    private func policy(_ statements: [String], _ use: PolicyReader.Use) -> Policy {
        let text = #"{"Version": "\#(version)", "Statement": [\#(statements.joined(separator: ","))]}"#
        let (policy, problems) = PolicyReader.read(json: text, as: use)
        #expect(problems.map { $0.location + ": " + $0.message } == [], "\(name)")
        #expect(policy.statements.count == statements.count, "\(name)")
        return policy
    }
}

/// A statement that allows.
func allow(_ action: String, _ resource: String = "*", _ more: String = "") -> String {
    #"{"Effect": "Allow", "Action": "\#(action)", "Resource": "\#(resource)"\#(more)}"#
}

/// A statement that denies.
func deny(_ action: String, _ resource: String = "*", _ more: String = "") -> String {
    #"{"Effect": "Deny", "Action": "\#(action)", "Resource": "\#(resource)"\#(more)}"#
}

/// A `Condition` element behind other elements.
func when(_ operation: String, _ key: String, _ values: String) -> String {
    #", "Condition": {"\#(operation)": {"\#(key)": \#(values)}}"#
}

/// A `Principal` element behind other elements.
func principal(_ kind: String, _ name: String) -> String { #", "Principal": {"\#(kind)": "\#(name)"}"# }

@Suite struct EvaluationTests {
    @Test(arguments: EvaluationCase.all)
    func decidesAsDocumented(_ item: EvaluationCase) {
        let decision = item.policies.decision(on: item.request)
        let explanation = decision.explanation(item.policies)
        #expect(decision.outcome == item.expected, "\(item.name): \(item.why); \(explanation)")
        #expect(decision.statements.isEmpty || decision.outcome != .implicitlyDenied)
        #expect(decision.outcome != .implicitlyDenied || !decision.missing.isEmpty)
    }

    @Test func hasManyCasesAndEachOnce() {
        let names = EvaluationCase.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.count + ConditionCase.all.count >= 150)
    }
}

extension EvaluationCase {
    static let all: [EvaluationCase] =
        basics + wildcards + negations + boundaries + sessions + controlCases + resources + crossAccount + trust
        + services + variables + openQuestions
}
