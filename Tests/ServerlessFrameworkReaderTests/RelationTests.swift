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

@Suite struct CallerTests {
    @Test func anAuthorizerIsCalledByWhoeverCalls() throws {
        let relations = try Reading(
            "service: s\nprovider: aws\nfunctions:\n  auth: {handler: a}\n  api: {handler: b, events: [{http: {path: a, method: get, authorizer: auth}}]}\n"
        ).application.relations
        #expect(
            relations.contains {
                $0.from == .external("internet") && $0.to == .function("auth") && $0.note == "authorizer"
            })
    }

    @Test func aPermissionAloneTellsWhoCalls() throws {
        let reading = try Reading(
            function: "",
            rest:
                "resources: {Resources: {P: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !GetAtt HelloLambdaFunction.Arn, Principal: ses.amazonaws.com, Action: 'lambda:InvokeFunction'}}}}"
        )
        #expect(try reading.trigger.kind == .email)
        #expect(try reading.function.exposure == .public)
    }

    @Test(arguments: [
        "definition: {States: {A: {Resource: {'Fn::GetAtt': [hello, Arn]}}}}",
        "definition: {States: {A: {Resource: 'arn:aws:states:::lambda:invoke', Parameters: {FunctionName: hello}}}}",
        "definition: {States: {A: {Resource: 'arn:aws:lambda:eu-west-1:111111111111:function:shop-dev-hello'}}}",
    ])
    func tasksNameTheirFunctionInSeveralWays(definition: String) throws {
        let reading = try Reading(function: "", rest: "stepFunctions: {stateMachines: {m: {\(definition)}}}")
        #expect(try reading.trigger.kind == .stateMachine)
    }

    @Test func sequencesCallTheirSteps() throws {
        let relations = try Reading(
            "service: s\nprovider: {name: openwhisk}\nfunctions:\n  a: {handler: a}\n  b: {sequence: [a]}\n"
        ).application.relations
        #expect(relations.contains { $0.from == .function("b") && $0.to == .function("a") })
    }
}
