package import ApplicationModel

/// Which parts of an event its sender chooses, by the kind of trigger; the rest is written by the platform.
///
/// Source: the event examples of https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html
package struct EventShape: Sendable {
    /// A part that a sender chooses, as the fields that lead to it; elements of lists are not counted.
    struct Part: Sendable {
        let fields: [String]
        /// What it is, in words that fit behind "comes from".
        let words: String
    }

    /// The parts; what lies within one is chosen too, and so is whatever holds one.
    let parts: [Part]
    /// What it is when the whole event is chosen by its sender; `nil` when only the parts are.
    let whole: String?

    private init(_ parts: [(String, String)], whole: String? = nil) {
        self.parts = parts.map { Part(fields: $0.split(separator: ".").map(String.init), words: $1) }
        self.whole = whole
    }

    /// What a part of the event is; `nil` when its sender does not choose it.
    package func words(for path: AccessPath) -> String? {
        let fields = named(path.fields)
        // Object Lambda writes where the object is; nothing else in the manifest tells that it is the caller.
        if fields.first == "getObjectContext" { return nil }
        for part in parts where fields.starts(with: part.fields) { return part.words }
        if let whole { return whole }
        // What holds a chosen part is not to be trusted as a whole.
        let isAbove = parts.contains { $0.fields.starts(with: fields) }
        return isAbove ? "the event" : nil
    }

    /// Classes that libraries make of events may write the list of records small.
    private func named(_ fields: [String]) -> [String] {
        guard fields.first == "records", parts.contains(where: { $0.fields.first == "Records" }) else { return fields }
        return ["Records"] + fields.dropFirst()
    }

    /// The shape of a trigger's events.
    package static func of(_ trigger: Trigger) -> EventShape {
        switch trigger.kind {
        case .restAPI, .httpAPI, .functionURL, .loadBalancer, .http, .authorizer: http
        case .webSocket: webSocket
        case .graphQL: graphQL
        case .queue: queue
        case .topic: topic
        case .objectStorage: objectStorage
        case .keyValueStream: keyValueStream
        case .dataStream: dataStream
        case .kafka: kafka
        case .activeMQ, .rabbitMQ: broker
        case .eventBus: trigger.isFromPlatform ? platformEvent : EventShape([("detail", "the detail of an event on the bus")])
        case .email: email
        case .logSubscription: EventShape([("awslogs.data", "the text of log lines")])
        case .userPool: userPool
        case .contentDelivery: contentDelivery
        case .schedule, .configurationRule, .deploymentHook, .iotProvisioning: EventShape([])
        case .iotRule: EventShape([], whole: "a message of a device")
        case .alexaSkill, .alexaSmartHome: EventShape([], whole: "what a user says to the skill")
        case .documentStream: EventShape([("events.event.fullDocument", "a document of the stream")])
        case .stateMachine: EventShape([], whole: "the input of the state machine")
        case .direct, .other: direct
        }
    }

    /// What whoever may invoke the function sends.
    package static let direct = EventShape([], whole: "what the caller of the function sends")

    /// A web framework's request.
    package static let request = EventShape(
        [
            ("body", "the body of the request"), ("query", "the query of the request"), ("params", "the path of the request"),
            ("headers", "the headers of the request"), ("cookies", "the cookies of the request"),
            ("url", "the address of the request"), ("originalUrl", "the address of the request"),
            ("files", "an uploaded file"), ("file", "an uploaded file"), ("path", "the path of the request"),
            ("json", "the body of the request"), ("form", "the body of the request"), ("args", "the query of the request"),
            ("data", "the body of the request"), ("values", "the request"), ("json_body", "the body of the request"),
            ("raw_body", "the body of the request"), ("query_params", "the query of the request"),
            ("uri_params", "the path of the request"), ("path_params", "the path of the request"), ("view_args", "the path of the request"),
            ("full_path", "the path of the request"), ("arguments", "the arguments of a GraphQL operation"), ("rawBody", "the body of the request"), ("hostname", "the headers of the request"),
        ])

    private static let http = EventShape(
        [
            ("body", "the body of an HTTP request"), ("queryStringParameters", "the query of an HTTP request"),
            ("multiValueQueryStringParameters", "the query of an HTTP request"),
            ("rawQueryString", "the query of an HTTP request"), ("query", "the query of an HTTP request"),
            ("pathParameters", "the path of an HTTP request"), ("rawPath", "the path of an HTTP request"),
            ("path", "the path of an HTTP request"), ("requestContext.http.path", "the path of an HTTP request"),
            ("requestContext.http.userAgent", "the headers of an HTTP request"),
            ("requestContext.identity.userAgent", "the headers of an HTTP request"),
            ("headers", "the headers of an HTTP request"), ("multiValueHeaders", "the headers of an HTTP request"),
            ("cookies", "the cookies of an HTTP request"), ("authorizationToken", "the token of a caller"),
            ("identitySource", "the token of a caller"),
            // What a direct invocation or a mapping template would send stands at the root: nothing of HTTP does.
        ])

    private static let webSocket = EventShape([
        ("body", "a message on the socket"), ("queryStringParameters", "the query of a connection request"),
        ("headers", "the headers of a connection request"), ("multiValueHeaders", "the headers of a connection request"),
    ])
    private static let graphQL = EventShape([
        ("arguments", "the arguments of a GraphQL operation"), ("source", "the parent of a GraphQL field"),
        ("request.headers", "the headers of a GraphQL request"), ("info.variables", "the variables of a GraphQL operation"),
    ])
    private static let queue = EventShape([
        ("Records.body", "the body of a queue's message"), ("Records.messageAttributes", "the attributes of a queue's message"),
    ])
    private static let topic = EventShape([
        ("Records.Sns.Message", "a topic's message"), ("Records.Sns.Subject", "the subject of a topic's message"),
        ("Records.Sns.MessageAttributes", "the attributes of a topic's message"),
    ])
    private static let objectStorage = EventShape([
        ("Records.s3.object.key", "the name of an uploaded object"), ("Records.s3.object.size", "the size of an uploaded object"),
        ("detail.object.key", "the name of an uploaded object"),
    ])
    private static let keyValueStream = EventShape([
        ("Records.dynamodb.NewImage", "an item of the table"), ("Records.dynamodb.OldImage", "an item of the table"),
        ("Records.dynamodb.Keys", "the key of an item of the table"),
    ])
    private static let dataStream = EventShape([
        ("Records.kinesis.data", "a record of the stream"), ("Records.kinesis.partitionKey", "the key of a record of the stream"),
    ])
    private static let kafka = EventShape([
        ("records", "a record of the topic"),
    ])
    private static let broker = EventShape([
        ("messages", "a message of the broker"), ("rmqMessagesByQueue", "a message of the broker"),
    ])
    /// Services write what they saw themselves, and names that somebody gave to things.
    private static let platformEvent = EventShape([
        ("detail.object.key", "the name of an uploaded object"), ("detail.requestParameters", "what a call of AWS asked for"),
        ("detail.referenceName", "the name of a branch"), ("detail.image-tag", "the tag of an image"),
    ])
    private static let email = EventShape([
        ("Records.ses.mail", "the headers of an email"), ("mail", "the headers of an email"), ("content", "an email"),
    ])
    private static let userPool = EventShape([
        ("request.userAttributes", "what a user says of themselves"), ("request.validationData", "what a user signs up with"),
        ("request.clientMetadata", "what a client sends along"), ("request.challengeAnswer", "what a user answers"),
        ("userName", "the name a user signs up with"),
    ])
    private static let contentDelivery = EventShape([
        ("Records.cf.request.uri", "the path of an HTTP request"), ("Records.cf.request.querystring", "the query of an HTTP request"),
        ("Records.cf.request.headers", "the headers of an HTTP request"), ("Records.cf.request.body", "the body of an HTTP request"),
    ])
}

extension AccessPath {
    /// The names of the fields that lead to it.
    package var fields: [String] {
        components.compactMap { if case .field(let name) = $0 { name } else { nil } }
    }
}
