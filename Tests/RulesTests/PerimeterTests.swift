import Findings
import Rules
import Scanning
import SourceText
import Testing

/// What stands behind a resource decides what an open one weighs.
@Suite struct PerimeterTests {
    private func report(_ rule: String, _ text: String, file: String = "template.yaml") async throws -> ScanReport {
        let rule = try #require(RuleRegistry.rule(named: "perimeters/" + rule))
        let today = try #require(CalendarDate("2026-11-24"))
        let options = ScanOptions(rules: [rule], today: today, toolVersion: "test")
        return await Scan(files: InMemoryFileSource([file: text]), options: options).report()
    }

    private func queue(_ statement: String) -> String {
        """
        service: shop
        provider: {name: aws}
        functions:
          ship: {handler: a.h, events: [{sqs: !GetAtt Orders.Arn}]}
          list: {handler: b.h, events: [{httpApi: GET /orders}]}
        resources:
          Resources:
            Orders: {Type: AWS::SQS::Queue}
            Policy:
              Type: AWS::SQS::QueuePolicy
              Properties:
                Queues: [!Ref Orders]
                PolicyDocument: {Statement: [\(statement)]}
        """
    }

    @Test func openQueueNamesTheFunctionBehindIt() async throws {
        let found = try await report(
            "public-resource-policy", queue("{Effect: Allow, Principal: '*', Action: sqs:SendMessage, Resource: '*'}"),
            file: "serverless.yml"
        ).findings
        #expect(found.map(\.functions) == [["ship"]])
        #expect(found.allSatisfy { $0.gain.contains("make `ship` run with an event of their own") })
    }

    @Test(arguments: [
        ("{ArnLike: {'aws:SourceArn': 'arn:aws:sns:*:*:*'}}", 1), ("{StringEquals: {'aws:SourceAccount': !Ref AWS::AccountId}}", 0),
        ("{StringNotEquals: {'aws:SourceAccount': '123456789012'}}", 1), ("{IpAddress: {'aws:SourceIp': 0.0.0.0/0}}", 1),
        ("{IpAddress: {'aws:SourceIp': 203.0.113.0/24}}", 0), ("{'ForAllValues:StringEquals': {'aws:PrincipalOrgID': o-1}}", 1),
        ("{StringEquals: {'aws:PrincipalOrgID': o-1}}", 0), ("{Bool: {'aws:SecureTransport': true}}", 1),
        ("{ArnLike: {'AWS:SourceArn': 'arn:aws:s3:::uploads'}}", 0), ("{StringLike: {'aws:PrincipalArn': 'arn:aws:iam::*:role/x'}}", 1),
    ])
    func conditionsLimitWhatTheySay(condition: String, count: Int) async throws {
        let statement = "{Effect: Allow, Principal: '*', Action: sqs:SendMessage, Resource: '*', Condition: \(condition)}"
        #expect(try await report("public-resource-policy", queue(statement), file: "serverless.yml").findings.count == count)
    }

    @Test func unknownConditionIsUndecided() async throws {
        let statement = "{Effect: Allow, Principal: '*', Action: sqs:SendMessage, Resource: '*', Condition: !If [a, {Bool: {x: true}}, {}]}"
        let said = try await report("public-resource-policy", queue(statement), file: "serverless.yml")
        #expect(said.findings.isEmpty)
        #expect(said.undecided.count == 1)
    }

    @Test func oneFindingForAServiceWithSeveralStatements() async throws {
        let said = try await report(
            "wildcard-trust",
            """
            Resources:
              Trail:
                Type: AWS::S3::BucketPolicy
                Properties:
                  Bucket: !Ref Logs
                  PolicyDocument:
                    Statement:
                      - {Effect: Allow, Principal: {Service: cloudtrail.amazonaws.com}, Action: s3:GetBucketAcl, Resource: '*'}
                      - {Effect: Allow, Principal: {Service: cloudtrail.amazonaws.com}, Action: s3:PutObject, Resource: '*'}
              Alarms:
                Type: AWS::SNS::TopicPolicy
                Properties:
                  Topics: [!Ref Topic]
                  PolicyDocument:
                    Statement: {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: sns:Publish, Resource: '*'}
            """)
        #expect(said.findings.count == 1)
    }

    @Test(arguments: [
        ("22", "22", "10.0.0.0/8", nil), ("22", "22", "0.0.0.0/1", Severity.high), ("443", "443", "0.0.0.0/0", nil),
        ("0", "65535", "0.0.0.0/0", .high), ("8000", "8100", "0.0.0.0/0", .medium), ("3300", "3310", "::/0", .high),
    ])
    func portsWeighByWhatListens(from: String, to: String, source: String, severity: Severity?) async throws {
        let key = source.contains(":") ? "CidrIpv6" : "CidrIp"
        let found = try await report(
            "open-network",
            """
            Resources:
              Group:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: x
                  SecurityGroupIngress: {IpProtocol: tcp, FromPort: \(from), ToPort: '\(to)', \(key): '\(source)'}
            """
        ).findings
        #expect(found.map(\.severity) == [severity].compactMap(\.self))
    }

    @Test func groupOfFunctionsAloneWeighsLittle() async throws {
        let found = try await report(
            "open-network",
            """
            service: shop
            provider: {name: aws, vpc: {securityGroupIds: [!Ref Group], subnetIds: [subnet-1]}}
            functions:
              list: {handler: a.h}
            resources:
              Resources:
                Group:
                  Type: AWS::EC2::SecurityGroup
                  Properties:
                    GroupDescription: x
                    SecurityGroupIngress: [{IpProtocol: -1, CidrIp: 0.0.0.0/0}]
            """, file: "serverless.yml"
        ).findings
        #expect(found.map(\.severity) == [.low])
    }

    @Test func branchesAreLookedAtOneByOne() async throws {
        let found = try await report(
            "public-database",
            """
            Resources:
              A: {Type: AWS::RDS::DBInstance, Properties: {PubliclyAccessible: !If [a, true, true]}}
              B: {Type: AWS::RDS::DBInstance, Properties: {PubliclyAccessible: !If [a, !If [b, true, false], !Ref AWS::NoValue]}}
              C: {Type: AWS::RDS::DBInstance, Properties: {DBSubnetGroupName: x, PubliclyAccessible: !If [a, false, !Ref AWS::NoValue]}}
            """)
        #expect(found.findings.map(\.confidence) == [.high, .medium])
        #expect(found.undecided.isEmpty)
    }

    @Test func manyNestedConditionsEnd() async throws {
        let nested = (0..<40).reduce("false") { inner, _ in "!If [a, \(inner), \(inner.count < 2_000 ? inner : "false")]" }
        let said = try await report(
            "public-database", "Resources:\n  A: {Type: AWS::RDS::DBInstance, Properties: {PubliclyAccessible: \(nested)}}\n")
        #expect(said.findings.isEmpty)
        #expect(said.undecided.count == 1)
    }
}
