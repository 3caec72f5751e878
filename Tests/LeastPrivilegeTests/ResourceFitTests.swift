import ApplicationModel
import LeastPrivilege
import Testing

/// Which grants have no effect because their resources are of another type.
@Suite struct ResourceFitTests {
    private static let s3 = "arn:aws:s3:::orders"
    private static let table = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders"

    @Test(arguments: [
        ("s3:GetObject", s3, true), ("s3:GetObject", s3 + "/*", false), ("s3:GetObject", s3 + "*", false), ("s3:ListBucket", s3 + "/*", true),
        ("s3:ListBucket", s3, false), ("s3:*", s3, false), ("s3:ListAllMyBuckets", "arn:aws:s3:::*", false), ("s3:ListAllMyBuckets", s3, true),
        ("kinesis:ListStreams", "arn:aws:kinesis:eu-west-1:1:stream/a", true), ("s3:ListAllMyBuckets", "'*'", false),
        ("dynamodb:GetRecords", table, true), ("dynamodb:GetRecords", table + "/stream/*", false), ("dynamodb:Query", table + "/index/*", false),
        ("cloudwatch:*", table, true), ("logs:PutLogEvents", "arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f", true),
        ("logs:PutLogEvents", "arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f:*", false), ("sns:Publish", "arn:aws:sns:*:*", false),
        ("s3:NoSuchAction", table, false), ("kms:Decrypt", "arn:aws:kms:eu-west-1:1:alias/orders", true), ("s3:GetObject", "!Ref Anything", false),
        ("s3:GetObject", "!Sub '${Bucket}/*'", false),
    ])
    func tellsWhatHasNoEffect(action: String, resource: String, isMisfit: Bool) async throws {
        let manifest = """
            service: shop
            provider:
              name: aws
              runtime: nodejs22.x
              iam: { role: { statements: [{ Effect: Allow, Action: '\(action)', Resource: \(resource) }] } }
            functions:
              f: { handler: a.handler }
            """
        let compared = try await ComparedApplication(manifest, ["a.js": "exports.handler = async () => 1;"])
        let role = try #require(compared.comparison.functions.first?.role)
        let grant = try #require(compared.comparison.grants[role]?.allowed.first { $0.origin == .author })
        var fit = ResourceFit()
        #expect((fit.misfit(of: grant) != nil) == isMisfit)
    }
}
