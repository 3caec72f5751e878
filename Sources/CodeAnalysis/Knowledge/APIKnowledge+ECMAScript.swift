extension APIKnowledge {
    static let ecmaScript = APIKnowledge(SchemaCheck.ecmaScript + language + node + frameworks + clients + validators)

    private static let language: [(APIPattern, APIEffect)] = [
        ("JSON.parse", APIEffect(result: .decoded("json", from: 0))),
        ("JSON.stringify", APIEffect(guarantees: [.jsonEncoded, .singleLine], callbacks: .none)),
        ("Number", APIEffect(guarantees: .number)), ("parseInt", APIEffect(guarantees: .number)),
        ("parseFloat", APIEffect(guarantees: .number)), ("Number.parseInt", APIEffect(guarantees: .number)),
        ("Number.parseFloat", APIEffect(guarantees: .number)), ("BigInt", APIEffect(guarantees: .number)),
        ("Math.*", APIEffect(guarantees: .number)), ("Math.random", APIEffect(result: .nothing)),
        ("Boolean", APIEffect(guarantees: .boolean)), ("String", APIEffect(guarantees: .scalar)),
        ("isNaN", APIEffect(guarantees: .boolean)), ("Number.isNaN", APIEffect(guarantees: .boolean)),
        ("Number.isInteger", APIEffect(guarantees: .boolean, proves: .number)),
        ("Number.isSafeInteger", APIEffect(guarantees: .boolean, proves: .number)),
        ("Number.isFinite", APIEffect(guarantees: .boolean, proves: .number)),
        ("Array.isArray", APIEffect(guarantees: .boolean, proves: .tested)),
        ("encodeURIComponent", APIEffect(guarantees: [.urlEncoded, .singleLine])),
        ("encodeURI", APIEffect(guarantees: .singleLine)),
        ("decodeURIComponent", APIEffect(result: .decoded("url", from: 0))),
        ("decodeURI", APIEffect(result: .decoded("url", from: 0))),
        ("unescape", APIEffect(result: .decoded("url", from: 0))), ("escape", APIEffect(guarantees: .urlEncoded)),
        ("atob", APIEffect(result: .decoded("base64", from: 0))), ("btoa", APIEffect()),
        ("Buffer.from", APIEffect(result: .decoded("base64", from: 0))),
        ("structuredClone", APIEffect(result: .argument(0))), ("Object.freeze", APIEffect(result: .argument(0))),
        ("Object.assign", APIEffect(result: .merged)), ("Object.keys", APIEffect(result: .keys(0))),
        ("Object.values", APIEffect(result: .values(0))), ("Object.entries", APIEffect(result: .entries(0))),
        ("Object.fromEntries", APIEffect()), ("Array.from", APIEffect(result: .argument(0))),
        ("Promise.all", APIEffect(result: .elements(0))), ("Promise.allSettled", APIEffect(result: .elements(0))),
        ("Promise.race", APIEffect(result: .elements(0))), ("Promise.any", APIEffect(result: .elements(0))),
        ("Promise.resolve", APIEffect(result: .argument(0))), ("Promise.reject", APIEffect(result: .nothing)),
        ("console.*", APIEffect(result: .nothing)), ("setTimeout", APIEffect(result: .nothing, callbacks: .nothing)),
        ("setInterval", APIEffect(result: .nothing, callbacks: .nothing)),
        ("setImmediate", APIEffect(result: .nothing, callbacks: .nothing)),
        ("process.nextTick", APIEffect(result: .nothing, callbacks: .nothing)),
        ("process.exit", APIEffect(result: .nothing, isEnd: true)),
        ("Date.now", APIEffect(result: .nothing)), ("crypto.randomUUID", APIEffect(result: .nothing)),
        ("Symbol", APIEffect(result: .nothing)),
    ]

    private static let node: [(APIPattern, APIEffect)] = [
        ("util.promisify", APIEffect(result: .wrapped(0))), ("util.callbackify", APIEffect(result: .wrapped(0))),
        ("util.inspect", APIEffect()), ("bluebird.promisify", APIEffect(result: .wrapped(0))),
        ("path.basename", APIEffect(guarantees: .pathComponent)),
        ("path.extname", APIEffect(guarantees: .pathComponent)),
        ("querystring.parse", APIEffect(result: .decoded("query", from: 0))),
        ("querystring.escape", APIEffect(guarantees: .urlEncoded)), ("qs.parse", APIEffect(result: .decoded("query", from: 0))),
        ("qs.stringify", APIEffect(guarantees: .urlEncoded)), ("querystring.stringify", APIEffect(guarantees: .urlEncoded)),
        ("crypto.createHash().update().digest", APIEffect(guarantees: .digest)),
        ("crypto.createHmac().update().digest", APIEffect(guarantees: .digest)),
        ("crypto.randomBytes", APIEffect(result: .nothing)), ("crypto.createHash", APIEffect(result: .nothing)),
        ("zlib.gunzipSync", APIEffect(result: .decoded("gzip", from: 0))),
        ("zlib.inflateSync", APIEffect(result: .decoded("gzip", from: 0))),
        ("zlib.unzipSync", APIEffect(result: .decoded("gzip", from: 0))),
        ("zlib.gunzip", APIEffect(result: .decoded("gzip", from: 0))),
        ("zlib.unzip", APIEffect(result: .decoded("gzip", from: 0))),
        ("fs.*readFile*", APIEffect(result: .answer)), ("fs/promises.readFile", APIEffect(result: .answer)),
        ("fs.exists*", APIEffect(guarantees: .boolean)), ("fs.*write*", APIEffect(result: .nothing)),
        ("child_process.*", APIEffect(result: .answer)),
    ]

    /// Koa's functions get one object for the request and its answer.
    private static let koa: [(APIPattern, APIEffect)] = ["koa", "@koa/router", "koa-router", "koa-tree-router"].flatMap { framework in
        ["get", "post", "put", "patch", "delete", "del", "all", "use", "options", "head", "register"].flatMap { verb in
            ["\(framework)().\(verb)", "\(framework)#\(verb)"].map { (APIPattern($0), APIEffect(result: .receiver, callbacks: .request("koa"))) }
        }
    }

    private static let frameworks: [(APIPattern, APIEffect)] =
        koa + ["express", "express.Router", "fastify", "restify.createServer", "@hapi/hapi", "lambda-api", "polka", "hono"]
        .flatMap { framework in
            ["get", "post", "put", "patch", "delete", "all", "use", "options", "head", "del", "route", "any"].flatMap { verb in
                ["\(framework)().\(verb)", "\(framework)#\(verb)", "\(framework)().route().\(verb)"].map { path in
                    (APIPattern(path), APIEffect(result: .receiver, callbacks: .request("express")))
                }
            }
        } + ["hono.Hono#basePath", "hono.Hono#route"].map { (APIPattern($0), APIEffect(result: .receiver)) }
        + [
            ("hono.Hono#*", APIEffect(result: .receiver, callbacks: .request("hono"))), ("fastify().register", APIEffect(result: .receiver, callbacks: .plugin)),
            ("@hapi/hapi.server().route", APIEffect(result: .nothing, callbacks: .request("express"))),
            ("hono.Context#req.param", APIEffect(result: .parameter("params", named: 0))), ("hono.Context#req.query", APIEffect(result: .parameter("query", named: 0))),
            ("hono.Context#req.queries", APIEffect(result: .parameter("query", named: 0))), ("hono.Context#req.header", APIEffect(result: .parameter("headers", named: 0))),
            ("hono.Context#req.json", APIEffect(result: .parameter("body", named: nil))), ("hono.Context#req.text", APIEffect(result: .parameter("body", named: nil))),
            ("hono.Context#req.parseBody", APIEffect(result: .parameter("body", named: nil))), ("hono.Context#req.formData", APIEffect(result: .parameter("body", named: nil))),
            ("hono.Context#req.valid", APIEffect(result: .parameter("body", named: nil), guarantees: .validated)),
        ] + [
            ("@middy/core.*", APIEffect(callbacks: .none)), ("middy.*", APIEffect(callbacks: .none)),
            ("@middy/core", APIEffect(callbacks: .none)), ("middy", APIEffect(callbacks: .none)),
            ("serverless-http", APIEffect(callbacks: .none)), ("@vendia/serverless-express", APIEffect(callbacks: .none)),
            ("aws-serverless-express.createServer", APIEffect(callbacks: .none)),
        ]
        + [
            "apollo-server*.ApolloServer", "@apollo/server.ApolloServer", "graphql-yoga.GraphQLServer", "graphql-yoga.GraphQLServerLambda",
            "graphql-yoga.createSchema", "@graphql-tools/schema.makeExecutableSchema", "graphql-tools.makeExecutableSchema",
        ].map { (APIPattern($0), APIEffect(callbacks: .resolvers)) }

    /// What makes a client asks nobody yet.
    private static let clients: [(APIPattern, APIEffect)] = [
        "axios.create", "axios.default.create", "got.extend", "got.default.extend", "request.defaults", "ky.create", "superagent.agent", "undici.Agent",
    ].map { (APIPattern($0), APIEffect(result: .nothing)) } + [
        ("axios*", APIEffect(result: .answer)), ("node-fetch*", APIEffect(result: .answer)),
        ("fetch", APIEffect(result: .answer)), ("cross-fetch*", APIEffect(result: .answer)),
        ("got*", APIEffect(result: .answer)), ("undici.*", APIEffect(result: .answer)),
        ("request", APIEffect(result: .answer)), ("request.*", APIEffect(result: .answer)),
        ("request-promise*", APIEffect(result: .answer)), ("superagent.*", APIEffect(result: .answer)),
        ("needle*", APIEffect(result: .answer)), ("https.request", APIEffect(result: .answer)),
        ("https.get", APIEffect(result: .answer)), ("http.request", APIEffect(result: .answer)),
        ("http.get", APIEffect(result: .answer)),
        ("aws-sdk.*#*", APIEffect(result: .answer)), ("aws-sdk/*#*", APIEffect(result: .answer)),
        ("@aws-sdk/*#send", APIEffect(result: .answer)), ("@aws-sdk/*.from().send", APIEffect(result: .answer)),
        ("@aws-sdk/lib-dynamodb.DynamoDBDocumentClient.from", APIEffect(result: .argument(0))),
        ("@aws-sdk/lib-dynamodb.DynamoDBDocument.from", APIEffect(result: .nothing)),
        ("@aws-sdk/lib-dynamodb.DynamoDBDocument.from().*", APIEffect(result: .answer)),
        ("@aws-sdk/client-*#*", APIEffect(result: .answer)),
        ("@aws-sdk/util-dynamodb.unmarshall", APIEffect(result: .argument(0))),
        ("@aws-sdk/util-dynamodb.marshall", APIEffect(result: .argument(0))),
        ("aws-sdk.DynamoDB.Converter.unmarshall", APIEffect(result: .argument(0))),
        ("aws-xray-sdk*.capture*", APIEffect(result: .argument(0))), ("aws-xray-sdk*.captureAWS", APIEffect(result: .argument(0))),
        ("mysql*.query", APIEffect(result: .answer)), ("mysql*.execute", APIEffect(result: .answer)),
        ("pg.*query", APIEffect(result: .answer)), ("mysql*.escape", APIEffect(guarantees: .sqlEscaped)),
        ("mysql*.escapeId", APIEffect(guarantees: .sqlEscaped)), ("sqlstring.escape", APIEffect(guarantees: .sqlEscaped)),
        ("mysql*.format", APIEffect(guarantees: .sqlEscaped)), ("pg.*escape*", APIEffect(guarantees: .sqlEscaped)),
        ("faunadb*.query", APIEffect(result: .answer)), ("octonode*.*", APIEffect(result: .answer)),
        ("URLSearchParams", APIEffect(guarantees: [.urlEncoded, .singleLine])),
        ("pg-format*", APIEffect(guarantees: .sqlEscaped)), ("sqlstring.format", APIEffect(guarantees: .sqlEscaped)),
    ]

    private static let validators: [(APIPattern, APIEffect)] = [
        ("validator.isUUID", APIEffect(proves: .word)), ("validator.isInt", APIEffect(proves: .number)),
        ("validator.isNumeric", APIEffect(proves: .number)), ("validator.isAlphanumeric", APIEffect(proves: .word)),
        ("validator.isAlpha", APIEffect(proves: .word)), ("validator.isHexadecimal", APIEffect(proves: .word)),
        ("validator.isIn", APIEffect(proves: .listed)), ("validator.isEmail", APIEffect(proves: .validated)),
        ("validator.isMongoId", APIEffect(proves: .word)), ("validator.isLength", APIEffect(proves: .bounded)),
        ("validator.escape", APIEffect(guarantees: .htmlEscaped)), ("uuid.validate", APIEffect(proves: .word)),
        ("validator.*", APIEffect(proves: .validated)), ("is-uuid.*", APIEffect(proves: .word)),
        ("escape-html", APIEffect(guarantees: .htmlEscaped)), ("he.encode", APIEffect(guarantees: .htmlEscaped)),
        ("he.escape", APIEffect(guarantees: .htmlEscaped)), ("lodash.escape", APIEffect(guarantees: .htmlEscaped)),
        ("html-escaper.escape", APIEffect(guarantees: .htmlEscaped)), ("dompurify.sanitize", APIEffect(guarantees: .htmlEscaped)),
        ("isomorphic-dompurify.sanitize", APIEffect(guarantees: .htmlEscaped)),
        ("sanitize-html", APIEffect(guarantees: .htmlEscaped)), ("xss", APIEffect(guarantees: .htmlEscaped)),
        ("sanitize-filename", APIEffect(guarantees: .pathComponent)),
        ("lodash.escapeRegExp", APIEffect(guarantees: .patternEscaped)),
        ("escape-string-regexp", APIEffect(guarantees: .patternEscaped)),
        ("shell-quote.quote", APIEffect(guarantees: .shellQuoted)), ("shell-escape", APIEffect(guarantees: .shellQuoted)),
        ("shescape#quote", APIEffect(guarantees: .shellQuoted)), ("ldap-escape.*", APIEffect(guarantees: .filterEscaped)),
        ("mongo-sanitize", APIEffect(guarantees: .scalar)), ("ajv.*", APIEffect(callbacks: .none)),
    ]
}
