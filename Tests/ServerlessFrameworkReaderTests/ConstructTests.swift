import ApplicationModel
import ManifestReading
import SourceText
import Testing

@Suite struct ConstructTests {
    private func reading(_ constructs: String, functions: String = "", plugins: String = "[serverless-lift]") throws -> Reading {
        try Reading(
            "service: s\nprovider: {name: aws}\nplugins: \(plugins)\nconstructs:\n\(constructs.indented(2))\nfunctions:\n\(functions.indented(2))\n"
        )
    }

    @Test func theWorkerOfAQueueIsAFunction() throws {
        let reading = try reading(
            "jobs: {type: queue, worker: {handler: w.main, environment: {A: b}}}", functions: "api: {handler: a.main}")
        let worker = try #require(try reading.application.function(named: "jobsWorker"))
        #expect(worker.handler?.string == "w.main")
        #expect(worker.environment.map(\.name) == ["A"])
        #expect(worker.triggers.map(\.kind) == [.queue])
        #expect(worker.triggers.first?.failureDestination != nil)
        let role = try #require(try reading.application.role(of: worker))
        #expect(role.addedActions.isSuperset(of: ["sqs:ReceiveMessage", "sqs:SendMessage"]))
        #expect(reading.result.issues.isEmpty)
    }

    @Test func aWorkerMayBeAFunctionOfTheManifest() throws {
        let reading = try reading("jobs: {type: queue, worker: work}", functions: "work: {handler: a.main}")
        #expect(try reading.application.functions.map(\.name) == ["work"])
        #expect(try reading.trigger.kind == .queue)
    }

    @Test func withoutThePluginNobodyReadsThem() throws {
        let reading = try reading("jobs: {type: queue, worker: {handler: w.main}}", plugins: "[]")
        #expect(try reading.application.functions.isEmpty)
    }

    @Test(arguments: [("insecure: true", Exposure.public), ("authorizer: {handler: a.main}", .authenticated)])
    func aWebhookIsADoorToWhoeverListens(setting: String, exposure: Exposure) throws {
        let reading = try reading(
            "hook: {type: webhook, path: /in, \(setting)}",
            functions: """
                one: {handler: f.one, events: [{eventBridge: {eventBus: '${construct:hook.busName}', pattern: {source: [hook]}}}]}
                two: {handler: f.two, events: [{eventBridge: {eventBus: '${construct:hook.busName}', pattern: {source: [hook]}}}]}
                """)
        let application = try reading.application
        #expect(application.functions.prefix(2).map(\.exposure) == [exposure, exposure])
        #expect(application.functions.first?.triggers.map(\.summary) == ["eventBridge", "webhook POST /in"])
        #expect(application.apis.map(\.isExternal) == [true])
        let authorizer = application.function(named: "hookAuthorizer")
        #expect((authorizer == nil) == (exposure == .public))
        if let authorizer { #expect(authorizer.triggers.map(\.summary) == ["authorizer of POST /in"]) }
    }

    @Test(arguments: [
        ("files: {type: storage}", false), ("site: {type: server-side-website}", false), ("x: {type: own}", true),
        ("hook: {type: webhook, path: /in, insecure: true}", false), ("jobs: {type: queue}", true),
        ("jobs: ${file(jobs.js)}", true),
    ])
    func whatIsNotReadIsSaid(construct: String, isPartial: Bool) throws {
        let issues = try reading(construct).result.issues.filter { $0.message.contains("construct") || $0.message.contains("webhook") }
        #expect(issues.map(\.isPartial) == [isPartial])
    }
}
