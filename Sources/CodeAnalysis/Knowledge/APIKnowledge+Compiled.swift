extension APIKnowledge {
    static let go = APIKnowledge([
        ("encoding/json.Unmarshal", APIEffect(result: .nothing)),
        ("encoding/json.Marshal", APIEffect(guarantees: [.jsonEncoded, .singleLine])),
        ("strconv.Atoi", APIEffect(guarantees: .number)), ("strconv.Parse*", APIEffect(guarantees: .number)),
        ("net/url.QueryEscape", APIEffect(guarantees: [.urlEncoded, .singleLine])),
        ("net/url.PathEscape", APIEffect(guarantees: [.urlEncoded, .singleLine])),
        ("net/url.QueryUnescape", APIEffect(result: .decoded("url", from: 0))),
        ("html.EscapeString", APIEffect(guarantees: .htmlEscaped)), ("html/template.HTMLEscapeString", APIEffect(guarantees: .htmlEscaped)),
        ("path/filepath.Base", APIEffect(guarantees: .pathComponent)), ("path.Base", APIEffect(guarantees: .pathComponent)),
        ("regexp.QuoteMeta", APIEffect(guarantees: .patternEscaped)), ("os.Getenv", APIEffect(result: .environment)),
        ("github.com/google/uuid.Parse", APIEffect(guarantees: .word)), ("github.com/google/uuid.New*", APIEffect(result: .nothing)),
        ("github.com/aws/aws-lambda-go/lambda.Start*", APIEffect(result: .nothing, callbacks: .event)),
        ("fmt.Print*", APIEffect(result: .nothing)), ("log.*", APIEffect(result: .nothing)),
        ("net/http.*", APIEffect(result: .answer)), ("github.com/aws/aws-sdk-go*", APIEffect(result: .answer)),
        ("os.Exit", APIEffect(result: .nothing, isEnd: true)), ("panic", APIEffect(result: .nothing, isEnd: true)),
        ("len", APIEffect(guarantees: .number)), ("append", APIEffect()),
    ])

    static let java = APIKnowledge([
        ("java.lang.Integer.parseInt", APIEffect(guarantees: .number)), ("java.lang.Integer.valueOf", APIEffect(guarantees: .number)),
        ("java.lang.Long.parseLong", APIEffect(guarantees: .number)), ("java.lang.Double.parseDouble", APIEffect(guarantees: .number)),
        ("java.util.UUID.fromString", APIEffect(guarantees: .word)), ("java.util.UUID.randomUUID", APIEffect(result: .nothing)),
        ("java.net.URLEncoder.encode", APIEffect(guarantees: [.urlEncoded, .singleLine])),
        ("java.net.URLDecoder.decode", APIEffect(result: .decoded("url", from: 0))),
        ("java.lang.System.getenv", APIEffect(result: .environment)), ("java.lang.System.out.*", APIEffect(result: .nothing)),
        ("java.lang.System.exit", APIEffect(result: .nothing, isEnd: true)),
        ("org.apache.commons.text.StringEscapeUtils.escapeHtml*", APIEffect(guarantees: .htmlEscaped)),
        ("software.amazon.awssdk.services.*", APIEffect(result: .answer)), ("com.amazonaws.services.*", APIEffect(result: .answer)),
        ("com.amazonaws.services.lambda.runtime.*", APIEffect(result: .nothing)),
    ])
}
