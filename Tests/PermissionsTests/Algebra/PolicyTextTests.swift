import Permissions
import Testing

@Suite struct PolicyTextTests {
    private func problems(_ statement: String, _ use: PolicyReader.Use = .identity) -> [String] {
        PolicyReader.read(json: #"{"Version": "2012-10-17", "Statement": [\#(statement)]}"#, as: use).problems
            .map { $0.location + ": " + $0.message }
    }

    @Test(arguments: [
        (#"{"Action": "s3:*", "Resource": "*"}"#, "Statement[0]: the statement has no `Effect`"),
        (
            #"{"Effect": "allow", "Action": "s3:*", "Resource": "*"}"#,
            "Statement[0].Effect: an effect is not `allow`"
        ),
        (#"{"Effect": "Allow", "Resource": "*"}"#, "Statement[0]: the statement has neither `Action` nor `NotAction`"),
        (#"{"Effect": "Allow", "Action": "s3:*"}"#, "Statement[0]: the statement has neither `Resource` nor `NotResource`"),
        (
            #"{"Effect": "Allow", "Action": "s3:*", "NotAction": "s3:*", "Resource": "*"}"#,
            "Statement[0]: the statement has both `Action` and `NotAction`"
        ),
        (
            #"{"Effect": "Allow", "Action": ["s3:*", {}], "Resource": "*"}"#,
            "Statement[0].Action[1]: a string is needed, but this is an object"
        ),
        (#"{"Effect": "Allow", "Action": "S3", "Resource": "*"}"#, "Statement[0].Action: an action is not `S3`"),
        (
            #"{"Effect": "Allow", "Action": "s3:*", "Resource": "photos"}"#,
            "Statement[0].Resource: a resource is not `photos`"
        ),
        (
            #"{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Conditions": {}}"#,
            "Statement[0].Conditions: a statement has no element `Conditions`"
        ),
        (
            #"{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"StringIs": {"a": "b"}}}"#,
            "Statement[0].Condition.StringIs: there is no condition operator `StringIs`"
        ),
        (
            #"{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"NullIfExists": {"a": "true"}}}"#,
            "Statement[0].Condition.NullIfExists: there is no condition operator `NullIfExists`"
        ),
        (
            #"{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Principal": "*"}"#,
            "Statement[0].Principal: a policy of an identity has no `Principal`"
        ),
        (#""text""#, "Statement[0]: a statement is an object, but this is a string"),
    ])
    func saysWhatIsWrongAndWhere(_ statement: String, _ expected: String) {
        #expect(problems(statement) == [expected])
    }

    @Test func principalsAreCheckedWhereTheyBelong() {
        #expect(
            problems(#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#, .resource)
                == ["Statement[0]: the statement has neither `Principal` nor `NotPrincipal`"])
        #expect(
            problems(#"{"Effect": "Allow", "Principal": {"Lambda": "x"}, "Action": "sts:AssumeRole"}"#, .trust)
                == ["Statement[0].Principal.Lambda: a principal is not of the kind `Lambda`"])
        let trust = #"{"Effect": "Allow", "Principal": {"Service": ["a", "b"]}, "Action": "sts:AssumeRole"}"#
        #expect(problems(trust, .trust) == [])
    }

    @Test func aStatementWithoutItsConditionIsNotKept() {
        let (policy, problems) = PolicyReader.read(
            json: #"{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": {"Nope": {}}}]}"#,
            as: .identity)
        #expect(policy.statements.isEmpty && problems.contains { $0.isPartial })
    }

    @Test func oneStatementNeedsNoList() {
        let (policy, problems) = PolicyReader.read(
            json: #"{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}"#, as: .identity)
        #expect(problems.isEmpty && policy.version == .v2008 && policy.statements.map(\.effect) == [.deny])
    }

    @Test func isWrittenInOneForm() throws {
        let text = """
            {"Statement": [{"Resource": ["b", "a", "a"], "Action": ["s3:Put*", "S3:Get*"], "Effect": "Allow", "Sid": "X",
            "Condition": {"StringLike": {"k": ["z", "y*"]}, "Bool": {"aws:SecureTransport": true}}}], "Version": "2012-10-17"}
            """
        let policy = PolicyReader.read(json: text, as: .identity).policy
        let expected = #"{"Version":"2012-10-17","Statement":[{"Sid":"X","Effect":"Allow","Action":["S3:Get*","s3:Put*"],"#
            + #""Resource":["a","b"],"Condition":{"Bool":{"aws:SecureTransport":"true"},"StringLike":{"k":["y*","z"]}}}]}"#
        #expect(policy.json(isCompact: true) == expected)
        #expect(policy.countedSize == expected.utf8.count)
        let again = PolicyReader.read(json: policy.json(), as: .identity).policy
        #expect(again.json() == policy.json())
    }

    @Test func textOfTheOldVersionKeepsItsMeaning() {
        let old = PolicyReader.read(
            json: #"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::a/${aws:username}*"}}"#,
            as: .identity
        ).policy
        let new = PolicyReader.read(json: old.json(), as: .identity).policy
        #expect(new.version == .v2012)
        #expect(new.statements.first?.resources == old.statements.first?.resources)
        #expect(new.json().contains("${$}{aws:username}*"))
    }

    @Test func conditionsThatShareAPlaceAreNotWidened() {
        let statement = Policy.Statement(
            .allow, actions: .listed([.action("s3:*")]), resources: .listed([.everything]),
            conditions: [
                Policy.Condition(.stringLike, "k", ["a*", "b"]), Policy.Condition(.stringLike, "k", ["ab*", "c"]),
            ])
        #expect(Policy(statements: [statement]).json(isCompact: true).contains(#""Condition":{"StringLike":{"k":"ab*"}}"#))
    }

    @Test(arguments: [PolicySize.managed, PolicySize.inlineOfUser, 400])
    func splitsByTheSizesOfIAM(limit: Int) {
        let statements = (0..<40).map { index in
            Policy.Statement(
                .allow, actions: .listed((0..<9).map { .action("s3:Action\($0)") }),
                resources: .listed((0...index).map { .resource("arn:aws:s3:::bucket\($0)/*") }))
        }
        let policy = Policy(statements: statements)
        let parts = policy.split(limit: limit)
        #expect(parts.allSatisfy { $0.countedSize <= limit })
        #expect(parts.count >= policy.countedSize / limit)
        #expect(GrantSet(parts).minimised() == GrantSet([policy]).minimised())
    }

    @Test func manyStatementsAreRead() {
        let statement = PolicyValue.map([
            .init("Effect", .string("Allow")), .init("Action", .string("s3:*")), .init("Resource", .string("*a*a*a*a*a*b")),
        ])
        let value = PolicyValue.map([.init("Statement", .list(Array(repeating: statement, count: 100_000)))])
        let (policy, problems) = PolicyReader.read(value, as: .identity)
        #expect(policy.statements.count == 100_000 && problems.isEmpty)
        let request = AccessRequest(
            action: "s3:GetObject", resource: .literal(String(repeating: "a", count: 20)),
            caller: .user("arn:aws:iam::1:user/a"))
        #expect(AppliedPolicies(identity: [policy]).decision(on: request).outcome == .implicitlyDenied)
        let wrong = PolicyValue.map([.init("Statement", .list(Array(repeating: .null, count: 100_000)))])
        #expect(PolicyReader.read(wrong, as: .identity).problems.count == PolicyReader.problemLimit)
    }

    @Test func damagedPoliciesAreReadWithoutATrap() {
        let source = Array(
            #"""
            {"Version": "2012-10-17", "Statement": [{"Sid": "A", "Effect": "Allow", "Principal": {"AWS": ["1", "*"]},
             "NotAction": ["s3:Get?", "*"], "Resource": ["arn:aws:s3:::a/${aws:username, 'x'}*", "*"], "Condition":
             {"ForAllValues:StringLikeIfExists": {"aws:TagKeys": ["a", 1, true]},
              "DateLessThan": {"d": "2024-05-01T10:00:00.5+01:00"},
              "IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]}, "NumericEquals": {"n": "-1.5"}, "Null": {"x": "true"}}}]}
            """#.utf8)
        let marks = Array(#"{}[]":,$*?'/-.%0129TZ"#.utf8)
        var random = Seeded(6)
        var readable = 0
        for _ in 0..<400 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes.remove(at: at)
                case 1: bytes.insert(marks[Int.random(in: 0..<marks.count, using: &random)], at: at)
                case 2: bytes[at] = marks[Int.random(in: 0..<marks.count, using: &random)]
                default: bytes.removeSubrange(at..<min(bytes.count, at + 20))
                }
            }
            let (policy, problems) = PolicyReader.read(json: String(decoding: bytes, as: UTF8.self), as: .resource)
            var policies = AppliedPolicies(identity: [], resource: [policy])
            policies.boundary = policy
            let request = AccessRequest(
                action: "s3:GetObject", resource: .literal("arn:aws:s3:::a/x"), caller: .anonymous,
                context: RequestContext([
                    "aws:sourceip": ["10.1.1.1"], "d": ["2023-01-01"], "n": ["-1.5"], "aws:TagKeys": ["a", "1"],
                ]))
            _ = policies.decision(on: request).explanation(policies)
            let minimal = GrantSet([policy]).minimised()
            #expect(minimal.minimised().grants.count == minimal.grants.count)
            let written = PolicyReader.read(json: policy.json(), as: .resource)
            #expect(written.policy.statements.count == policy.statements.count || !problems.isEmpty)
            readable += policy.statements.isEmpty ? 0 : 1
        }
        #expect(readable > 40)
    }
}
