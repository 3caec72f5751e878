import ApplicationModel
import Testing

@Suite struct FunctionTests {
    @Test func aFunctionHasWhatItsResourceSays() throws {
        let reading = try Reading(
            """
            Resources:
              Orders:
                Type: AWS::Lambda::Function
                Properties:
                  FunctionName: shop-orders
                  Handler: src/orders.handler
                  Runtime: nodejs22.x
                  Timeout: 10
                  MemorySize: 256
                  Code: ./dist
                  TracingConfig: {Mode: Active}
                  Environment: {Variables: {TABLE: !Ref Table}}
                  Tags: [{Key: owner, Value: shop}]
                  Layers: [!Ref Layer]
                  DeadLetterConfig: {TargetArn: !GetAtt Failed.Arn}
              Table: {Type: AWS::DynamoDB::Table}
              Failed: {Type: AWS::SQS::Queue}
              Later:
                Type: AWS::Lambda::EventInvokeConfig
                Properties:
                  FunctionName: !Ref Orders
                  Qualifier: $LATEST
                  DestinationConfig: {OnSuccess: {Destination: !GetAtt Done.Arn}}
              Done: {Type: AWS::SQS::Queue}
              Logs:
                Type: AWS::Logs::LogGroup
                Properties: {LogGroupName: !Sub '/aws/lambda/${Orders}', RetentionInDays: 14}
            """)
        let function = try reading.function("Orders")
        #expect(function.deployedName?.string == "shop-orders")
        #expect(function.handler?.string == "src/orders.handler")
        #expect(function.runtime?.string == "nodejs22.x")
        #expect(function.timeout?.number == 10)
        #expect(function.tracing?.string == "Active")
        #expect(function.environment.map(\.name) == ["TABLE"])
        #expect(function.tags.map(\.key) == ["owner"])
        #expect(function.package.source?.string == "./dist")
        #expect(function.logRetention?.number == 14)
        #expect(function.failureDestinations.map(\.referencedLogicalID) == ["Failed"])
        #expect(function.successDestinations.map(\.referencedLogicalID) == ["Done"])
    }

    @Test func theCDKSaysWhereTheCodeWasStagedAndHowLongLogsAreKept() throws {
        let function = try Reading(
            """
            {"Resources": {
              "Handler886CB40B": {
                "Type": "AWS::Lambda::Function",
                "Properties": {"Code": {"S3Bucket": {"Fn::Sub": "cdk-${AWS::AccountId}"}, "S3Key": "f00.zip"}},
                "Metadata": {"aws:cdk:path": "Shop/Handler/Resource", "aws:asset:path": "asset.f00"}},
              "Retention": {
                "Type": "Custom::LogRetention",
                "Properties": {
                  "LogGroupName": {"Fn::Join": ["", ["/aws/lambda/", {"Ref": "Handler886CB40B"}]]},
                  "RetentionInDays": 7}}}}
            """
        ).function("Handler886CB40B")
        #expect(function.package.source?.string == "asset.f00")
        #expect(function.logRetention?.number == 7)
    }

    @Test func aRoleHasEveryPolicyThatNamesIt() throws {
        let reading = try Reading(
            """
            Resources:
              F: {Type: AWS::Lambda::Function, Properties: {Role: !GetAtt Role.Arn}}
              Role:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: {Statement: []}
                  ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess, !Ref Managed]
                  Policies: [{PolicyName: a, PolicyDocument: {Statement: {Effect: Allow, Action: 'a:A', Resource: '*'}}}]
              Attached:
                Type: AWS::IAM::Policy
                Properties: {Roles: [!Ref Role], PolicyDocument: {Statement: [{Effect: Allow, Action: ['b:B'], Resource: '*'}]}}
              Inline:
                Type: AWS::IAM::RolePolicy
                Properties: {RoleName: !Ref Role, PolicyDocument: {Statement: [{Effect: Deny, Action: 'c:C', Resource: '*'}]}}
              Managed:
                Type: AWS::IAM::ManagedPolicy
                Properties: {PolicyDocument: {Statement: [{Effect: Allow, Action: 'd:D', Resource: '*'}]}}
            """)
        let role = try #require(try reading.application.roles.first)
        #expect(role.kind == .declared)
        #expect(Set(role.statements.flatMap(\.actions).compactMap(\.string)) == ["a:A", "b:B", "c:C", "d:D"])
        #expect(role.managedPolicies.count == 2)
        #expect(try reading.function("F").roleID == role.id)
    }

    @Test(arguments: [
        ("arn:aws:iam::123456789012:role/shared", Role.Kind.external), ("!ImportValue shared-role", .external),
        ("!Sub 'arn:aws:iam::${AWS::AccountId}:role/own-role'", .declared),
    ])
    func rolesElsewhereAreIncomplete(role: String, kind: Role.Kind) throws {
        let application = try Reading(
            """
            Resources:
              F: {Type: AWS::Lambda::Function, Properties: {Role: \(role)}}
              Own: {Type: AWS::IAM::Role, Properties: {RoleName: own-role, AssumeRolePolicyDocument: {}}}
            """
        ).application
        #expect(application.roles.map(\.kind) == [kind])
        #expect((application.roles.first?.incompleteness != nil) == (kind == .external))
    }
}
