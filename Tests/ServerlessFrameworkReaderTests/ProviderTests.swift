import ApplicationModel
import Testing

@Suite struct ProviderTests {
    @Test(arguments: [
        ("azure", "- http: true\n  x-azure-settings: {authLevel: anonymous}", "http", "none"),
        ("azure", "- http: true\n  methods: [GET]\n  authLevel: function", "http", "other function"),
        ("azure", "- http: true", "http", "other function"),
        ("azure", "- http:\n    methods: [GET]\n    authLevel: admin", "http", "other admin"),
        ("google", "- http: path", "http", "unknown"),
        ("openwhisk", "- http: GET /time", "http", "none"),
        ("kubeless", "- http: {path: /a}", "http", "none"),
        ("cloudflare", "- http: {url: a.example/x, method: GET}", "http", "none"),
        ("aliyun", "- http: {path: /a, method: get}", "http", "none"),
        ("tencent", "- apigw: {parameters: {}}", "http", "none"),
    ])
    func doorsOfOtherClouds(provider: String, event: String, kind: String, word: String) throws {
        let reading = try Reading(
            "service: s\nprovider: {name: \(provider)}\nfunctions:\n  hello:\n    handler: h.main\n    events:\n"
                + event.indented(6))
        #expect(try reading.trigger.kind.rawValue == kind)
        #expect(try reading.route.authorization.word == word)
        #expect(try reading.application.roles.isEmpty)
        #expect(try reading.application.provider.name == provider)
        #expect(try reading.function.logicalID == nil)
    }

    @Test(arguments: [
        ("azure", "- queue: jobs\n  x-azure-settings: {connection: C}", "queue"),
        ("azure", "- serviceBus:\n  x-azure-settings: {queueName: q}", "queue"),
        ("azure", "- timer:\n  x-azure-settings: {schedule: '0 * * * * *'}", "schedule"),
        ("azure", "- blob:\n  x-azure-settings: {path: p}", "objectStorage"),
        ("google", "- event: {eventType: providers/cloud.pubsub/eventTypes/topic.publish, resource: r}", "topic"),
        ("google", "- event: {eventType: google.storage.object.finalize, resource: r}", "objectStorage"),
        ("openwhisk", "- schedule: cron(* * * * *)", "schedule"),
        ("openwhisk", "- trigger: t", "topic"),
    ])
    func sourcesOfOtherClouds(provider: String, event: String, kind: String) throws {
        let reading = try Reading(
            "service: s\nprovider: {name: \(provider)}\nfunctions:\n  hello:\n    handler: h.main\n    events:\n"
                + event.indented(6))
        #expect(try reading.trigger.kind.rawValue == kind)
    }

    @Test func outputBindingsAreNoTriggers() throws {
        let reading = try Reading(
            "service: s\nprovider: {name: azure}\nfunctions:\n  hello:\n    handler: h\n    events:\n      - http: true\n        x-azure-settings: {direction: out, name: res}\n"
        )
        #expect(try reading.function.triggers.isEmpty)
    }

    @Test(arguments: [
        ("url: example.com/a/*, method: GET", "ANY /a/*"), ("url: 'https://example.com'", "ANY /"),
        ("url: '*.example.com/b', method: POST", "ANY /b"),
    ])
    func aWorkersRouteIsThePathOfItsPatternForAllMethods(settings: String, summary: String) throws {
        let reading = try Reading(
            "service: s\nprovider: {name: cloudflare}\nfunctions:\n  hello:\n    script: w\n    events: [{http: {\(settings)}}]\n"
        )
        #expect(try reading.route.summary == summary)
    }
}
