import Permissions

extension EvaluationCase {
    private static let everyone = #", "Principal": "*""#

    static let resources: [EvaluationCase] = [
        .init("bucket-names-user", .allowed, "within an account the bucket's word suffices") {
            $0.caller = .user(bob)
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", bob))]
        },
        .init("bucket-names-role", .allowed, "the role's sessions may") {
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", role))]
        },
        .init("bucket-names-session", .allowed, "the session itself may") {
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", session))]
        },
        .init("bucket-names-another", .implicitlyDenied, "somebody else is named") {
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", bob))]
        },
        .init("bucket-names-account", .implicitlyDenied, "a grant to the account leaves it to the account's policies") {
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", account))]
        },
        .init("bucket-names-account-root", .implicitlyDenied, "the root ARN is another name of the account") {
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", "arn:aws:iam::111122223333:root"))]
        },
        .init("bucket-names-everyone", .allowed, "everyone is the caller too") {
            $0.resourcePolicy = [allow("s3:GetObject", photo, everyone)]
        },
        .init("bucket-names-aws-star", .allowed, #"`{"AWS": "*"}` is everyone"#) {
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", "*"))]
        },
        .init("bucket-denies-role", .explicitlyDenied, "a bucket's deny overrides the role's allow") {
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [deny("s3:GetObject", photo, principal("AWS", role))]
        },
        .init("bucket-denies-account", .explicitlyDenied, "denying an account denies its sessions") {
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [deny("s3:GetObject", photo, principal("AWS", account))]
        },
        .init("bucket-denies-another", .allowed, "somebody else is denied") {
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [deny("s3:GetObject", photo, principal("AWS", bob))]
        },
        .init("identity-denies", .explicitlyDenied, "the role's deny overrides the bucket's allow") {
            $0.identity = [deny("s3:*")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, everyone)]
        },
        .init("no-partial-name", .implicitlyDenied, "wildcards in principals match nothing") {
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", "arn:aws:iam::111122223333:role/*"))]
        },
        .init("insecure-transport", .explicitlyDenied, "the usual deny of plain HTTP") {
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [deny("s3:*", "*", everyone + when("Bool", "aws:SecureTransport", #""false""#))]
            $0.context = ["aws:SecureTransport": ["false"]]
        },
        .init("secure-transport", .allowed, "over TLS it does not apply") {
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [deny("s3:*", "*", everyone + when("Bool", "aws:SecureTransport", #""false""#))]
            $0.context = ["aws:SecureTransport": ["true"]]
        },
        .init("not-principal-deny-others", .explicitlyDenied, "everybody but the listed is denied") {
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [
                #"{"Effect": "Deny", "NotPrincipal": {"AWS": ["\#(bob)", "\#(account)"]}, "Action": "s3:*", "Resource": "*"}"#
            ]
        },
        .init("not-principal-spares-user", .allowed, "user and account are listed") {
            $0.caller = .user(bob)
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [
                #"{"Effect": "Deny", "NotPrincipal": {"AWS": ["\#(bob)", "\#(account)"]}, "Action": "s3:*", "Resource": "*"}"#
            ]
        },
        .init("not-principal-needs-account", .explicitlyDenied, "without the account its user is denied with it") {
            $0.caller = .user(bob)
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [
                #"{"Effect": "Deny", "NotPrincipal": {"AWS": "\#(bob)"}, "Action": "s3:*", "Resource": "*"}"#
            ]
        },
        .init("not-principal-allow", .allowed, "everybody but the listed is allowed") {
            $0.resourcePolicy = [
                #"{"Effect": "Allow", "NotPrincipal": {"AWS": "\#(bob)"}, "Action": "s3:*", "Resource": "*"}"#
            ]
        },
        .init("not-principal-allow-listed", .implicitlyDenied, "the listed user is left out") {
            $0.caller = .user(bob)
            $0.resourcePolicy = [
                #"{"Effect": "Allow", "NotPrincipal": {"AWS": "\#(bob)"}, "Action": "s3:*", "Resource": "*"}"#
            ]
        },
        .init("not-principal-spares-session", .allowed, "session, role and account are listed") {
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [
                #"{"Effect": "Deny", "NotPrincipal": {"AWS": ["\#(session)", "\#(role)", "\#(account)"]}, "#
                    + #""Action": "s3:*", "Resource": "*"}"#
            ]
        },
        .init("not-principal-needs-role", .explicitlyDenied, "the session's role is not listed") {
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [
                #"{"Effect": "Deny", "NotPrincipal": {"AWS": ["\#(session)", "\#(account)"]}, "#
                    + #""Action": "s3:*", "Resource": "*"}"#
            ]
        },
        .init("anonymous-public", .allowed, "a public bucket") {
            $0.caller = .anonymous
            $0.resourcePolicy = [allow("s3:GetObject", "arn:aws:s3:::photos/*", everyone)]
        },
        .init("anonymous-private", .implicitlyDenied, "an account is not anybody") {
            $0.caller = .anonymous
            $0.resourcePolicy = [allow("s3:GetObject", "arn:aws:s3:::photos/*", principal("AWS", account))]
        },
    ]

    private static let stranger = "arn:aws:iam::444455556666:role/partner"
    private static func asStranger(_ item: inout EvaluationCase) {
        item.caller = .session(role: stranger, session: "arn:aws:sts::444455556666:assumed-role/partner/s")
        item.owner = account
    }

    static let crossAccount: [EvaluationCase] = [
        .init("cross-both", .allowed, "both accounts allow") {
            asStranger(&$0)
            $0.identity = [allow("s3:GetObject", photo)]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", "444455556666"))]
        },
        .init("cross-identity-only", .implicitlyDenied, "the owner's account has not allowed it") {
            asStranger(&$0)
            $0.identity = [allow("s3:*")]
        },
        .init("cross-resource-only", .implicitlyDenied, "the caller's account has not allowed it") {
            asStranger(&$0)
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", stranger))]
        },
        .init("cross-public-needs-identity", .implicitlyDenied, "even what is public needs the caller's own policy") {
            asStranger(&$0)
            $0.resourcePolicy = [allow("s3:GetObject", photo, everyone)]
        },
        .init("cross-role-named", .allowed, "the role is named and its policy allows") {
            asStranger(&$0)
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", stranger))]
        },
        .init("cross-wrong-account", .implicitlyDenied, "another account is named") {
            asStranger(&$0)
            $0.identity = [allow("s3:*")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", "777788889999"))]
        },
        .init("cross-identity-denies", .explicitlyDenied, "a deny on either side") {
            asStranger(&$0)
            $0.identity = [allow("s3:*"), deny("s3:GetObject")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, everyone)]
        },
        .init("cross-boundary", .implicitlyDenied, "the caller's boundary limits it") {
            asStranger(&$0)
            $0.identity = [allow("s3:*")]
            $0.boundary = [allow("ec2:*")]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", stranger))]
        },
        .init("cross-control", .implicitlyDenied, "the caller's organization limits it") {
            asStranger(&$0)
            $0.identity = [allow("s3:*")]
            $0.controls = [[allow("ec2:*")]]
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", stranger))]
        },
        .init("cross-by-arn", .implicitlyDenied, "the account in the ARN is the owner's") {
            $0.identity = [allow("sqs:SendMessage")]
            $0.action = "sqs:SendMessage"
            $0.resource = "arn:aws:sqs:eu-west-1:444455556666:jobs"
        },
        .init("cross-root-user", .implicitlyDenied, "a root user is nobody in another account") {
            $0.caller = .root("444455556666")
            $0.owner = account
        },
        .init("cross-root-user-allowed", .allowed, "the account is named, and its root user may do everything") {
            $0.caller = .root("444455556666")
            $0.owner = account
            $0.resourcePolicy = [allow("s3:GetObject", photo, principal("AWS", "444455556666"))]
        },
    ]

    private static func trusts(_ kind: String, _ name: String, _ more: String = "") -> String {
        #"{"Effect": "Allow", "Action": "sts:AssumeRole"\#(principal(kind, name))\#(more)}"#
    }

    static let trust: [EvaluationCase] = [
        .init("trust-names-role", .allowed, "the trust policy names the caller's role") {
            $0.action = "sts:AssumeRole"
            $0.resource = "arn:aws:iam::111122223333:role/target"
            $0.resourceMustAllow = true
            $0.resourcePolicy = [trusts("AWS", role)]
        },
        .init("trust-is-needed", .implicitlyDenied, "no identity policy replaces a trust policy") {
            $0.action = "sts:AssumeRole"
            $0.resource = "arn:aws:iam::111122223333:role/target"
            $0.resourceMustAllow = true
            $0.identity = [allow("sts:AssumeRole")]
        },
        .init("trust-names-account", .implicitlyDenied, "trusting the account leaves it to its policies") {
            $0.action = "sts:AssumeRole"
            $0.resource = "arn:aws:iam::111122223333:role/target"
            $0.resourceMustAllow = true
            $0.resourcePolicy = [trusts("AWS", "arn:aws:iam::111122223333:root")]
        },
        .init("trust-names-account-and-identity", .allowed, "and they allow it") {
            $0.action = "sts:AssumeRole"
            $0.resource = "arn:aws:iam::111122223333:role/target"
            $0.resourceMustAllow = true
            $0.identity = [allow("sts:AssumeRole", "arn:aws:iam::111122223333:role/target")]
            $0.resourcePolicy = [trusts("AWS", "arn:aws:iam::111122223333:root")]
        },
        .init("trust-names-service", .allowed, "Lambda assumes the role of a function") {
            $0.caller = .service("lambda.amazonaws.com")
            $0.action = "sts:AssumeRole"
            $0.resource = role
            $0.resourceMustAllow = true
            $0.resourcePolicy = [trusts("Service", "lambda.amazonaws.com")]
        },
        .init("trust-names-other-service", .implicitlyDenied, "another service is trusted") {
            $0.caller = .service("lambda.amazonaws.com")
            $0.action = "sts:AssumeRole"
            $0.resource = role
            $0.resourceMustAllow = true
            $0.resourcePolicy = [trusts("Service", "ec2.amazonaws.com")]
        },
        .init("trust-external-id", .allowed, "the caller brings the external id") {
            asStranger(&$0)
            $0.action = "sts:AssumeRole"
            $0.resource = role
            $0.resourceMustAllow = true
            $0.identity = [allow("sts:AssumeRole", role)]
            $0.resourcePolicy = [trusts("AWS", "444455556666", when("StringEquals", "sts:ExternalId", #""e-17""#))]
            $0.context = ["sts:ExternalId": ["e-17"]]
        },
        .init("trust-external-id-missing", .implicitlyDenied, "the caller brings none") {
            asStranger(&$0)
            $0.action = "sts:AssumeRole"
            $0.resource = role
            $0.resourceMustAllow = true
            $0.identity = [allow("sts:AssumeRole", role)]
            $0.resourcePolicy = [trusts("AWS", "444455556666", when("StringEquals", "sts:ExternalId", #""e-17""#))]
        },
        .init("trust-federated", .allowed, "a workload with an identity of its provider") {
            let provider = "arn:aws:iam::111122223333:oidc-provider/tokens.example"
            $0.caller = .federated(provider)
            $0.action = "sts:AssumeRoleWithWebIdentity"
            $0.resource = role
            $0.resourceMustAllow = true
            $0.resourcePolicy = [
                #"{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity"\#(principal("Federated", provider))"#
                    + when("StringLike", "tokens.example:sub", #""repo:acme/*:ref:refs/heads/main""#) + "}"
            ]
            $0.context = ["tokens.example:sub": ["repo:acme/shop:ref:refs/heads/main"]]
        },
        .init("trust-federated-other-branch", .implicitlyDenied, "another branch") {
            let provider = "arn:aws:iam::111122223333:oidc-provider/tokens.example"
            $0.caller = .federated(provider)
            $0.action = "sts:AssumeRoleWithWebIdentity"
            $0.resource = role
            $0.resourceMustAllow = true
            $0.resourcePolicy = [
                #"{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity"\#(principal("Federated", provider))"#
                    + when("StringLike", "tokens.example:sub", #""repo:acme/*:ref:refs/heads/main""#) + "}"
            ]
            $0.context = ["tokens.example:sub": ["repo:acme/shop:ref:refs/heads/dev"]]
        },
        .init("key-is-not-open-to-identities", .implicitlyDenied, "without its key policy nobody may use a key") {
            $0.action = "kms:Decrypt"
            $0.resource = "arn:aws:kms:eu-west-1:111122223333:key/1"
            $0.resourceMustAllow = true
            $0.identity = [allow("kms:Decrypt")]
        },
        .init("key-delegates", .allowed, "the default key policy leaves it to the account's policies") {
            $0.action = "kms:Decrypt"
            $0.resource = "arn:aws:kms:eu-west-1:111122223333:key/1"
            $0.resourceMustAllow = true
            $0.identity = [allow("kms:Decrypt")]
            $0.resourcePolicy = [allow("kms:*", "*", principal("AWS", "arn:aws:iam::111122223333:root"))]
        },
    ]

    static let services: [EvaluationCase] = [
        .init("topic-to-queue", .allowed, "SNS may send, from this topic") {
            $0.caller = .service("sns.amazonaws.com")
            $0.action = "sqs:SendMessage"
            $0.resource = "arn:aws:sqs:eu-west-1:111122223333:jobs"
            $0.resourcePolicy = [
                allow(
                    "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs",
                    principal("Service", "sns.amazonaws.com")
                        + when("ArnEquals", "aws:SourceArn", #""arn:aws:sns:eu-west-1:111122223333:orders""#))
            ]
            $0.context = ["aws:SourceArn": ["arn:aws:sns:eu-west-1:111122223333:orders"]]
        },
        .init("confused-deputy", .implicitlyDenied, "the topic of a stranger") {
            $0.caller = .service("sns.amazonaws.com")
            $0.action = "sqs:SendMessage"
            $0.resource = "arn:aws:sqs:eu-west-1:111122223333:jobs"
            $0.resourcePolicy = [
                allow(
                    "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:jobs",
                    principal("Service", "sns.amazonaws.com") + when("StringEquals", "aws:SourceAccount", #""111122223333""#))
            ]
            $0.context = ["aws:SourceAccount": ["444455556666"]]
        },
        .init("service-is-not-an-account", .implicitlyDenied, "a grant to the account is not one to a service") {
            $0.caller = .service("events.amazonaws.com")
            $0.action = "lambda:InvokeFunction"
            $0.resource = "arn:aws:lambda:eu-west-1:111122223333:function:fn"
            $0.resourcePolicy = [allow("lambda:InvokeFunction", "*", principal("AWS", account))]
        },
    ]

    static let variables: [EvaluationCase] = [
        .init("user-folder", .allowed, "`${aws:username}` is the user's name") {
            $0.caller = .user(bob)
            $0.identity = [allow("s3:*", "arn:aws:s3:::homes/${aws:username}/*")]
            $0.resource = "arn:aws:s3:::homes/bob/notes.txt"
        },
        .init("other-user-folder", .implicitlyDenied, "somebody else's folder") {
            $0.caller = .user(bob)
            $0.identity = [allow("s3:*", "arn:aws:s3:::homes/${aws:username}/*")]
            $0.resource = "arn:aws:s3:::homes/alice/notes.txt"
        },
        .init("variable-of-2008", .implicitlyDenied, "the old version knows no variables") {
            $0.version = "2008-10-17"
            $0.caller = .user(bob)
            $0.identity = [allow("s3:*", "arn:aws:s3:::homes/${aws:username}/*")]
            $0.resource = "arn:aws:s3:::homes/bob/notes.txt"
        },
        .init("variable-without-value", .implicitlyDenied, "sessions of roles have no user name") {
            $0.identity = [allow("s3:*", "arn:aws:s3:::homes/${aws:username}/*")]
            $0.resource = "arn:aws:s3:::homes/bob/notes.txt"
        },
        .init("variable-with-default", .allowed, "the default stands in") {
            $0.identity = [allow("s3:*", "arn:aws:s3:::homes/${aws:PrincipalTag/team, 'all'}/*")]
            $0.resource = "arn:aws:s3:::homes/all/notes.txt"
        },
        .init("variable-before-default", .implicitlyDenied, "a value goes before the default") {
            $0.identity = [allow("s3:*", "arn:aws:s3:::homes/${aws:PrincipalTag/team, 'all'}/*")]
            $0.resource = "arn:aws:s3:::homes/all/notes.txt"
            $0.context = ["aws:PrincipalTag/team": ["red"]]
        },
        .init("value-is-no-wildcard", .implicitlyDenied, "a `*` that the request brings is only a character") {
            $0.identity = [allow("s3:*", "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*")]
            $0.resource = "arn:aws:s3:::homes/red/notes.txt"
            $0.context = ["aws:PrincipalTag/team": ["*"]]
        },
        .init("escaped-star", .implicitlyDenied, "`${*}` is the character") {
            $0.identity = [allow("s3:*", "arn:aws:s3:::photos/${*}")]
        },
        .init("two-variables", .allowed, "each has its value") {
            $0.identity = [allow("s3:*", "arn:aws:s3:::${aws:PrincipalTag/a}/${aws:PrincipalTag/b}")]
            $0.context = ["aws:PrincipalTag/a": ["photos"], "aws:PrincipalTag/b": ["cat.jpg"]]
        },
        .init("variable-in-condition", .allowed, "what is owned carries the owner's tag") {
            $0.identity = [
                allow("s3:*", "*", when("StringEquals", "s3:ExistingObjectTag/owner", #""${aws:PrincipalTag/name}""#))
            ]
            $0.context = ["s3:ExistingObjectTag/owner": ["ann"], "aws:PrincipalTag/name": ["ann"]]
        },
        .init("variable-in-condition-differs", .implicitlyDenied, "somebody else owns it") {
            $0.identity = [
                allow("s3:*", "*", when("StringEquals", "s3:ExistingObjectTag/owner", #""${aws:PrincipalTag/name}""#))
            ]
            $0.context = ["s3:ExistingObjectTag/owner": ["ann"], "aws:PrincipalTag/name": ["ben"]]
        },
    ]

    /// Not AWS's: what is not known must not become an answer.
    static let openQuestions: [EvaluationCase] = [
        .init("unknown-key-allows", .undecided, "the address of the caller is not known") {
            $0.identity = [allow("s3:*", "*", when("IpAddress", "aws:SourceIp", #""10.0.0.0/8""#))]
            $0.unknown = ["aws:SourceIp"]
        },
        .init("unknown-key-denies", .undecided, "a deny may apply") {
            $0.identity = [allow("s3:*"), deny("s3:*", "*", when("IpAddress", "aws:SourceIp", #""10.0.0.0/8""#))]
            $0.unknown = ["aws:sourceip"]
        },
        .init("unknown-key-does-not-matter", .allowed, "another statement allows it anyway") {
            $0.identity = [allow("s3:*", "*", when("IpAddress", "aws:SourceIp", #""10.0.0.0/8""#)), allow("s3:Get*")]
            $0.unknown = ["aws:SourceIp"]
        },
        .init("unknown-key-behind-a-deny", .explicitlyDenied, "a deny is certain") {
            $0.identity = [allow("s3:*", "*", when("IpAddress", "aws:SourceIp", #""10.0.0.0/8""#)), deny("s3:*")]
            $0.unknown = ["aws:SourceIp"]
        },
        .init("all-objects", .allowed, "every object is allowed") {
            $0.identity = [allow("s3:GetObject", "arn:aws:s3:::photos/*")]
            $0.resource = "arn:aws:s3:::photos/*"
        },
        .init("some-objects", .undecided, "only some of the objects are allowed") {
            $0.identity = [allow("s3:GetObject", "arn:aws:s3:::photos/2024/*")]
            $0.resource = "arn:aws:s3:::photos/*"
        },
        .init("some-objects-denied", .undecided, "some of the objects are denied") {
            $0.identity = [allow("s3:*"), deny("s3:*", "arn:aws:s3:::photos/2024/*")]
            $0.resource = "arn:aws:s3:::photos/*"
        },
        .init("no-objects", .implicitlyDenied, "none of the objects is allowed") {
            $0.identity = [allow("s3:GetObject", "arn:aws:s3:::music/*")]
            $0.resource = "arn:aws:s3:::photos/*"
        },
        .init("some-actions", .undecided, "only some of the actions are allowed") {
            $0.identity = [allow("s3:GetObject")]
            $0.action = "s3:Get*"
        },
        .init("unknown-variable", .undecided, "whose folder it is depends on the caller") {
            $0.identity = [allow("s3:*", "arn:aws:s3:::homes/${aws:PrincipalTag/team}/*")]
            $0.resource = "arn:aws:s3:::homes/red/x"
            $0.unknown = ["aws:PrincipalTag/team"]
        },
    ]
}
