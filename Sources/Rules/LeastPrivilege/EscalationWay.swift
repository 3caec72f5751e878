import Findings
import Permissions

/// The sorts of escalation, each told as one attack.
enum EscalationWay: Int, CaseIterable {
    /// Permissions are rewritten.
    case rewriting
    /// Somebody else's identity is taken.
    case impersonating
    /// A stronger role is passed to something new that runs code.
    case passing
    /// Code is put into something that already runs under another role.
    case hijacking
    /// A stranger is let in.
    case opening
    /// Secrets are read.
    case reading
    /// A service gets a role to act with.
    case preparing

    /// The sort that a method is of.
    init(_ method: EscalationMethod) {
        let names = method.actions.map(\.description)
        if names.contains("iam:PassRole") { self = .passing; return }
        guard let first = method.actions.first else { self = .preparing; return }
        switch first.service {
        case "sts": self = .impersonating
        case "ssm" where first.name == "GetParameter": self = .reading
        case "lambda" where first.name.hasPrefix("Add"): self = .opening
        case "iam" where first.name == "CreateServiceLinkedRole": self = .preparing
        case "iam" where first.name.contains("InstanceProfile"): self = .hijacking
        case "iam": self = Self.takesIdentity(first.name) ? .impersonating : .rewriting
        default: self = .hijacking
        }
    }

    private static func takesIdentity(_ name: String) -> Bool {
        ["AccessKey", "LoginProfile", "MFADevice", "AssumeRolePolicy"].contains { name.contains($0) }
    }

    /// What it weighs where anybody may come in.
    var severity: Severity {
        switch self {
        case .rewriting, .impersonating, .passing: .critical
        case .hijacking: .high
        case .opening, .reading: .medium
        case .preparing: .low
        }
    }

    /// What comes of it, as the end of a sentence whose subject is the attacker.
    func deed(_ method: EscalationMethod) -> String {
        let others = method.actions.filter { $0.description != "iam:PassRole" }
        let calls = others.map { "`\($0)`" }.joined(separator: " and ")
        let thing = others.first.flatMap { Self.things[$0.service] } ?? "something"
        return switch self {
        case .rewriting: "gives a user, group or role of their choice every permission there is with \(calls)"
        case .impersonating where others.first?.service == "sts":
            "becomes every role of the account that trusts it with \(calls)"
        case .impersonating: "takes over another user or role with \(calls) and acts in their name"
        case .passing: "hands the strongest role they find to \(thing) with `iam:PassRole` and \(calls), and runs code as that role"
        case .hijacking: "puts code of their own into \(thing) that runs under another role with \(calls)"
        case .opening: "lets an account of their own use the functions or layers of this one with \(calls)"
        case .reading: "reads the parameters of all applications with \(calls), passwords among them"
        case .preparing: "makes roles for services of AWS to act with through \(calls)"
        }
    }

    private static let things = [
        "apprunner": "a web service", "bedrock": "an agent", "bedrock-agentcore": "a code interpreter",
        "cloudformation": "a stack", "codebuild": "a build", "codestar": "a project", "datapipeline": "a data pipeline",
        "ec2": "a virtual machine", "ec2-instance-connect": "a virtual machine", "ecs": "a container",
        "glue": "a Glue job", "iam": "a virtual machine", "lambda": "a function", "sagemaker": "a notebook or training job",
        "ssm": "a virtual machine", "states": "a state machine",
    ]
}
