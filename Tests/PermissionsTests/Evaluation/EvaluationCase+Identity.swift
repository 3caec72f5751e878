import Permissions

extension EvaluationCase {
    static let basics: [EvaluationCase] = [
        .init("nothing", .implicitlyDenied, "every request is denied by default"),
        .init("allow", .allowed, "a statement allows it") { $0.identity = [allow("s3:GetObject", photo)] },
        .init("other-action", .implicitlyDenied, "the statement is about another action") {
            $0.identity = [allow("s3:PutObject", photo)]
        },
        .init("other-resource", .implicitlyDenied, "the statement is about another object") {
            $0.identity = [allow("s3:GetObject", "arn:aws:s3:::photos/dog.jpg")]
        },
        .init("bucket-is-not-its-objects", .implicitlyDenied, "the ARN of a bucket does not match its objects") {
            $0.identity = [allow("s3:GetObject", "arn:aws:s3:::photos")]
        },
        .init("deny-wins", .explicitlyDenied, "an explicit deny overrides any allow") {
            $0.identity = [allow("s3:*"), deny("s3:GetObject")]
        },
        .init("deny-first", .explicitlyDenied, "the order of statements does not matter") {
            $0.identity = [deny("s3:GetObject"), allow("s3:*")]
        },
        .init("deny-elsewhere", .allowed, "a deny of another object does not apply") {
            $0.identity = [allow("s3:*"), deny("s3:*", "arn:aws:s3:::photos/secret/*")]
        },
        .init("deny-alone", .explicitlyDenied, "a deny applies without any allow") { $0.identity = [deny("s3:*")] },
        .init("case-of-action", .allowed, "actions are compared without case") {
            $0.identity = [allow("S3:getOBJECT", photo)]
        },
        .init("case-of-resource", .implicitlyDenied, "resources are compared with case") {
            $0.identity = [allow("s3:GetObject", "arn:aws:s3:::photos/Cat.jpg")]
        },
        .init("second-statement", .allowed, "one allowing statement suffices") {
            $0.identity = [allow("s3:PutObject"), allow("s3:GetObject")]
        },
        .init("list-of-actions", .allowed, "any element of a list") {
            $0.identity = [#"{"Effect": "Allow", "Action": ["s3:PutObject", "s3:GetObject"], "Resource": "*"}"#]
        },
        .init("list-of-resources", .allowed, "any element of a list") {
            $0.identity = [
                #"{"Effect": "Allow", "Action": "s3:*", "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::photos/*"]}"#
            ]
        },
        .init("user", .allowed, "users are evaluated like roles") {
            $0.caller = .user(bob)
            $0.identity = [allow("s3:GetObject")]
        },
        .init("root-user", .allowed, "the account's root user has full access") { $0.caller = .root(account) },
        .init("root-user-denied", .explicitlyDenied, "a bucket policy can deny the root user") {
            $0.caller = .root(account)
            $0.resourcePolicy = [deny("s3:*", "*", #", "Principal": "*""#)]
        },
        .init("root-user-controlled", .implicitlyDenied, "service control policies limit root users too") {
            $0.caller = .root(account)
            $0.controls = [[allow("ec2:*")]]
        },
    ]

    static let wildcards: [EvaluationCase] = [
        .init("star-action", .allowed, "`*` is every action of every service") { $0.identity = [allow("*")] },
        .init("service-star", .allowed, "every action of a service") { $0.identity = [allow("s3:*")] },
        .init("other-service-star", .implicitlyDenied, "of another service") { $0.identity = [allow("s3-object-lambda:*")] },
        .init("prefix-star", .allowed, "`Get*` matches `GetObject`") { $0.identity = [allow("s3:Get*")] },
        .init("suffix-star", .allowed, "`*Object` matches `GetObject`") { $0.identity = [allow("s3:*Object")] },
        .init("inner-star", .allowed, "`G*t` matches in the middle") { $0.identity = [allow("s3:G*t")] },
        .init("star-may-be-empty", .allowed, "`*` stands for no character too") { $0.identity = [allow("s3:GetObject*")] },
        .init("question-mark", .allowed, "`?` stands for one character") { $0.identity = [allow("s3:Get?bject")] },
        .init("question-mark-is-not-empty", .implicitlyDenied, "`?` needs a character") {
            $0.identity = [allow("s3:GetObject?")]
        },
        .init("object-star", .allowed, "`bucket/*` matches every object") {
            $0.identity = [allow("s3:GetObject", "arn:aws:s3:::photos/*")]
        },
        .init("star-spans-slashes", .allowed, "a wildcard spans slashes") {
            $0.identity = [allow("s3:GetObject", "arn:aws:s3:::photos/*.jpg")]
            $0.resource = "arn:aws:s3:::photos/2024/may/cat.jpg"
        },
        .init("star-spans-colons", .allowed, "a wildcard spans the parts of an ARN") {
            $0.identity = [allow("sqs:*", "arn:aws:sqs:*:jobs")]
            $0.action = "sqs:SendMessage"
            $0.resource = "arn:aws:sqs:eu-west-1:111122223333:jobs"
        },
        .init("region-star", .allowed, "the region is left open") {
            $0.identity = [allow("dynamodb:GetItem", "arn:aws:dynamodb:*:111122223333:table/users")]
            $0.action = "dynamodb:GetItem"
            $0.resource = "arn:aws:dynamodb:us-east-1:111122223333:table/users"
        },
        .init("index-is-not-its-table", .implicitlyDenied, "an index has an ARN of its own") {
            $0.identity = [allow("dynamodb:Query", "arn:aws:dynamodb:us-east-1:111122223333:table/users")]
            $0.action = "dynamodb:Query"
            $0.resource = "arn:aws:dynamodb:us-east-1:111122223333:table/users/index/by-mail"
        },
        .init("prefix-of-a-name", .allowed, "`users*` matches `users-archive` too") {
            $0.identity = [allow("dynamodb:Query", "arn:aws:dynamodb:us-east-1:111122223333:table/users*")]
            $0.action = "dynamodb:Query"
            $0.resource = "arn:aws:dynamodb:us-east-1:111122223333:table/users-archive"
        },
        .init("bucket-and-objects", .allowed, "`bucket*` matches bucket, objects, and other buckets") {
            $0.identity = [allow("s3:*", "arn:aws:s3:::photos*")]
            $0.resource = "arn:aws:s3:::photos-private/x"
        },
        .init("star-resource-for-list", .allowed, "actions without resources need `*`") {
            $0.identity = [allow("s3:ListAllMyBuckets")]
            $0.action = "s3:ListAllMyBuckets"
            $0.resource = "*"
            $0.resourceNotation = []
        },
        .init("arn-for-an-action-without-resources", .implicitlyDenied, "a statement about an ARN does not apply") {
            $0.identity = [allow("s3:ListAllMyBuckets", "arn:aws:s3:::photos")]
            $0.action = "s3:ListAllMyBuckets"
            $0.resource = "*"
            $0.resourceNotation = []
        },
    ]

    static let negations: [EvaluationCase] = [
        .init("not-action-other", .allowed, "allows everything but what is listed") {
            $0.identity = [#"{"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}"#]
        },
        .init("not-action-listed", .implicitlyDenied, "what is listed is not allowed, but not denied either") {
            $0.identity = [#"{"Effect": "Allow", "NotAction": ["iam:*", "s3:Get*"], "Resource": "*"}"#]
        },
        .init("not-action-elsewhere", .allowed, "another statement may allow what `NotAction` leaves out") {
            $0.identity = [
                #"{"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}"#, allow("s3:GetObject"),
            ]
        },
        .init("deny-not-action", .explicitlyDenied, "denies everything but what is listed") {
            $0.identity = [allow("*"), #"{"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"}"#]
        },
        .init("deny-not-action-listed", .allowed, "what is listed is spared") {
            $0.identity = [allow("*"), #"{"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}"#]
        },
        .init("not-resource-other", .allowed, "everything but what is listed") {
            $0.identity = [#"{"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::secrets/*"}"#]
        },
        .init("not-resource-listed", .implicitlyDenied, "what is listed is left out") {
            $0.identity = [#"{"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::photos/*"}"#]
        },
        .init("deny-not-resource", .explicitlyDenied, "denies everywhere but there") {
            $0.identity = [allow("s3:*"), #"{"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::a/*"}"#]
        },
        .init("deny-not-resource-spared", .allowed, "the listed resource is spared") {
            $0.identity = [
                allow("s3:*"), #"{"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::photos/*"}"#,
            ]
        },
        .init("not-resource-bucket", .allowed, "the listed bucket's objects have other ARNs") {
            $0.identity = [#"{"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::photos"}"#]
        },
    ]
}
