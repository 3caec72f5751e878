import Findings
import Rules
import Scanning
import SourceText
import Testing

/// Findings on roles that no function runs under say who gets at them, and weigh as much as that.
@Suite struct OtherRoleGainTests {
    private func finding(_ resources: String) async -> Finding? {
        let role = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Copy:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: { Statement: [] }
                  Policies:
                    - { PolicyName: copy, PolicyDocument: { Statement: [{ Effect: Allow, Action: 'lambda:*', Resource: '*' }] } }

            """
        guard let rule = RuleRegistry.rule(named: "least-privilege/wildcard-action"), let today = CalendarDate("2026-11-24") else {
            return nil
        }
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        let files = InMemoryFileSource(["template.yaml": role + resources])
        return await Scan(files: files, options: options).report().findings.first
    }

    @Test func aRoleThatNothingNamesIsWhoeverTakesItOn() async {
        let finding = await finding("")
        #expect(finding?.gain.hasPrefix("whoever acts as the role `Copy` may call") == true)
        #expect(finding?.functions == [])
        #expect(finding?.severity == .high)
    }

    @Test func guestsOfAnIdentityPoolAreAnyoneOnTheInternet() async {
        let finding = await finding(
            """
              Guests:
                Type: AWS::Cognito::IdentityPoolRoleAttachment
                Properties: { Roles: { unauthenticated: !GetAtt Copy.Arn } }
            """)
        #expect(finding?.gain.hasPrefix("anyone on the internet") == true)
        #expect(finding?.severity == .critical)
    }

    @Test func aFunctionThatMayPassTheRoleOnIsNamed() async {
        let finding = await finding(
            """
              Convert:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: convert.handler
                  Policies: [{ Statement: [{ Effect: Allow, Action: iam:PassRole, Resource: !GetAtt Copy.Arn }] }]
            """)
        #expect(finding?.functions == ["Convert"])
        #expect(finding?.gain.hasPrefix("whoever takes over `Convert` and passes the role `Copy` on may call") == true)
    }

    @Test func aFunctionUnderTheRoleInOneOutcomeOfAConditionRunsUnderIt() async {
        let finding = await finding(
            """
              List:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: list.handler
                  Role: !If [Live, !GetAtt Copy.Arn, !Ref Given]
                  Events: { Get: { Type: HttpApi, Properties: { Path: /orders, Method: get } } }
            Conditions: { Live: !Equals [!Ref Stage, live] }
            Parameters: { Stage: { Type: String }, Given: { Type: String } }
            """)
        #expect(finding?.functions == ["List"])
        #expect(finding?.severity == .critical)
    }
}
