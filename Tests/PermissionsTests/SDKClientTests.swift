import Permissions
import Testing

@Suite("Clients of AWS's SDKs")
struct SDKClientTests {
    @Test(arguments: [
        ("dynamodb", "put_item", "PutItem"), ("s3", "list_objects_v2", "ListObjectsV2"), ("lambda", "invoke", "Invoke"),
        ("cognito-idp", "admin_create_user", "AdminCreateUser"), ("s3", "get_bucket_cors", "GetBucketCors"),
        ("cloudformation", "describe_stack_drift_detection_status", "DescribeStackDriftDetectionStatus"),
    ])
    func namesInPython(_ client: String, _ method: String, _ expected: String) {
        #expect(SDKClients.bundled[name: client]?.operation(python: method)?.name == expected)
    }

    @Test(arguments: [
        ("StepFunctions", "stepfunctions"), ("DynamoDB", "dynamodb"), ("CognitoIdentityServiceProvider", "cognito-idp"), ("SES", "ses"),
        ("EventBridge", "events"), ("CloudWatchLogs", "logs"),
    ])
    func classesOfJavaScript(_ type: String, _ expected: String) {
        #expect(SDKClients.bundled.client(javaScriptClass: type)?.name == expected)
    }

    @Test(arguments: [("sfn", "stepfunctions"), ("api-gateway", "apigateway"), ("cloudwatch-logs", "logs"), ("dynamodb-streams", "dynamodbstreams")])
    func packagesOfJavaScript(_ id: String, _ expected: String) {
        #expect(SDKClients.bundled.client(serviceID: id)?.name == expected)
    }

    @Test func someCallsNeedOtherActionsThanTheirName() {
        let s3 = SDKClients.bundled[name: "s3"]
        #expect(s3?.operation("ListObjectsV2")?.needs?.map(\.action) == ["s3:ListBucket"])
        #expect(s3?.operation("HeadObject")?.needs?.map(\.action).contains("s3:GetObject") == true)
        #expect(SDKClients.bundled[name: "sts"]?.operation("GetCallerIdentity")?.needs?.isEmpty == true)
        #expect(SDKClients.bundled[name: "dynamodb"]?.operation(ofWaiter: "TableExists")?.name == "DescribeTable")
    }

    /// Every action that a call is said to need is one that exists: a table that drifts from the catalogue says so here.
    @Test func everyNeededActionIsKnown() {
        var unknown: [String] = []
        for client in SDKClients.bundled.all {
            for operation in client.allOperations {
                unknown += (operation.needs ?? []).map(\.action).filter { ActionCatalogue.bundled.action($0) == nil }
            }
        }
        #expect(Set(unknown).sorted() == [])
    }
}
