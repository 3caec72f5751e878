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
        ("os.LookupEnv", APIEffect(result: .environment)),
        ("github.com/aws/aws-sdk-go*/aws.String", APIEffect(result: .argument(0))),
        ("github.com/aws/aws-sdk-go*/aws.StringValue", APIEffect(result: .argument(0))),
        ("github.com/aws/aws-sdk-go*/aws.ToString", APIEffect(result: .argument(0))),
        ("github.com/aws/aws-sdk-go*/aws.StringSlice", APIEffect(result: .argument(0))),
        ("github.com/google/uuid.Parse", APIEffect(guarantees: .word)), ("github.com/google/uuid.New*", APIEffect(result: .nothing)),
        ("github.com/aws/aws-lambda-go/lambda.Start*", APIEffect(result: .nothing, callbacks: .event)),
        ("fmt.Print*", APIEffect(result: .nothing)), ("log.*", APIEffect(result: .nothing)),
        ("net/http.*", APIEffect(result: .answer)), ("github.com/aws/aws-sdk-go*", APIEffect(result: .answer)),
        ("os.Exit", APIEffect(result: .nothing, isEnd: true)), ("panic", APIEffect(result: .nothing, isEnd: true)),
        ("len", APIEffect(guarantees: .number)), ("append", APIEffect()),
    ])
}
