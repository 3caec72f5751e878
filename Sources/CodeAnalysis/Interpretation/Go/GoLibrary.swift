/// What is known of Go's library and of its web frameworks by name.
enum GoLibrary {
    /// A call that fills what a pointer leads to.
    struct Filling: Sendable {
        /// Where what is filled in comes from.
        enum Source: Sendable {
            case argument(Int)
            case receiver
            case request(String)
        }

        let target: Int
        let source: Source
        var coding: String?
        /// Whether the tags named `binding` are held against it.
        var isChecked = false
    }

    /// What a handler answers with.
    struct Response: Sendable {
        let position: Int
        var isJSON = false
        var isFormat = false
    }

    // MARK: Filling

    static let fillings = APITable<Filling>(
        decoders(["encoding/json", "github.com/goccy/go-json", "github.com/bytedance/sonic", "github.com/json-iterator/go*", "encoding/json/v2"], "json")
            + decoders(["gopkg.in/yaml*", "sigs.k8s.io/yaml", "github.com/goccy/go-yaml"], "yaml") + decoders(["encoding/xml"], "xml")
            + decoders(["encoding/gob"], "gob") + stored + gin + otherFrameworks)

    private static func decoders(_ packages: [String], _ coding: String) -> [(APIPattern, Filling)] {
        packages.flatMap { package in
            [
                (APIPattern("\(package).Unmarshal"), Filling(target: 1, source: .argument(0), coding: coding)),
                (APIPattern("\(package).NewDecoder().Decode"), Filling(target: 0, source: .receiver, coding: coding)),
            ]
        }
    }

    private static let stored: [(APIPattern, Filling)] = [
        ("github.com/aws/aws-sdk-go*attributevalue.Unmarshal*", Filling(target: 1, source: .argument(0))),
        ("github.com/aws/aws-sdk-go*dynamodbattribute.Unmarshal*", Filling(target: 1, source: .argument(0))),
        ("github.com/mitchellh/mapstructure.*Decode", Filling(target: 1, source: .argument(0))),
        ("github.com/go-viper/mapstructure*.*Decode", Filling(target: 1, source: .argument(0))),
        ("github.com/gorilla/schema.NewDecoder().Decode", Filling(target: 0, source: .argument(1))),
    ]

    private static let gin: [(APIPattern, Filling)] = [
        ("", "body"), ("JSON", "body"), ("XML", "body"), ("YAML", "body"), ("Query", "query"), ("Uri", "params"), ("Header", "headers"),
        ("BodyWith", "body"),
    ].flatMap { suffix, field in
        ["Bind", "ShouldBind"].map { (APIPattern("github.com/gin-gonic/gin.Context#\($0)\(suffix)"), Filling(target: 0, source: .request(field), isChecked: true)) }
    }

    private static let otherFrameworks: [(APIPattern, Filling)] = [
        ("github.com/labstack/echo*.Context#Bind", Filling(target: 0, source: .request("body"))),
        ("github.com/gofiber/fiber*.Ctx#BodyParser", Filling(target: 0, source: .request("body"))),
        ("github.com/gofiber/fiber*.Ctx#QueryParser", Filling(target: 0, source: .request("query"))),
        ("github.com/gofiber/fiber*.Ctx#ParamsParser", Filling(target: 0, source: .request("params"))),
        ("github.com/go-chi/render.DecodeJSON", Filling(target: 1, source: .request("body"))),
    ]

    /// Calls that hold a struct against its tags.
    static let checks = APITable<Bool>([
        ("github.com/go-playground/validator*.New().Struct", true), ("github.com/go-playground/validator*.Validate#Struct", true),
        ("github.com/go-playground/validator*.New().StructCtx", true), ("github.com/go-playground/validator*.Validate#StructCtx", true),
        ("github.com/asaskevich/govalidator.ValidateStruct", true), ("github.com/labstack/echo*.Context#Validate", true),
    ])

    // MARK: Requests

    /// Types of parameters that a web framework hands over.
    static let requestTypes = APITable<Bool>(
        [
            "net/http.Request", "net/http.ResponseWriter", "github.com/gin-gonic/gin.Context", "github.com/labstack/echo*.Context",
            "github.com/gofiber/fiber*.Ctx", "github.com/julienschmidt/httprouter.Params",
        ].map { (APIPattern($0), true) })

    /// What answers are written to.
    static let responseTypes = APITable<Bool>(["net/http.ResponseWriter#", "github.com/gin-gonic/gin.ResponseWriter#"].map { (APIPattern($0), true) })

    static let responses = APITable<Response>([
        ("github.com/gin-gonic/gin.Context#*JSON", Response(position: 1, isJSON: true)), ("github.com/gin-gonic/gin.Context#String", Response(position: 1, isFormat: true)),
        ("github.com/gin-gonic/gin.Context#Data", Response(position: 2)), ("github.com/labstack/echo*.Context#JSON", Response(position: 1, isJSON: true)),
        ("github.com/labstack/echo*.Context#String", Response(position: 1)), ("github.com/labstack/echo*.Context#HTML", Response(position: 1)),
        ("github.com/labstack/echo*.Context#Blob", Response(position: 2)), ("github.com/gofiber/fiber*.Ctx#JSON", Response(position: 0, isJSON: true)),
        ("github.com/gofiber/fiber*.Ctx#SendString", Response(position: 0)), ("github.com/gofiber/fiber*.Ctx#Send", Response(position: 0)),
        ("net/http.Error", Response(position: 1)), ("net/http.ResponseWriter#Write", Response(position: 0)),
    ])

    /// Fields of what frameworks hand over that are the library's own request and answer.
    static let aliases = [
        "github.com/gin-gonic/gin.Context#Request": "net/http.Request#", "github.com/gin-gonic/gin.Context#Writer": "net/http.ResponseWriter#",
    ]

    // MARK: Texts

    static let buffers: Set<String> = ["strings.Builder#", "bytes.Buffer#", "bytes.NewBuffer()", "bytes.NewBufferString()", "bufio.NewWriter()", "crypto/hmac.New()"]
    static let writers: Set<String> = ["Write", "WriteString", "WriteByte", "WriteRune", "ReadFrom"]

    /// Functions that give the text they get, or less of it.
    static let sameText: Set<String> = [
        "strings.TrimSpace", "strings.Trim", "strings.TrimLeft", "strings.TrimRight", "strings.TrimPrefix", "strings.TrimSuffix", "strings.ToLower",
        "strings.ToUpper", "strings.Title", "strings.Clone", "strings.ToValidUTF8", "bytes.TrimSpace", "io.ReadAll", "io/ioutil.ReadAll",
        "io.LimitReader", "io.NopCloser", "context.WithValue",
    ]

    /// The letters of a format's holes, in order.
    static func verbs(of format: String) -> [UInt8] {
        var verbs: [UInt8] = []
        var isInHole = false
        for byte in format.utf8 {
            let isLetter = (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
            if byte == UInt8(ascii: "%") {
                isInHole.toggle()
            } else if isInHole, isLetter {
                verbs.append(byte)
                isInHole = false
            }
        }
        return verbs
    }

    /// What can be in the text that a value becomes.
    static func guarantee(ofVerb verb: UInt8) -> Guarantees? {
        switch verb {
        case UInt8(ascii: "d"), UInt8(ascii: "f"), UInt8(ascii: "e"), UInt8(ascii: "g"), UInt8(ascii: "b"), UInt8(ascii: "o"), UInt8(ascii: "F"), UInt8(ascii: "G"):
            .number
        case UInt8(ascii: "t"): .boolean
        case UInt8(ascii: "x"), UInt8(ascii: "X"): .word
        default: nil
        }
    }

    /// What a value of a type of the language can be.
    static func guarantee(ofType name: String) -> Guarantees? {
        switch name {
        case "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "float32", "float64", "byte", "rune", "time.Time",
            "time.Duration", "encoding/json.Number", "github.com/shopspring/decimal.Decimal": .number
        case "bool": .boolean
        case "github.com/google/uuid.UUID", "github.com/gofrs/uuid.UUID": .word
        default: nil
        }
    }
}
