internal import ApplicationModel
internal import SourceText

extension ValueMaker {
    /// Who may assume a role: one service.
    func trust(_ service: String) -> Value {
        let statement = map([
            "Action": texts(["sts:AssumeRole"]), "Effect": text("Allow"),
            "Principal": map(["Service": texts([service])]),
        ])
        return map(["Version": text("2012-10-17"), "Statement": list([statement])])
    }

    func allow(_ action: Value, on resource: Value) -> Value {
        map(["Action": action, "Effect": text("Allow"), "Resource": resource])
    }

    func allow(_ action: String, on resource: Value) -> Value { allow(text(action), on: resource) }

    /// An inline policy of a role.
    func policy(_ name: String, _ statements: [Value], version: Bool = false) -> Value {
        let document = map(["Version": version ? text("2012-10-17") : nil, "Statement": list(statements)])
        return map(["PolicyName": text(name), "PolicyDocument": document])
    }

    func managedPolicy(_ path: String) -> Value { text("arn:aws:iam::aws:policy/" + path) }

    /// What a role needs to send something somewhere, by the kind of destination; `nil` for a kind that needs nothing.
    func sendPolicy(_ kind: String, to destination: Value, prefix: String) -> Value? {
        switch kind {
        case "SQS": policy(prefix + "SQSPolicy", [allow("sqs:SendMessage", on: destination)])
        case "SNS": policy(prefix + "SNSPolicy", [allow("sns:publish", on: destination)])
        case "EventBridge": policy(prefix + "EventBridgePolicy", [allow("events:PutEvents", on: destination)])
        case "Lambda": policy(prefix + "LambdaPolicy", [allow("lambda:InvokeFunction", on: destination)])
        case "S3Bucket", "S3":
            policy(
                prefix + "S3Policy",
                [
                    allow("s3:PutObject", on: substitution("${Bucket}/*", ["Bucket": destination])),
                    allow("s3:ListBucket", on: destination),
                ])
        default: nil
        }
    }

    /// A queue's policy that lets a service, or anyone, send from one source.
    func queuePolicy(principal: Value, queue: Value, source: Value) -> Value {
        let statement = map([
            "Action": text("sqs:SendMessage"), "Effect": text("Allow"), "Principal": principal, "Resource": queue,
            "Condition": map(["ArnEquals": map(["aws:SourceArn": source])]),
        ])
        return map(["Version": text("2012-10-17"), "Statement": list([statement])])
    }
}
