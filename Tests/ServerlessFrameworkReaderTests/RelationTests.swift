import ApplicationModel
import Testing

@Suite struct RelationTests {
    private func relations() throws -> [Relation] {
        try Reading(
            """
            service: shop
            provider:
              name: aws
              environment: {TABLE: !Ref Orders, NAME: photos}
            functions:
              api:
                handler: h.api
                events: [{http: POST /orders}]
                destinations: {onSuccess: worker}
              worker:
                handler: h.worker
                onError: !Ref Failed
                events: [{sqs: {arn: !GetAtt Jobs.Arn}}]
            resources:
              Resources:
                Orders: {Type: AWS::DynamoDB::Table}
                Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: photos}}
                Failed: {Type: AWS::SNS::Topic}
                Dead: {Type: AWS::SQS::Queue}
                News: {Type: AWS::SNS::Topic}
                Jobs: {Type: AWS::SQS::Queue, Properties: {RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}}}
                ToJobs: {Type: AWS::SNS::Subscription, Properties: {Protocol: sqs, TopicArn: !Ref News, Endpoint: !GetAtt Jobs.Arn}}
            """
        ).application.relations
    }

    @Test func whoReachesWhomIsFollowed() throws {
        let found = Set(try relations().map { "\($0.from) \($0.kind.rawValue) \($0.to)" })
        let expected: [(Relation.Party, String, Relation.Party)] = [
            (.external("internet"), "invokes", .function("api")),
            (.function("api"), "delivers", .function("worker")),
            (.resource("Jobs"), "delivers", .function("worker")),
            (.function("worker"), "failsTo", .resource("Failed")),
            (.resource("News"), "delivers", .resource("Jobs")),
            (.resource("Jobs"), "failsTo", .resource("Dead")),
            (.resource("Orders"), "configures", .function("api")),
            (.resource("Photos"), "configures", .function("worker")),
        ]
        for (from, kind, to) in expected {
            #expect(found.contains("\(from) \(kind) \(to)"))
        }
    }

    @Test func theEnvironmentVariableIsNamed() throws {
        let relation = try relations().first { $0.kind == .configures && $0.from == .resource("Orders") }
        #expect(relation?.note == "TABLE")
    }
}
