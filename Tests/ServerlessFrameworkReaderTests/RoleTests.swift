import ApplicationModel
import Testing

@Suite struct RoleTests {
    private static let statement = "[{Effect: Allow, Action: 's3:GetObject', Resource: '*'}]"

    @Test(arguments: [
        "iamRoleStatements: \(statement)",
        "iam: {role: {statements: \(statement)}}",
        "iamRoleStatements: [{Effect: Allow, Action: ['s3:GetObject'], Resource: ['*']}]",
    ])
    func theSharedRoleHoldsTheProvidersStatements(provider: String) throws {
        let role = try Reading(provider: provider, function: "").role
        #expect(role.kind == .sharedByFramework)
        #expect(role.authoredActions == ["s3:GetObject"])
        #expect(role.statements.first?.isAuthored == true)
        #expect(role.statements.first?.effect == .allow)
        #expect(role.addedActions.contains("logs:PutLogEvents"))
        #expect(role.incompleteness == nil)
    }

    @Test func managedPoliciesAndBoundariesInBothSpellings() throws {
        for provider in [
            "iam: {role: {managedPolicies: [arn:p], permissionsBoundary: arn:b}}",
            "iamManagedPolicies: [arn:p]\nrolePermissionsBoundary: arn:b",
        ] {
            let role = try Reading(provider: provider, function: "").role
            #expect(role.managedPolicies.compactMap(\.policy.string) == ["arn:p"])
            #expect(role.permissionsBoundary?.string == "arn:b")
        }
    }

    @Test(arguments: [
        ("role: arn:aws:iam::111111111111:role/x", "", Role.Kind.external, "arn:aws:iam::111111111111:role/x"),
        ("iam: {role: arn:aws:iam::111111111111:role/x}", "", .external, "arn:aws:iam::111111111111:role/x"),
        ("iam: {role: Own}", "", .declared, "Own"),
        ("role: !GetAtt Own.Arn", "", .declared, "Own"),
        ("", "role: Own", .declared, "Own"),
        ("", "role: !GetAtt Own.Arn", .declared, "Own"),
        ("", "role: !Sub 'arn:aws:iam::${AWS::AccountId}:role/own-role'", .declared, "Own"),
        ("", "role: !ImportValue shared", .external, "external (it is only known when the application is deployed)"),
        ("role: Own", "role: IamRoleLambdaExecution", .sharedByFramework, "default"),
    ])
    func rolesAreFollowedToWhereTheyAre(provider: String, function: String, kind: Role.Kind, id: String) throws {
        let reading = try Reading(
            provider: provider, function: function,
            rest: """
                resources:
                  Resources:
                    Own:
                      Type: AWS::IAM::Role
                      Properties:
                        RoleName: own-role
                        AssumeRolePolicyDocument: {Statement: []}
                        ManagedPolicyArns: [arn:m]
                        Policies: [{PolicyName: p, PolicyDocument: {Statement: {Effect: Allow, Action: 'sqs:*', Resource: '*'}}}]
                    More:
                      Type: AWS::IAM::Policy
                      Properties: {Roles: [!Ref Own], PolicyDocument: {Statement: [{Effect: Allow, Action: 'sns:Publish', Resource: '*'}]}}
                """)
        let role = try reading.role
        #expect(role.kind == kind)
        #expect(role.id.name == id)
        #expect(try reading.application.roles.count == 1)
        guard kind == .declared else { return }
        #expect(role.authoredActions == ["sqs:*", "sns:Publish"])
        #expect(role.managedPolicies.compactMap(\.policy.string) == ["arn:m"])
        #expect(role.trustPolicy != nil)
        #expect(role.addedActions.isEmpty)
    }

    @Test func withoutPluginAndVersionFourAFunctionsStatementsDoNothing() throws {
        let reading = try Reading(
            function: "iamRoleStatements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]",
            rest: "frameworkVersion: '3'")
        let function = try reading.function
        #expect(function.roleID?.name == "default")
        #expect(function.ignoredStatements?.key == "iamRoleStatements")
        #expect(try reading.role.authoredActions.isEmpty)
    }

    @Test(arguments: ["frameworkVersion: '3'", "plugins: [serverless-iam-roles-per-function]"])
    func theStructuredSpellingDoesNothingBeforeVersionFourAndBesideThePlugin(rest: String) throws {
        let reading = try Reading(
            function: "iam: {role: {statements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}}", rest: rest)
        #expect(try reading.function.ignoredStatements?.key == "statements")
        #expect(try reading.role.kind == .sharedByFramework)
    }

    @Test(arguments: [
        ("", ["s3:*"]),
        ("iamRoleStatementsInherit: true", ["s3:*", "sns:*"]),
    ])
    func thePluginMakesARoleOfTheFunctionsOwn(setting: String, actions: [String]) throws {
        let reading = try Reading(
            provider: "iamRoleStatements: [{Effect: Allow, Action: 'sns:*', Resource: '*'}]",
            function:
                "iamRoleStatements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]\n\(setting)\nevents: [{sqs: 'arn:aws:sqs:a:b:c'}]",
            rest: "frameworkVersion: '3'\nplugins: [serverless-iam-roles-per-function]")
        let role = try reading.role
        #expect(role.kind == .perFunction)
        #expect(role.authoredActions == actions)
        #expect(role.addedActions.contains("sqs:ReceiveMessage"))
        #expect(try reading.function.ignoredStatements == nil)
    }

    @Test func thePluginsDefaultMayBeToInherit() throws {
        let reading = try Reading(
            provider: "iamRoleStatements: [{Effect: Allow, Action: 'sns:*', Resource: '*'}]",
            function: "iamRoleStatements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]",
            rest:
                "plugins: [serverless-iam-roles-per-function]\ncustom: {serverless-iam-roles-per-function: {defaultInherit: true}}"
        )
        #expect(try reading.role.authoredActions == ["s3:*", "sns:*"])
    }

    @Test(arguments: [
        ("iamRoleStatements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]", ["s3:*"]),
        ("iam: {role: {statements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}}", ["s3:*"]),
        (
            "iam: {inheritStatements: true, role: {statements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}}",
            ["s3:*", "sns:*"]
        ),
    ])
    func versionFourReadsAFunctionsStatements(function: String, actions: [String]) throws {
        let reading = try Reading(
            provider: "iam: {role: {statements: [{Effect: Allow, Action: 'sns:*', Resource: '*'}]}}",
            function: function,
            rest: "frameworkVersion: '4'")
        #expect(try reading.role.kind == .perFunction)
        #expect(try reading.role.authoredActions == actions)
    }

    @Test(arguments: [("", ["sns:*"]), ("iam: {inheritStatements: false}", [])])
    func inPerFunctionModeStatementsAreInheritedUnlessRefused(function: String, actions: [String]) throws {
        let reading = try Reading(
            provider: "iam: {role: {mode: perFunction, statements: [{Effect: Allow, Action: 'sns:*', Resource: '*'}]}}",
            function: function)
        #expect(try reading.role.kind == .perFunction)
        #expect(try reading.role.authoredActions == actions)
        #expect(try reading.application.roles.map(\.id.name) == ["hello"])
    }

    @Test(arguments: [
        ("tracing: Active", "xray:PutTraceSegments"),
        ("onError: arn:aws:sns:a:b:c", "sns:Publish"),
        ("kmsKeyArn: arn:aws:kms:a:b:key/c", "kms:Decrypt"),
        ("destinations: {onFailure: arn:aws:sqs:a:b:c}", "sqs:SendMessage"),
        ("destinations: {onSuccess: hello}", "lambda:InvokeFunction"),
        ("events: [{sqs: 'arn:aws:sqs:a:b:c'}]", "sqs:DeleteMessage"),
        ("events: [{stream: 'arn:aws:kinesis:a:b:stream/c'}]", "kinesis:GetRecords"),
        ("events: [{stream: {type: dynamodb, arn: !GetAtt T.StreamArn}}]", "dynamodb:DescribeStream"),
        ("events: [{stream: {type: kinesis, arn: arn:x, consumer: true}}]", "kinesis:SubscribeToShard"),
        ("events: [{msk: {arn: arn:x, topic: t}}]", "kafka:GetBootstrapBrokers"),
        (
            "events: [{kafka: {topic: t, bootstrapServers: [b], accessConfigurations: {saslScram512Auth: arn:x}}}]",
            "secretsmanager:GetSecretValue"
        ),
        ("events: [{rabbitmq: {arn: arn:x, queue: q, basicAuthArn: arn:y}}]", "mq:DescribeBroker"),
        ("events: [{websocket: $connect}]", "execute-api:ManageConnections"),
        ("events: [{schedule: {rate: rate(1 day), method: scheduler}}]", "lambda:InvokeFunction"),
        ("fileSystemConfig: {arn: arn:x, localMountPath: /mnt/a}", "elasticfilesystem:ClientMount"),
    ])
    func theFrameworksOwnAdditionsAreMarked(function: String, action: String) throws {
        let role = try Reading(function: function).role
        let statement = try #require(role.statements.first { $0.actionTexts.contains(action) })
        guard case .framework = statement.origin else {
            Issue.record("\(statement.origin)")
            return
        }
    }

    @Test func aNetworkBringsItsManagedPolicy() throws {
        let role = try Reading(function: "vpc: {securityGroupIds: [a], subnetIds: [b]}").role
        #expect(role.managedPolicies.first?.origin == .framework(reason: "vpc"))
        #expect(
            role.managedPolicies.first?.policy.text(placeholder: "aws")?.hasSuffix("AWSLambdaVPCAccessExecutionRole")
                == true)
    }

    @Test func extensionsOfTheSharedRoleCount() throws {
        let reading = try Reading(
            function: "",
            rest: """
                resources:
                  extensions:
                    IamRoleLambdaExecution: {Properties: {ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess']}}
                  Resources:
                    Extra:
                      Type: AWS::IAM::Policy
                      Properties: {Roles: [!Ref IamRoleLambdaExecution], PolicyDocument: {Statement: [{Effect: Allow, Action: '*', Resource: '*'}]}}
                """)
        #expect(try reading.role.managedPolicies.count == 1)
        #expect(try reading.role.authoredActions == ["*"])
    }

    @Test func statementsThatAreNotKnownMakeTheRoleIncomplete() throws {
        let role = try Reading(provider: "iamRoleStatements:\n  - ${file(policy.js)}", function: "").role
        #expect(role.incompleteness != nil)
    }

    @Test func bothBranchesOfAConditionAreRead() throws {
        let role = try Reading(
            provider:
                "iamRoleStatements:\n  - !If [IsProd, {Effect: Allow, Action: 's3:*', Resource: '*'}, !Ref 'AWS::NoValue']",
            function: ""
        ).role
        #expect(role.authoredActions == ["s3:*"])
        #expect(role.incompleteness == nil)
    }

    @Test func theVersionMayComeFromThePackage() throws {
        for (range, kind) in [("^4.4.0", Role.Kind.perFunction), ("^3.38.0", .sharedByFramework)] {
            let reading = try Reading(
                files: [
                    "package.json": #"{"devDependencies": {"serverless": "\#(range)"}}"#,
                    "a/serverless.yml": """
                    service: s
                    provider: {name: aws}
                    functions: {hello: {handler: x, iamRoleStatements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}}
                    """,
                ], manifest: "a/serverless.yml")
            #expect(try reading.role.kind == kind)
        }
    }

    @Test(arguments: ["provider: {name: aws, iam: '${file(iam.js)}'}", "provider: ${file(provider.js)}"])
    func settingsThatAreNotKnownMakeTheRoleIncomplete(provider: String) throws {
        #expect(try Reading("service: s\n\(provider)\nfunctions: {hello: {handler: x}}\n").role.incompleteness != nil)
    }

    @Test func aFunctionThatIsNotKnownHasNoKnownRole() throws {
        let reading = try Reading("service: s\nprovider: aws\nfunctions: {hello: '${file(hello.js)}'}\n")
        #expect(try reading.function.roleID == nil)
    }

    @Test func destinationsAreGrantedByWhatTheyAre() throws {
        let reading = try Reading(
            function: "destinations: {onSuccess: hello, onFailure: !GetAtt Failed.Arn}",
            rest: "resources: {Resources: {Failed: {Type: AWS::SQS::Queue}}}")
        let grants = try reading.role.statements.filter { $0.origin == .framework(reason: "destinations") }
        #expect(grants.map(\.actionTexts) == [["lambda:InvokeFunction"], ["sqs:SendMessage"]])
        #expect(grants.compactMap { $0.resources.first?.referencedLogicalID } == ["HelloLambdaFunction", "Failed"])
    }

    @Test func beforeVersionFourNoModeGivesFunctionsRolesOfTheirOwn() throws {
        let reading = try Reading(
            provider: "iam: {role: {mode: perFunction, statements: [{Effect: Allow, Action: 'sns:*', Resource: '*'}]}}",
            function: "iam: {role: {statements: [{Effect: Allow, Action: 's3:*', Resource: '*'}]}}",
            rest: "frameworkVersion: '3'")
        #expect(try reading.role.kind == .sharedByFramework)
        #expect(try reading.role.authoredActions == ["sns:*"])
        #expect(try reading.function.ignoredStatements?.key == "statements")
    }

    @Test func oneFunctionInTheNewSpellingTellsTheVersionForAll() throws {
        let statements = "[{Effect: Allow, Action: 's3:*', Resource: '*'}]"
        let reading = try Reading(
            function: "iamRoleStatements: \(statements)",
            rest: "  other: {handler: h, iam: {role: {statements: \(statements)}}}")
        #expect(try reading.application.roles.map(\.kind) == [.perFunction, .perFunction])
        #expect(try reading.function.ignoredStatements == nil)
    }

    @Test(arguments: [
        ("", "", ["/aws/lambda/shop-dev*:*"]),
        ("name: shop-dev-other", "", ["/aws/lambda/shop-dev*:*"]),
        ("name: other", "", ["/aws/lambda/other:*"]),
        ("logs: {logGroup: /own}", "", ["/own:*"]),
        ("name: other", "  second: {handler: h}", ["/aws/lambda/other:*", "/aws/lambda/shop-dev*:*"]),
        ("name: other", "  second: {handler: h, name: third}", ["/aws/lambda/other:*", "/aws/lambda/third:*"]),
        ("name: other\ndisableLogs: true", "  second: {handler: h}", ["/aws/lambda/shop-dev*:*"]),
        (
            "disableLogs: true", "  second: {handler: h}",
            ["/aws/lambda/shop-dev*:*", "deny /aws/lambda/shop-dev-hello:*:*"]
        ),
    ])
    func logGrantsFollowTheNames(function: String, rest: String, groups: [String]) throws {
        let logs = try Reading(function: function, rest: rest).role.statements.filter {
            $0.origin == .framework(reason: "logs") && ($0.effect == .deny || $0.actionTexts.count == 3)
        }
        let found = logs.flatMap { statement in
            statement.resources.compactMap { $0.text(placeholder: "?")?.split(separator: "log-group:").last }
                .map { (statement.effect == .deny ? "deny " : "") + $0 }
        }
        #expect(found == groups)
    }
}
