extension APIKnowledge {
    static let go = APIKnowledge(goLanguage + goText + goRequests + goServices)

    private static let goLanguage: [(APIPattern, APIEffect)] = [
        ("len", APIEffect(guarantees: .number)), ("cap", APIEffect(guarantees: .number)), ("panic", APIEffect(result: .nothing, isEnd: true)),
        ("os.Exit", APIEffect(result: .nothing, isEnd: true)), ("log.Fatal*", APIEffect(result: .nothing, isEnd: true)),
        ("fmt.Print*", APIEffect(result: .nothing)), ("log.*", APIEffect(result: .nothing)), ("log/slog.*", APIEffect(result: .nothing)),
        ("os.Getenv", APIEffect(result: .environment)), ("os.LookupEnv", APIEffect(result: .environment)),
        ("strconv.Atoi", APIEffect(guarantees: .number, proves: .number)), ("strconv.Parse*", APIEffect(guarantees: .number, proves: .number)),
        ("strconv.Itoa", APIEffect(guarantees: .number)), ("strconv.Format*", APIEffect(guarantees: .number)),
        ("strconv.Quote", APIEffect(guarantees: [.jsonEncoded, .singleLine])), ("time.Parse", APIEffect(guarantees: .number, proves: .word)),
        ("strings.Contains", APIEffect(guarantees: .boolean)), ("strings.Count", APIEffect(guarantees: .number)),
        ("strings.Index*", APIEffect(guarantees: .number)), ("strings.HasSuffix", APIEffect(guarantees: .boolean)),
    ] + ["int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "float32", "float64"].map {
        (APIPattern($0), APIEffect(guarantees: .number))
    }

    private static let goText: [(APIPattern, APIEffect)] = [
        ("encoding/json.Marshal*", APIEffect(guarantees: [.jsonEncoded, .singleLine])),
        ("encoding/base64.*.DecodeString", APIEffect(result: .decoded("base64", from: 0))),
        ("encoding/hex.EncodeToString", APIEffect(guarantees: .word)),
        ("net/url.QueryEscape", APIEffect(guarantees: [.urlEncoded, .singleLine])), ("net/url.PathEscape", APIEffect(guarantees: [.urlEncoded, .singleLine])),
        ("net/url.Values#Encode", APIEffect(guarantees: [.urlEncoded, .singleLine])), ("net/url.QueryUnescape", APIEffect(result: .decoded("url", from: 0))),
        ("net/url.PathUnescape", APIEffect(result: .decoded("url", from: 0))),
        ("html.EscapeString", APIEffect(guarantees: .htmlEscaped)), ("html/template.HTMLEscapeString", APIEffect(guarantees: .htmlEscaped)),
        ("text/template.HTMLEscapeString", APIEffect(guarantees: .htmlEscaped)), ("github.com/microcosm-cc/bluemonday.*", APIEffect(guarantees: .htmlEscaped)),
        ("path/filepath.Base", APIEffect(guarantees: .pathComponent)), ("path.Base", APIEffect(guarantees: .pathComponent)),
        ("path/filepath.Ext", APIEffect(guarantees: .pathComponent)), ("path/filepath.IsLocal", APIEffect(guarantees: .boolean, proves: .containedPath)),
        ("regexp.QuoteMeta", APIEffect(guarantees: .patternEscaped)), ("github.com/lib/pq.Quote*", APIEffect(guarantees: .sqlEscaped)),
        ("github.com/go-ldap/ldap*.EscapeFilter", APIEffect(guarantees: .filterEscaped)), ("github.com/alessio/shellescape.Quote*", APIEffect(guarantees: .shellQuoted)),
        ("github.com/google/uuid.Parse", APIEffect(guarantees: .word, proves: .word)), ("github.com/google/uuid.MustParse", APIEffect(guarantees: .word)),
        ("github.com/google/uuid.Validate", APIEffect(result: .nothing)), ("github.com/google/uuid.New*", APIEffect(result: .nothing)),
        ("crypto/*.Sum*", APIEffect(guarantees: .digest)), ("crypto/*.New().Sum", APIEffect(guarantees: .digest)),
        ("net/mail.ParseAddress", APIEffect(guarantees: [.validated, .singleLine], proves: [.validated, .singleLine])),
    ]

    private static let goRequests: [(APIPattern, APIEffect)] = [
        ("net/http.Request#URL.Query", APIEffect(result: .parameter("query", named: nil))), ("net/http.Request#FormValue", APIEffect(result: .parameter("query", named: 0))),
        ("net/http.Request#PostFormValue", APIEffect(result: .parameter("body", named: 0))), ("net/http.Request#PathValue", APIEffect(result: .parameter("params", named: 0))),
        ("net/http.Request#Cookie", APIEffect(result: .parameter("cookies", named: 0))), ("net/http.Request#UserAgent", APIEffect(result: .parameter("headers", named: nil))),
        ("net/http.Request#Referer", APIEffect(result: .parameter("headers", named: nil))), ("net/http.Request#FormFile", APIEffect(result: .parameter("files", named: 0))),
        ("net/http.Request#Context", APIEffect(result: .nothing)), ("github.com/gorilla/mux.Vars", APIEffect(result: .parameter("params", named: nil))),
        ("github.com/go-chi/chi*.URLParam", APIEffect(result: .parameter("params", named: 1))),
        ("github.com/julienschmidt/httprouter.Params#ByName", APIEffect(result: .parameter("params", named: 0))),
    ] + parameters("github.com/gin-gonic/gin.Context", [
        "params": ["Param"], "query": ["Query", "DefaultQuery", "QueryArray", "QueryMap"], "body": ["PostForm", "DefaultPostForm", "PostFormArray"],
        "headers": ["GetHeader"], "cookies": ["Cookie"], "files": ["FormFile"],
    ]) + parameters("github.com/labstack/echo*.Context", [
        "params": ["Param"], "query": ["QueryParam"], "body": ["FormValue"], "cookies": ["Cookie"], "files": ["FormFile"],
    ]) + parameters("github.com/gofiber/fiber*.Ctx", [
        "params": ["Params"], "query": ["Query"], "body": ["FormValue"], "headers": ["Get"], "cookies": ["Cookies"], "files": ["FormFile"],
    ]) + [
        ("github.com/gin-gonic/gin.Context#GetRawData", APIEffect(result: .parameter("body", named: nil))),
        ("github.com/gofiber/fiber*.Ctx#Body", APIEffect(result: .parameter("body", named: nil))),
        ("github.com/labstack/echo*.Context#QueryParams", APIEffect(result: .parameter("query", named: nil))),
        ("github.com/labstack/echo*.Context#Request", APIEffect(result: .nothing, name: "net/http.Request#")),
        ("github.com/labstack/echo*.Context#Response", APIEffect(result: .nothing, name: "net/http.ResponseWriter#")),
    ]

    /// Methods that give the part of a request that their first argument names.
    private static func parameters(_ type: String, _ methods: KeyValuePairs<String, [String]>) -> [(APIPattern, APIEffect)] {
        methods.flatMap { field, names in names.map { (APIPattern("\(type)#\($0)"), APIEffect(result: .parameter(field, named: 0))) } }
    }

    private static let goServices: [(APIPattern, APIEffect)] = [
        ("github.com/aws/aws-sdk-go*/aws.String", APIEffect(result: .argument(0))), ("github.com/aws/aws-sdk-go*/aws.StringValue", APIEffect(result: .argument(0))),
        ("github.com/aws/aws-sdk-go*/aws.ToString", APIEffect(result: .argument(0))), ("github.com/aws/aws-sdk-go*/aws.StringSlice", APIEffect(result: .argument(0))),
        ("github.com/aws/aws-lambda-go/lambda.Start*", APIEffect(result: .nothing, callbacks: .event)),
        ("net/http.NewRequest*", APIEffect()), ("net/http.HandlerFunc", APIEffect(result: .nothing)), ("net/http.Handle*", APIEffect(result: .nothing)),
        ("net/http.*", APIEffect(result: .answer)), ("github.com/aws/aws-sdk-go*", APIEffect(result: .answer)),
        ("os.ReadFile", APIEffect(result: .answer)), ("io/ioutil.ReadFile", APIEffect(result: .answer)), ("os.ReadDir", APIEffect(result: .answer)),
        ("os.WriteFile", APIEffect(result: .nothing)), ("os.Remove*", APIEffect(result: .nothing)), ("os.Mkdir*", APIEffect(result: .nothing)),
        ("os/exec.Command*.Output", APIEffect(result: .answer)), ("os/exec.Command*.CombinedOutput", APIEffect(result: .answer)),
        ("os/exec.Command*.Run", APIEffect(result: .nothing)),
        ("database/sql.*.Query*", APIEffect(result: .answer)), ("database/sql.*#Query*", APIEffect(result: .answer)),
        ("database/sql.*.Exec*", APIEffect(result: .nothing)), ("database/sql.*#Exec*", APIEffect(result: .nothing)),
    ]
}
