import CodeAnalysis
import Permissions

/// Reads what signs requests that the program sends itself: for which service, which says what is asked for.
enum RequestSigning {
    @Sendable static func reading(_ library: LibraryCall) -> SDKReading? {
        guard let signer = signers[library.api], signer.isFunction || library.call.isConstruction || !library.api.contains("#") else { return nil }
        guard let service = service(library, signer) else {
            return SDKReading(undecided: "for which service a request is signed could not be told")
        }
        guard let actions = actions[service] else { return SDKReading(undecided: "what a request needs that is signed for `\(service)` is not known") }
        var reading = SDKReading()
        reading.actions = actions
        return reading
    }

    private struct Signer {
        /// The position of the service among the arguments; negative where only its name or an option gives it.
        let position: Int
        let names: [String]
        /// The service where none is named.
        let usual: String?
        var isFunction = true
    }

    private static func service(_ library: LibraryCall, _ signer: Signer) -> String? {
        for name in signer.names {
            for argument in library.call.arguments {
                if argument.name == name { return argument.value.string }
                if let field = library.analysis.field(name, of: argument.value) { return field.string }
                let options = library.analysis.field("options", of: argument.value)
                if let field = options.flatMap({ library.analysis.field(name, of: $0) }) { return field.string }
            }
        }
        if signer.position >= 0, let given = library.call.argument(signer.position) { return given.value.string ?? signer.usual }
        return signer.usual
    }

    /// Source: the services' own pages of https://docs.aws.amazon.com/service-authorization/latest/reference/
    private static let actions: [String: [String]] = [
        "execute-api": ["execute-api:Invoke"], "appsync": ["appsync:GraphQL"], "lambda": ["lambda:InvokeFunctionUrl"],
        "aoss": ["aoss:APIAccessAll"], "vpc-lattice-svcs": ["vpc-lattice-svcs:Invoke"], "aps": ["aps:RemoteWrite", "aps:QueryMetrics"],
        "iotdevicegateway": ["iot:Connect"],
        "es": ["es:ESHttpDelete", "es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPatch", "es:ESHttpPost", "es:ESHttpPut"],
    ]

    private static let signers = APITable<Signer>([
        ("aws_requests_auth.boto_utils.BotoAWSRequestsAuth", Signer(position: 2, names: ["aws_service"], usual: nil)),
        ("aws_requests_auth.aws_auth.AWSRequestsAuth", Signer(position: 4, names: ["aws_service"], usual: nil)),
        ("requests_aws4auth.AWS4Auth", Signer(position: 3, names: ["service"], usual: nil)),
        ("requests_auth_aws_sigv4.AWSSigV4", Signer(position: 0, names: ["service"], usual: nil)),
        ("botocore.auth.SigV4Auth", Signer(position: 1, names: ["service_name"], usual: nil)),
        ("opensearchpy*.AWSV4SignerAuth", Signer(position: 2, names: ["service"], usual: "es")),
        ("opensearchpy*.RequestsAWSV4SignerAuth", Signer(position: 2, names: ["service"], usual: "es")),
        ("opensearchpy*.Urllib3AWSV4SignerAuth", Signer(position: 2, names: ["service"], usual: "es")),
        ("aws4.sign", Signer(position: -1, names: ["service"], usual: nil)),
        ("aws4-axios.aws4Interceptor", Signer(position: -1, names: ["service"], usual: "execute-api")),
        ("@smithy/signature-v4.SignatureV4", Signer(position: -1, names: ["service"], usual: nil)),
        ("@aws-sdk/signature-v4.SignatureV4", Signer(position: -1, names: ["service"], usual: nil)),
        ("@opensearch-project/opensearch/aws.AwsSigv4Signer", Signer(position: -1, names: ["service"], usual: "es")),
        ("@opensearch-project/opensearch/aws-v3.AwsSigv4Signer", Signer(position: -1, names: ["service"], usual: "es")),
        ("aws-sdk.Signers.V4", Signer(position: 1, names: [], usual: nil)),
    ])
}
