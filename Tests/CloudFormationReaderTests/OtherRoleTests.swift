import ApplicationModel
import Testing

/// Roles that no function runs under, and what acts with them.
@Suite struct OtherRoleTests {
    private static let template = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          List:
            Type: AWS::Lambda::Function
            Properties:
              Code: { ZipFile: pass }
              Role: !GetAtt ListRole.Arn
              Environment: { Variables: { COPY_ROLE: !GetAtt CopyRole.Arn } }
          ListRole: { Type: AWS::IAM::Role, Properties: { RoleName: list } }
          CopyRole:
            Type: AWS::IAM::Role
            Properties:
              Policies:
                - { PolicyName: copy, PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] } }
          Copy:
            Type: AWS::Pipes::Pipe
            Properties: { RoleArn: !GetAtt CopyRole.Arn, Source: !GetAtt Jobs.Arn, Target: !GetAtt List.Arn }
          Watch:
            Type: AWS::Events::Rule
            Properties: { Targets: [{ Id: copy, Arn: !GetAtt List.Arn, RoleArn: !If [Live, !GetAtt CopyRole.Arn, !Ref AWS::NoValue] }] }
          CopyPolicy:
            Type: AWS::IAM::Policy
            Properties:
              Roles: [!Ref CopyRole]
              PolicyDocument: { Statement: [{ Effect: Allow, Action: 'sqs:*', Resource: '*' }] }
          Guests: { Type: AWS::IAM::Role }
          Pool:
            Type: AWS::Cognito::IdentityPoolRoleAttachment
            Properties: { Roles: { unauthenticated: !GetAtt Guests.Arn } }
          Jobs: { Type: AWS::SQS::Queue }
          Ship:
            Type: AWS::Serverless::StateMachine
            Properties:
              Definition: { StartAt: End, States: { End: { Type: Succeed } } }
              Policies: [{ Statement: [{ Effect: Allow, Action: 'logs:*', Resource: '*' }] }]
        """

    @Test func everyRoleIsReadOnce() throws {
        let application = try Reading(Self.template).application
        #expect(application.roles.map(\.id.name) == ["ListRole"])
        #expect(application.otherRoles.map(\.id.name) == ["CopyRole", "Guests", "ShipRole"])
        let copy = try #require(application.otherRoles.first)
        #expect(copy.statements.flatMap(\.actions).compactMap(\.string) == ["s3:*", "sqs:*"])
    }

    @Test func itsHoldersAreThoseThatActWithIt() throws {
        let roles = try Reading(Self.template).application.otherRoles
        let holders = roles.map { role in role.holders.map { "\($0.name) \($0.key)" } }
        #expect(holders == [["Copy RoleArn", "Watch RoleArn"], ["Pool unauthenticated"], ["Ship RoleArn"]])
    }
}
