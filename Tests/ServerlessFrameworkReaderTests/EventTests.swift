import ApplicationModel
import ManifestReading
import SourceText
import Testing

@Suite struct EventTests {
    @Test(arguments: [
        ("- http: GET /orders/{id}", "restAPI", "synchronous", "http GET /orders/{id}"),
        ("- http:\n    path: orders/\n    method: post", "restAPI", "synchronous", "http POST /orders"),
        ("- http: {path: /, method: any, async: true}", "restAPI", "asynchronous", "http ANY /"),
        ("- httpApi: '*'", "httpAPI", "synchronous", "httpApi ANY $default"),
        ("- httpApi: 'PUT /a'", "httpAPI", "synchronous", "httpApi PUT /a"),
        ("- httpApi: {method: '*', path: /a}", "httpAPI", "synchronous", "httpApi ANY /a"),
        ("- httpApi: {path: '*'}", "httpAPI", "synchronous", "httpApi ANY $default"),
        ("- websocket: $connect", "webSocket", "synchronous", "websocket $connect"),
        ("- websocket: {route: send}", "webSocket", "synchronous", "websocket send"),
        ("- schedule: rate(1 hour)", "schedule", "asynchronous", "schedule"),
        (
            "- schedule: {rate: ['cron(0 1 * * ? *)', rate(1 day)], enabled: false}", "schedule", "asynchronous",
            "schedule"
        ),
        ("- s3: photos", "objectStorage", "asynchronous", "s3 photos"),
        ("- sns: orders", "topic", "asynchronous", "sns orders"),
        ("- sqs: arn:aws:sqs:eu-west-1:111111111111:q", "queue", "polled", "sqs q"),
        ("- stream: arn:aws:kinesis:eu-west-1:111111111111:stream/s", "dataStream", "polled", "stream s"),
        ("- stream: arn:aws:dynamodb:eu-west-1:111111111111:table/t/stream/1", "keyValueStream", "polled", "stream t"),
        ("- stream: {type: dynamodb, arn: !GetAtt Orders.StreamArn}", "keyValueStream", "polled", "stream Orders"),
        ("- stream: {type: kinesis, arn: !GetAtt Stream.Arn}", "dataStream", "polled", "stream Stream"),
        ("- stream: !GetAtt Orders.StreamArn", "keyValueStream", "polled", "stream Orders"),
        ("- msk: {arn: 'arn:aws:kafka:x', topic: t}", "kafka", "polled", "msk"),
        (
            "- kafka: {topic: t, bootstrapServers: [a:9092], accessConfigurations: {saslScram512Auth: arn:x}}", "kafka",
            "polled", "kafka"
        ),
        ("- activemq: {arn: 'arn:aws:mq:x', queue: q, basicAuthArn: arn:y}", "activeMQ", "polled", "activemq"),
        ("- rabbitmq: {arn: 'arn:aws:mq:x', queue: q, basicAuthArn: arn:y}", "rabbitMQ", "polled", "rabbitmq"),
        ("- cognitoUserPool: {pool: users, trigger: PreSignUp}", "userPool", "synchronous", "cognitoUserPool users"),
        ("- cloudwatchEvent: {event: {source: [aws.ec2]}}", "eventBus", "asynchronous", "cloudwatchEvent"),
        ("- eventBridge: {eventBus: bus, pattern: {source: [x]}}", "eventBus", "asynchronous", "eventBridge"),
        ("- cloudwatchLog: /aws/lambda/other", "logSubscription", "asynchronous", "cloudwatchLog /aws/lambda/other"),
        ("- iot: {sql: SELECT * FROM 'a'}", "iotRule", "asynchronous", "iot"),
        (
            "- iotFleetProvisioning: {templateBody: {}, provisioningRoleArn: arn:x}", "iotProvisioning", "synchronous",
            "iotFleetProvisioning"
        ),
        ("- alexaSkill", "alexaSkill", "synchronous", "alexaSkill"),
        ("- alexaSmartHome: amzn1.ask.skill.x", "alexaSmartHome", "synchronous", "alexaSmartHome"),
        (
            "- cloudFront: {eventType: viewer-request, origin: https://a.example}", "contentDelivery", "synchronous",
            "cloudFront"
        ),
        (
            "- alb: {listenerArn: arn:x, priority: 1, conditions: {path: /a, method: [get]}}", "loadBalancer",
            "synchronous", "alb GET /a"
        ),
        ("- fancyPlugin: {a: 1}", "other", "asynchronous", "fancyPlugin"),
    ])
    func everyEventHasItsKind(event: String, kind: String, invocation: String, summary: String) throws {
        let reading = try Reading(event: event)
        let trigger = try reading.trigger
        #expect(trigger.kind.rawValue == kind)
        #expect(trigger.invocation.rawValue == invocation)
        #expect(trigger.summary == summary)
        #expect(try reading.function.triggers.count == 1)
    }

    @Test func settingsBesideAnEventLeaveItOutAsInTheFramework() throws {
        let reading = try Reading(event: "- http:\n  path: /a\n  method: get")
        #expect(try reading.function.triggers.isEmpty)
        #expect(reading.result.issues.contains { !$0.isPartial && $0.message.contains("has no settings") })
    }

    @Test func placesAreThoseOfTheEventsKey() throws {
        let reading = try Reading(event: "- http: GET /a")
        let trigger = try reading.trigger
        let text =
            "service: shop\nprovider:\n  name: aws\n  stage: dev\n  \nfunctions:\n  hello:\n    handler: h.main\n    events:\n      - "
        #expect(trigger.place.span.lowerBound == text.utf8.count)
        #expect(trigger.place.span.count == 4)
    }

    @Test func eventsThatAreNotKnownAreIssues() throws {
        let reading = try Reading(function: "events: ${file(events.js)}")
        #expect(try reading.function.triggers.isEmpty)
        #expect(reading.result.issues.contains { $0.message.contains("an event of the function `hello`") })
    }

    @Test(arguments: [
        ("- sqs: {arn: !GetAtt Jobs.Arn}", "Jobs"),
        ("- sns: {arn: !Ref News, topicName: news}", "News"),
        ("- s3: {bucket: photos, existing: true}", "Photos"),
        ("- s3: photos", "Photos"),
        ("- stream: {type: dynamodb, arn: !GetAtt Table.StreamArn}", "Table"),
        ("- sqs: !Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Jobs.QueueName}'", "Jobs"),
        ("- sqs: arn:aws:sqs:eu-west-1:111111111111:jobs", "Jobs"),
        ("- stream: arn:aws:dynamodb:eu-west-1:111111111111:table/orders/stream/x", "Table"),
        ("- eventBridge: {eventBus: !Ref Bus, pattern: {}}", "Bus"),
    ])
    func theSourceIsFoundAmongTheResources(event: String, logicalID: String) throws {
        let reading = try Reading(
            event: event,
            rest: """
                resources:
                  Resources:
                    Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: jobs}}
                    News: {Type: AWS::SNS::Topic}
                    Photos: {Type: AWS::S3::Bucket, Properties: {BucketName: photos}}
                    Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: orders}}
                    Bus: {Type: AWS::Events::EventBus, Properties: {Name: bus}}
                """)
        #expect(try reading.trigger.sourceLogicalID == logicalID)
    }

    @Test(arguments: [
        (
            "Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Jobs.Arn, FunctionName: !Ref HelloLambdaFunction}}",
            "queue", "Jobs"
        ),
        (
            "Rule: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: rate(1 day), Targets: [{Arn: !GetAtt HelloLambdaFunction.Arn}]}}",
            "schedule", nil
        ),
        (
            "Sub: {Type: AWS::SNS::Subscription, Properties: {Protocol: lambda, TopicArn: !Ref News, Endpoint: !GetAtt HelloLambdaFunction.Arn}}",
            "topic", "News"
        ),
        (
            "Photos: {Type: AWS::S3::Bucket, Properties: {NotificationConfiguration: {LambdaConfigurations: [{Event: 's3:ObjectCreated:*', Function: !GetAtt HelloLambdaFunction.Arn}]}}}",
            "objectStorage", "Photos"
        ),
        (
            "Url: {Type: AWS::Lambda::Url, Properties: {AuthType: NONE, TargetFunctionArn: !GetAtt HelloLambdaFunction.Arn}}",
            "functionURL", nil
        ),
        (
            "Users: {Type: AWS::Cognito::UserPool, Properties: {LambdaConfig: {PreSignUp: !GetAtt HelloLambdaFunction.Arn}}}",
            "userPool", "Users"
        ),
        (
            "Machine: {Type: AWS::StepFunctions::StateMachine, Properties: {DefinitionString: !Sub '{\"Resource\":\"${HelloLambdaFunction.Arn}\"}'}}",
            "stateMachine", "Machine"
        ),
    ])
    func resourcesOfTheAuthorAreTriggersToo(resource: String, kind: String, source: String?) throws {
        let reading = try Reading(
            function: "",
            rest: """
                resources:
                  Resources:
                    Jobs: {Type: AWS::SQS::Queue}
                    News: {Type: AWS::SNS::Topic}
                    \(resource)
                """)
        let trigger = try reading.trigger
        #expect(trigger.kind.rawValue == kind)
        #expect(trigger.sourceLogicalID == source)
    }

    @Test func unresolvedNamesMatchOnlyThemselves() throws {
        let rest = """
            resources:
              Resources:
                Other: {Type: AWS::SQS::Queue, Properties: {QueueName: '${param:b}-${param:c}'}}
                Jobs: {Type: AWS::SQS::Queue, Properties: {QueueName: '${param:a}-${param:c}'}}
            """
        let event = "- sqs: !Sub 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${param:a}-${param:c}'"
        #expect(try Reading(event: event, rest: rest).trigger.sourceLogicalID == "Jobs")
    }

    @Test func deadLetterQueuesOfSubscriptionsMayBeLogicalIDs() throws {
        let reading = try Reading(event: "- sns: {topicName: t, redrivePolicy: {deadLetterTargetRef: Dead}}")
        #expect(try reading.trigger.failureDestination?.referencedLogicalID == "Dead")
    }

    @Test func stepFunctionsTasksInvokeTheirFunctions() throws {
        let reading = try Reading(
            function: "",
            rest: """
                plugins: [serverless-step-functions]
                stepFunctions:
                  stateMachines:
                    orders:
                      events: [{http: {path: start, method: POST}}]
                      definition: {StartAt: A, States: {A: {Type: Task, Resource: !GetAtt HelloLambdaFunction.Arn, End: true}}}
                """)
        #expect(try reading.trigger.kind == .stateMachine)
        let relations = try reading.application.relations
        #expect(relations.contains { $0.from == .external("state machine orders") && $0.to == .function("hello") })
        #expect(relations.contains { $0.from == .external("internet") && $0.to == .external("state machine orders") })
    }

    @Test func aPublicRouteToAStateMachineOpensItsFunctions() throws {
        let reading = try Reading(
            function: "",
            rest: """
                  second: {handler: h.second}
                stepFunctions:
                  stateMachines:
                    orders:
                      events: [{http: {path: start, method: POST}}, {schedule: rate(1 day)}]
                      definition: {StartAt: A, States: {A: {Type: Task, Resource: !GetAtt HelloLambdaFunction.Arn}, B: {Type: Task, Resource: !GetAtt SecondLambdaFunction.Arn}}}
                """)
        let application = try reading.application
        #expect(application.functions.map(\.exposure) == [.public, .public])
        #expect(application.functions.map { $0.triggers.compactMap(\.route).count } == [1, 0])
        let door = try #require(try reading.function.triggers.last)
        #expect(door.summary == "stateMachine POST /start")
        #expect(door.kind == .restAPI)
        #expect(application.apis.map(\.kind) == [.rest])
        #expect(!application.relations.contains { $0.note == door.summary })
    }

    @Test func aGuardedRouteToAStateMachineAsksForItsFunctions() throws {
        let reading = try Reading(
            function: "",
            rest: """
                stepFunctions:
                  stateMachines:
                    orders:
                      events: [{http: {path: start, method: POST, authorizer: aws_iam}}]
                      definition: {StartAt: A, States: {A: {Type: Task, Resource: !GetAtt HelloLambdaFunction.Arn}}}
                """)
        #expect(try reading.function.exposure == .authenticated)
    }

    @Test(arguments: ["mock", "MOCK", "http", "http-proxy", "HTTP_PROXY"])
    func routesThatAnswerElsewhereNeverRunTheFunction(integration: String) throws {
        let reading = try Reading(event: "- http: {path: a, method: get, integration: \(integration)}")
        #expect(try reading.trigger.invocation == .never)
        #expect(try reading.trigger.route == nil)
        #expect(try reading.function.exposure == .internal)
        #expect(try reading.application.relations.isEmpty)
    }

    @Test(arguments: ["lambda", "lambda-proxy", "AWS"])
    func routesThatRunTheFunctionStay(integration: String) throws {
        let reading = try Reading(event: "- http: {path: a, method: get, integration: \(integration)}")
        #expect(try reading.function.triggers.count == 1)
    }

    @Test(arguments: [("DISABLED", "false"), ("ENABLED", "true"), ("!Ref State", "?")])
    func aRulesStateSwitchesItOff(state: String, text: String) throws {
        let reading = try Reading(
            function: "",
            rest:
                "resources: {Resources: {Rule: {Type: AWS::Events::Rule, Properties: {State: \(state), ScheduleExpression: rate(1 day), Targets: [{Arn: !GetAtt HelloLambdaFunction.Arn}]}}}}"
        )
        #expect(try reading.trigger.isEnabled?.text(placeholder: "?") == text)
    }

    @Test func whetherAnEventIsEnabledMayBeUnknown() throws {
        let reading = try Reading(event: "- schedule: {rate: rate(1 day), enabled: '${env:E}'}")
        #expect(try reading.trigger.isEnabled?.isUndetermined == true)
    }

    @Test(arguments: [("- alexaSkill", nil as String?), ("- alexaSkill: amzn1.ask.skill.x", "amzn1.ask.skill.x")])
    func aSkillWithoutAnIdHasNoSource(event: String, source: String?) throws {
        #expect(try Reading(event: event).trigger.source?.string == source)
        #expect(try Reading(event: event).trigger.exposure == .public)
    }

    @Test func graphQLDataSourcesReachTheirFunctions() throws {
        let reading = try Reading(
            function: "",
            rest: """
                custom:
                  appSync:
                    authenticationType: API_KEY
                    dataSources:
                      - {type: AWS_LAMBDA, name: src, config: {functionName: hello}}
                """)
        let route = try reading.route
        #expect(try reading.trigger.kind == .graphQL)
        #expect(route.authorization == .none)
        #expect(route.requiresAPIKey)
    }
}
