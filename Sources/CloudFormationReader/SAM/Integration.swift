internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// What a route of a REST API invokes, in the words of OpenAPI.
struct Integration {
    /// The condition of the resource with the event.
    let condition: Value?
    let responses: Value
    private let members: MemberMap
    private let isFunction: Bool

    /// A function behind its proxy integration.
    init(lambda target: EventTarget, _ event: SAMEvent, _ origin: Origin) {
        let streams = event["ResponseTransferMode"]?.string == "RESPONSE_STREAM"
        let uri = event.new.lambdaURI(target.shorthand, partition: "aws", streams: streams)
        condition = origin.attributes["Condition"]
        responses = event.new.map([:])
        isFunction = true
        members = event.new.members([
            "type": event.new.text("aws_proxy"), "httpMethod": event.new.text("POST"),
            "uri": condition.map { event.new.conditional($0, uri) } ?? uri,
            "responseTransferMode": streams ? event.new.text("STREAM") : nil,
        ])
    }

    /// A state machine that is started with the request.
    init(stateMachine target: EventTarget, _ event: SAMEvent, _ origin: Origin, role: Value) {
        let new = event.new
        let uri = new.substitution("arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution")
        let input =
            event["UnescapeMappingTemplate"]?.isTruthy == true
            ? #"$util.escapeJavaScript($input.json('$')).replaceAll("\\'","'")"#
            : "$util.escapeJavaScript($input.json('$'))"
        let template = "{\"input\": \"\(input)\", \"stateMachineArn\": \"${\(target.logicalID)}\"}"
        condition = origin.attributes["Condition"]
        responses = new.map([
            "200": new.map(["description": new.text("OK")]), "400": new.map(["description": new.text("Bad Request")]),
        ])
        isFunction = false
        members = new.members([
            "type": new.text("aws"), "httpMethod": new.text("POST"),
            "uri": condition.map { new.conditional($0, uri) } ?? uri,
            "responses": new.map([
                "200": new.map(["statusCode": new.text("200")]), "400": new.map(["statusCode": new.text("400")]),
            ]),
            "credentials": role, "requestTemplates": new.map(["application/json": new.substitution(template)]),
        ])
    }

    /// The integration of a method; where AWS signatures guard it, API Gateway invokes with the caller's own rights
    /// unless an `InvokeRole` says otherwise.
    func value(_ method: Value?, _ api: RestAPIAuth) -> Value {
        var members = members
        let isSigned =
            method?["Authorizer"]?.string == "AWS_IAM"
            || api.defaultAuthorizer == "AWS_IAM" && !(method?.isTruthy ?? false)
        if isFunction, isSigned {
            let role = method?.member("InvokeRole")?.value ?? api.invokeRole
            let caller = ValueMaker(responses.place).text("arn:aws:iam::*:user/*")
            if role?.string != "NONE", role.map({ !$0.isAbsent }) ?? true {
                members.set("credentials", role?.string == "CALLER_CREDENTIALS" ? caller : role ?? caller)
            }
        }
        return members.value(at: responses.place)
    }
}

extension ValueMaker {
    /// The address under which API Gateway invokes a function; `function` is its ARN in the words of `Fn::Sub`.
    func lambdaURI(_ function: String, partition: String, streams: Bool = false) -> Value {
        let path =
            streams
            ? "2021-11-15/functions/\(function)/response-streaming-invocations"
            : "2015-03-31/functions/\(function)/invocations"
        return substitution("arn:\(partition):apigateway:${AWS::Region}:lambda:path/\(path)")
    }
}
