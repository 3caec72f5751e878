import Permissions

extension EvaluationCase {
    static let boundaries: [EvaluationCase] = [
        .init("boundary-and-identity", .allowed, "both allow") {
            $0.identity = [allow("s3:GetObject")]
            $0.boundary = [allow("s3:*")]
        },
        .init("boundary-lacks", .implicitlyDenied, "the boundary does not allow it") {
            $0.identity = [allow("s3:*")]
            $0.boundary = [allow("ec2:*")]
        },
        .init("boundary-grants-nothing", .implicitlyDenied, "a boundary limits and never grants") {
            $0.boundary = [allow("s3:*")]
        },
        .init("boundary-denies", .explicitlyDenied, "an explicit deny in a boundary") {
            $0.identity = [allow("s3:*")]
            $0.boundary = [allow("*"), deny("s3:GetObject")]
        },
        .init("empty-boundary", .implicitlyDenied, "a boundary that allows nothing") {
            $0.identity = [allow("*")]
            $0.boundary = [allow("ec2:Describe*")]
        },
        .init("boundary-and-user-in-bucket-policy", .allowed, "a grant to a user's ARN is not limited by a boundary") {
            $0.caller = .user(bob)
            $0.boundary = [allow("ec2:*")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", bob))]
        },
        .init("boundary-and-role-in-bucket-policy", .implicitlyDenied, "a grant to a role's ARN is limited by a boundary") {
            $0.boundary = [allow("ec2:*")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", role))]
        },
        .init("boundary-and-session-in-bucket-policy", .allowed, "a grant to the session itself is not limited by it") {
            $0.boundary = [allow("ec2:*")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", session))]
        },
        .init("boundary-allows-role-in-bucket-policy", .allowed, "the boundary allows what the bucket grants the role") {
            $0.boundary = [allow("s3:*")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", role))]
        },
    ]

    static let sessions: [EvaluationCase] = [
        .init("session-policy", .allowed, "role and session policy allow") {
            $0.identity = [allow("s3:*")]
            $0.session = [allow("s3:GetObject")]
        },
        .init("session-policy-lacks", .implicitlyDenied, "a session has no more than its policy") {
            $0.identity = [allow("s3:*")]
            $0.session = [allow("s3:ListBucket")]
        },
        .init("session-policy-grants-nothing", .implicitlyDenied, "a session policy limits and never grants") {
            $0.session = [allow("s3:*")]
        },
        .init("session-policy-denies", .explicitlyDenied, "an explicit deny in it") {
            $0.identity = [allow("s3:*")]
            $0.session = [allow("*"), deny("s3:GetObject")]
        },
        .init("session-policy-and-role-in-bucket-policy", .implicitlyDenied, "a grant to the role is limited by it") {
            $0.session = [allow("ec2:*")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", role))]
        },
        .init("session-policy-and-session-in-bucket-policy", .allowed, "a grant to the session adds to it") {
            $0.session = [allow("ec2:*")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", session))]
        },
        .init("all-three", .allowed, "identity, boundary and session policy allow") {
            $0.identity = [allow("s3:*")]
            $0.boundary = [allow("s3:Get*")]
            $0.session = [allow("*", "arn:aws:s3:::photos/*")]
        },
        .init("two-of-three", .implicitlyDenied, "the session policy names another bucket") {
            $0.identity = [allow("s3:*")]
            $0.boundary = [allow("s3:Get*")]
            $0.session = [allow("*", "arn:aws:s3:::music/*")]
        },
    ]

    static let controlCases: [EvaluationCase] = [
        .init("control-full-access", .allowed, "the policy that organizations start with") {
            $0.identity = [allow("s3:*")]
            $0.controls = [[allow("*")], [allow("*")]]
        },
        .init("control-lacks-at-a-level", .implicitlyDenied, "every level has to allow") {
            $0.identity = [allow("s3:*")]
            $0.controls = [[allow("*")], [allow("ec2:*")], [allow("*")]]
        },
        .init("control-denies", .explicitlyDenied, "a control's deny cannot be overridden") {
            $0.identity = [allow("s3:*")]
            $0.controls = [[allow("*"), deny("s3:GetObject")]]
        },
        .init("control-grants-nothing", .implicitlyDenied, "a control never grants") { $0.controls = [[allow("*")]] },
        .init("control-limits-bucket-policies", .implicitlyDenied, "grants of a bucket are limited for own principals") {
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", session))]
            $0.controls = [[allow("ec2:*")]]
        },
        .init("control-not-for-services", .allowed, "controls do not limit services of AWS") {
            $0.caller = .service("cloudfront.amazonaws.com")
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("Service", "cloudfront.amazonaws.com"))]
            $0.controls = [[allow("ec2:*")]]
        },
        .init("region-control", .explicitlyDenied, "a usual control: no other region") {
            $0.identity = [allow("*")]
            $0.controls = [
                [
                    allow("*"),
                    #"{"Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*""#
                        + when("StringNotEquals", "aws:RequestedRegion", #"["eu-central-1"]"#) + "}",
                ]
            ]
            $0.context = ["aws:RequestedRegion": ["us-east-1"]]
        },
        .init("region-control-spares-iam", .allowed, "the listed services are spared") {
            $0.identity = [allow("*")]
            $0.action = "iam:GetRole"
            $0.resource = role
            $0.controls = [
                [
                    allow("*"),
                    #"{"Effect": "Deny", "NotAction": ["iam:*", "sts:*"], "Resource": "*""#
                        + when("StringNotEquals", "aws:RequestedRegion", #"["eu-central-1"]"#) + "}",
                ]
            ]
            $0.context = ["aws:RequestedRegion": ["us-east-1"]]
        },
        .init("resource-control-denies", .explicitlyDenied, "a resource control policy denies strangers") {
            $0.identity = [allow("s3:*")]
            $0.resourceControls = [
                [
                    allow("*", "*", #", "Principal": "*""#),
                    deny("s3:*", "*", #", "Principal": "*""# + when("StringNotEquals", "aws:PrincipalOrgID", #""o-1""#)),
                ]
            ]
            $0.context = ["aws:PrincipalOrgID": ["o-2"]]
        },
        .init("resource-control-only-denies", .allowed, "what it does not mention is allowed") {
            $0.identity = [allow("s3:*")]
            $0.resourceControls = [[deny("kms:*", "*", #", "Principal": "*""#)]]
        },
        .init("resource-control-spares", .allowed, "the own organization is spared") {
            $0.identity = [allow("s3:*")]
            $0.resourceControls = [
                [
                    allow("*", "*", #", "Principal": "*""#),
                    deny("s3:*", "*", #", "Principal": "*""# + when("StringNotEquals", "aws:PrincipalOrgID", #""o-1""#)),
                ]
            ]
            $0.context = ["aws:PrincipalOrgID": ["o-1"]]
        },
    ]
}
