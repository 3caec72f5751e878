/// What a program of Java says without an import, and what its types tell about values.
enum JavaLibrary {
    /// The classes of `java.lang` that programs name.
    static let language: Set<String> = [
        "Object", "String", "Integer", "Long", "Double", "Float", "Short", "Byte", "Character", "Boolean", "Number", "Void",
        "Math", "StrictMath", "System", "Runtime", "Process", "ProcessBuilder", "ProcessHandle", "Thread", "Runnable",
        "ThreadLocal", "StringBuilder", "StringBuffer", "CharSequence", "Iterable", "Comparable", "Class", "ClassLoader",
        "Enum", "Record", "Override", "Deprecated", "FunctionalInterface", "SuppressWarnings", "SafeVarargs",
        "AutoCloseable", "Cloneable", "StackTraceElement", "Package", "Module", "SecurityManager",
        "Throwable", "Exception", "RuntimeException", "Error", "AssertionError", "OutOfMemoryError", "StackOverflowError",
        "NoClassDefFoundError", "ExceptionInInitializerError", "LinkageError", "ArithmeticException",
        "ArrayIndexOutOfBoundsException", "ClassCastException", "ClassNotFoundException", "CloneNotSupportedException",
        "IllegalAccessException", "IllegalArgumentException", "IllegalStateException", "IndexOutOfBoundsException",
        "InstantiationException", "InterruptedException", "NegativeArraySizeException", "NoSuchFieldException",
        "NoSuchMethodException", "NullPointerException", "NumberFormatException", "ReflectiveOperationException",
        "SecurityException", "StringIndexOutOfBoundsException", "UnsupportedOperationException",
    ]

    /// The packages of classes that programs bring in with all others of their package.
    static let packages: [String: String] = {
        let classes: [(String, String)] = [
            (
                "java.util",
                """
                List ArrayList LinkedList Map HashMap TreeMap LinkedHashMap Set HashSet TreeSet LinkedHashSet Collection \
                Collections Arrays Optional UUID Date Random Base64 Objects Properties Scanner Iterator Locale Calendar \
                TimeZone StringJoiner StringTokenizer Queue Deque ArrayDeque Stack Vector Hashtable EnumMap EnumSet
                """
            ),
            (
                "java.io",
                """
                File InputStream OutputStream IOException FileInputStream FileOutputStream FileReader FileWriter \
                BufferedReader BufferedWriter InputStreamReader OutputStreamWriter PrintWriter PrintStream Reader Writer \
                StringReader StringWriter ByteArrayInputStream ByteArrayOutputStream ObjectInputStream ObjectOutputStream \
                Serializable UncheckedIOException RandomAccessFile BufferedInputStream BufferedOutputStream
                """
            ),
            ("java.sql", "Connection DriverManager Statement PreparedStatement CallableStatement ResultSet SQLException Timestamp"),
            ("java.net", "URL URI HttpURLConnection URLConnection URLEncoder URLDecoder Socket InetAddress URISyntaxException"),
            ("java.nio.file", "Files Path Paths StandardCopyOption StandardOpenOption"),
            ("java.nio.charset", "StandardCharsets Charset"),
            ("java.security", "MessageDigest SecureRandom KeyStore Signature KeyPairGenerator NoSuchAlgorithmException"),
            ("javax.crypto", "Cipher Mac SecretKey KeyGenerator SecretKeyFactory"),
            ("javax.crypto.spec", "SecretKeySpec IvParameterSpec GCMParameterSpec PBEKeySpec"),
            ("java.util.stream", "Collectors Stream IntStream"),
            ("java.util.concurrent", "ConcurrentHashMap Executors ExecutorService CompletableFuture TimeUnit"),
            ("java.util.function", "Function Supplier Consumer Predicate BiFunction BiConsumer UnaryOperator"),
            ("java.util.regex", "Pattern Matcher"),
            ("com.google.gson", "Gson GsonBuilder JsonObject JsonArray JsonParser JsonElement JsonPrimitive"),
            ("com.fasterxml.jackson.databind", "ObjectMapper JsonNode"), ("org.json", "JSONObject JSONArray JSONTokener"),
            ("com.amazonaws.services.lambda.runtime", "Context RequestHandler RequestStreamHandler LambdaLogger ClientContext CognitoIdentity"),
            (
                "com.amazonaws.services.lambda.runtime.events",
                """
                APIGatewayProxyRequestEvent APIGatewayProxyResponseEvent APIGatewayV2HTTPEvent APIGatewayV2HTTPResponse \
                APIGatewayV2WebSocketEvent APIGatewayV2WebSocketResponse SQSEvent SQSBatchResponse SNSEvent S3Event DynamodbEvent \
                KinesisEvent KafkaEvent ScheduledEvent APIGatewayCustomAuthorizerEvent IamPolicyResponse
                """
            ),
        ]
        var packages: [String: String] = [:]
        for (package, names) in classes {
            for name in names.split(separator: " ") { packages[String(name)] = package }
        }
        return packages
    }()

    /// The packages whose classes are listed.
    static let listedPackages = Set(packages.values)

    /// What is certain about every value of a type; `nil` when its values may be any.
    static func guarantees(ofType api: String) -> Guarantees? {
        switch api {
        case "java.lang.int", "java.lang.long", "java.lang.short", "java.lang.double", "java.lang.float", "java.lang.Integer",
            "java.lang.Long", "java.lang.Short", "java.lang.Double", "java.lang.Float", "java.math.BigDecimal",
            "java.math.BigInteger", "java.time.Instant", "java.time.LocalDate", "java.time.LocalDateTime",
            "java.time.Duration", "java.util.Date":
            .number
        case "java.lang.boolean", "java.lang.Boolean": .boolean
        case "java.util.UUID": [.word, .scalar, .singleLine, .bounded]
        case "java.lang.String": .scalar
        default: nil
        }
    }

    private static let plainTypes: Set<String> = [
        "java.lang.Object", "java.lang.CharSequence", "java.lang.Iterable", "java.lang.Character", "java.lang.Byte",
        "java.lang.Number", "java.lang.byte", "java.lang.char", "java.lang.Comparable", "java.lang.Class", "java.util.List",
        "java.util.Map", "java.util.Map.Entry", "java.util.Set", "java.util.Collection", "java.util.Optional", "java.util.Queue",
        "java.util.Deque", "java.util.Iterator", "java.util.ArrayList", "java.util.LinkedList", "java.util.HashMap",
        "java.util.TreeMap", "java.util.LinkedHashMap", "java.util.HashSet", "java.util.TreeSet", "java.util.LinkedHashSet",
        "java.util.SortedMap", "java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.ConcurrentMap",
    ]

    /// Whether a type says no more of a value than what it is made of: texts, lists, maps, functions.
    static func isPlain(_ api: String) -> Bool {
        plainTypes.contains(api) || api.hasPrefix("java.util.function.") || api.hasPrefix("java.util.stream.")
            || (api.hasPrefix("java.lang.") && (api.hasSuffix("Exception") || api.hasSuffix("Error") || api.hasSuffix("Throwable")))
    }

    // MARK: Containers

    /// What a class holds.
    enum Container {
        case list, record
    }

    /// What an instance of a class of the library holds; `nil` for any other.
    static func container(_ api: String, hasArguments: Bool) -> Container? {
        switch api {
        case "org.json.JSONObject", "com.google.gson.JsonObject", "org.json.simple.JSONObject": hasArguments ? nil : .record
        case "org.json.JSONArray", "com.google.gson.JsonArray", "org.json.simple.JSONArray": hasArguments ? nil : .list
        case "java.util.ArrayList", "java.util.LinkedList", "java.util.HashSet", "java.util.LinkedHashSet", "java.util.TreeSet",
            "java.util.ArrayDeque", "java.util.PriorityQueue", "java.util.Stack", "java.util.Vector",
            "java.util.concurrent.CopyOnWriteArrayList", "java.util.concurrent.ConcurrentLinkedQueue":
            .list
        case "java.util.HashMap", "java.util.LinkedHashMap", "java.util.TreeMap", "java.util.Hashtable", "java.util.Properties",
            "java.util.EnumMap", "java.util.concurrent.ConcurrentHashMap", "java.util.WeakHashMap", "java.util.IdentityHashMap":
            .record
        default: nil
        }
    }

    /// Functions that make a list of their arguments, or give the one they get.
    static let listMakers: Set<String> = [
        "java.util.List.of", "java.util.Set.of", "java.util.Arrays.asList", "java.util.Collections.singletonList",
        "java.util.Collections.singleton", "java.util.stream.Stream.of", "java.util.Arrays.stream", "java.util.EnumSet.of",
        "java.util.Collections.emptyList", "java.util.Collections.emptySet", "java.util.stream.Stream.empty",
        "com.google.common.collect.ImmutableList.of", "com.google.common.collect.ImmutableSet.of",
        "com.google.common.collect.Lists.newArrayList", "com.google.common.collect.Sets.newHashSet",
    ]

    /// Functions that give what they get.
    static let givers: Set<String> = [
        "java.util.List.copyOf", "java.util.Set.copyOf", "java.util.Map.copyOf", "java.util.Collections.unmodifiableList",
        "java.util.Collections.unmodifiableSet", "java.util.Collections.unmodifiableMap", "java.util.Arrays.copyOf",
        "java.util.Collections.synchronizedList", "java.util.Collections.synchronizedMap", "java.util.Objects.requireNonNull",
        "java.util.Arrays.copyOfRange", "java.util.Map.ofEntries", "com.google.common.base.Preconditions.checkNotNull",
    ]

    /// Functions that make a map of keys and values in turn.
    static let recordMakers: Set<String> = [
        "java.util.Map.of", "java.util.Collections.singletonMap", "java.util.Collections.emptyMap",
        "com.google.common.collect.ImmutableMap.of",
    ]

    // MARK: Builders

    /// Methods that give what a builder has built.
    static let buildMethods: Set<String> = ["build", "create", "buildAndExpand", "buildClient"]

    /// Classes that are named as builders are and build in another way.
    private static let otherBuilders: Set<String> = [
        "java.lang.StringBuilder#", "java.lang.ProcessBuilder#", "javax.xml.parsers.DocumentBuilder#", "org.jdom2.input.SAXBuilder#",
        "org.jdom.input.SAXBuilder#", "java.util.stream.Stream.Builder#",
    ]

    /// Whether the methods of a class's instances set what is built by the last of them.
    static func isBuilder(_ api: String) -> Bool { api.hasSuffix("Builder#") && !otherBuilders.contains(api) }

    /// Functions that give text made of what they get.
    static func makesText(_ api: String) -> Bool {
        api == "java.text.MessageFormat.format" || api.hasPrefix("org.apache.commons.lang3.StringUtils.") && !api.contains(".is")
    }

    /// What a builder of a class builds, by the paths of both.
    static func built(byBuilder api: String) -> String {
        for suffix in [".Builder#", "ClientBuilder#", "Builder#"] where api.hasSuffix(suffix) {
            return String(api.dropLast(suffix.count)) + "#"
        }
        return APIPath.result(of: api)
    }

    /// The name under which a setting is kept: requests of AWS name their fields in every language as the service does.
    static func settingName(_ method: String, of api: String) -> String {
        var name = method[...]
        for prefix in ["with", "set"] where method.hasPrefix(prefix) && method.dropFirst(prefix.count).first?.isUppercase == true {
            name = method.dropFirst(prefix.count)
        }
        guard let first = name.first else { return method }
        let isService =
            api.hasPrefix("software.amazon.awssdk.services.") || api.hasPrefix("com.amazonaws.services.")
            && !api.hasPrefix("com.amazonaws.services.lambda.runtime.")
        return (isService ? first.uppercased() : first.lowercased()) + name.dropFirst()
    }

    // MARK: Properties

    /// The name of the property that a getter reads or a setter writes: `getBody` has `body`, `isOpen` has `open`; `nil`
    /// for other methods.
    static func property(_ method: String, _ prefixes: [String] = ["get", "is"]) -> String? {
        for prefix in prefixes where method.hasPrefix(prefix) {
            let name = method.dropFirst(prefix.count)
            guard let first = name.first, first.isUppercase else { continue }
            // Two capitals stay, as the bean convention has it.
            if name.count > 1, name.dropFirst().first?.isUppercase == true { return String(name) }
            return first.lowercased() + name.dropFirst()
        }
        return nil
    }
}
