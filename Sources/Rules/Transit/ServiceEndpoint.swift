import AuditKit
import CodeAnalysis
import SourceText

/// An endpoint of the cloud's own services, which all speak TLS.
///
/// Source: https://docs.aws.amazon.com/general/latest/gr/rande.html
struct ServiceEndpoint {
    /// Services whose endpoints are `service.region.amazonaws.com`. Load balancers and machines have names below
    /// `amazonaws.com` too, and speak what their owners say.
    private static let services: Set<Substring> = [
        "s3", "dynamodb", "sqs", "sns", "lambda", "kinesis", "events", "states", "secretsmanager", "ssm", "kms", "sts", "logs",
        "monitoring", "firehose", "execute-api", "cognito-idp", "ses", "email", "athena", "glue",
    ]

    /// The endpoint at a host; `nil` when the host is anything else.
    init?(_ host: NetworkHost) {
        var labels = host.name.split(separator: ".", omittingEmptySubsequences: false)
        if labels.last == "cn" { labels.removeLast() }
        guard labels.suffix(2) == ["amazonaws", "com"], !labels.contains("") else { return nil }
        labels.removeLast(2)
        // A bucket's or an API's name may stand in front; one with dots is not covered by the certificate.
        guard labels.count <= 3, labels.suffix(2).contains(where: Self.services.contains) else { return nil }
    }

    /// Puts `https` in the place of the `http` that an address starts with; `nil` where no literal stands.
    func encrypting(_ place: SourcePlace, in code: FunctionCode) -> Repair.Change? {
        guard let text = code.text(at: place), let scheme = text.firstRange(of: "http://"),
            ["'", "\"", "`", "f'", "f\""].contains(text[..<scheme.lowerBound]),
            let host = CleartextAddress.addresses(in: text).first?.host, !text.contains(host.name + ":")
        else { return nil }
        let start = place.span.lowerBound + text[..<scheme.lowerBound].utf8.count
        return .rewrite(SourcePlace(path: place.path, span: ByteSpan(start, start + 4)), with: "https")
    }
}
