import CodeAnalysis
import CodeSyntax
import SourceText
import Testing

/// A program of Java whose handler is `App::handleRequest`, with some imports and members of the class.
private func handler(_ body: String, event: String = "Map<String, Object>", members: String = "", imports: String = "") -> String {
    """
    package shop;
    import java.util.*;
    import com.amazonaws.services.lambda.runtime.Context;
    import com.amazonaws.services.lambda.runtime.RequestHandler;
    import com.amazonaws.services.lambda.runtime.events.*;
    import lib.Sink;
    \(imports)
    public class App implements RequestHandler<\(event), String> {
        \(members)
        public String handleRequest(\(event) event, Context context) {
            \(body)
            return "";
        }
    }
    """
}

@Suite("Flows through programs of Java")
struct JavaFlowTests {
    private func flows(_ files: [String: String], _ export: [String] = ["App", "handleRequest"]) async throws -> [String] {
        let result = try await analysis(files, export, entry: "src/main/java/shop/App.java")
        #expect(result.isExportFound)
        return CodeAnalysisTests.flows(result, into: "lib.Sink.take")
    }

    private func flows(_ text: String) async throws -> [String] { try await flows(["src/main/java/shop/App.java": text]) }

    @Test(arguments: [
        ("Sink.take(event.get(\"body\"));", ["event.body"]), ("String b = (String) event.get(\"body\"); Sink.take(\"x\" + b);", ["event.body"]),
        ("Map<String, String> q = (Map<String, String>) event.get(\"q\"); Sink.take(q.getOrDefault(\"id\", \"1\"));", ["event.q.id"]),
        ("Sink.take(String.format(\"%s-%d\", event.get(\"a\"), 1));", ["event.a"]), ("Sink.take(\"%s\".formatted(event.get(\"a\")));", ["event.a"]),
        ("StringBuilder s = new StringBuilder(\"x\"); s.append(event.get(\"a\")).append(\"y\"); Sink.take(s.toString());", ["event.a"]),
        ("List<Object> l = new ArrayList<>(); l.add(event.get(\"a\")); Sink.take(l.get(0));", ["event.a"]),
        ("Map<String, Object> m = new HashMap<>(); m.put(\"k\", event.get(\"a\")); m.put(\"j\", \"b\"); Sink.take(m.get(\"k\"));", ["event.a"]),
        ("Map<String, Object> m = new HashMap<>(); m.put(\"k\", event.get(\"a\")); m.put(\"j\", \"b\"); Sink.take(m.get(\"j\"));", []),
        ("for (Object o : List.of(event.get(\"a\"), \"b\")) { Sink.take(o); }", ["event.a"]),
        ("Sink.take(Map.of(\"k\", event.get(\"a\")).get(\"k\"));", ["event.a"]),
        ("Optional.ofNullable(event.get(\"a\")).map(o -> o.toString()).ifPresent(Sink::take);", ["event.a"]),
        ("Sink.take(Optional.ofNullable((String) event.get(\"a\")).map(String::trim).orElse(\"x\"));", ["event.a"]),
        ("List.of(event.get(\"a\")).stream().map(x -> \"v\" + x).filter(x -> x != null).forEach(Sink::take);", ["event.a"]),
        ("event.forEach((k, v) -> Sink.take(k));", ["event (a key)"]), ("for (Map.Entry<String, Object> e : event.entrySet()) Sink.take(e.getValue());", ["event[]"]),
        ("Object[] a = { event.get(\"a\"), 1 }; Sink.take(a[0]);", ["event.a"]), ("Sink.take(event.get(\"a\") == null ? \"x\" : event.get(\"b\"));", ["event.b"]),
        ("Object x = switch ((String) event.get(\"k\")) { case \"p\" -> event.get(\"a\"); default -> \"z\"; }; Sink.take(x);", ["event.a"]),
        ("if (event.get(\"a\") instanceof String s && !s.isEmpty()) Sink.take(s);", ["event.a"]),
        ("try { Sink.take(event.get(\"a\")); } catch (RuntimeException e) { Sink.take(e.getMessage()); }", ["event.a", "the error.message"]),
        ("Runnable r = () -> Sink.take(event.get(\"a\")); r.run();", ["event.a"]),
        ("new Thread(new Runnable() { public void run() { Sink.take(event.get(\"a\")); } }).start();", ["event.a"]),
        ("Sink.take(Integer.parseInt((String) event.get(\"a\")));", []), ("int n = (Integer) event.get(\"a\"); Sink.take(n);", []),
        ("Sink.take(UUID.fromString((String) event.get(\"a\")).hashCode());", []),
        ("String a = (String) event.get(\"a\"); if (!Set.of(\"x\", \"y\").contains(a)) return null; Sink.take(a);", []),
        ("String a = (String) event.get(\"a\"); if (\"x\".equals(a)) Sink.take(a);", []),
        ("Sink.take(Color.valueOf((String) event.get(\"a\")).name());", []),
        ("String a = (String) event.get(\"a\"); assert a.equals(\"x\"); Sink.take(a);", ["event.a"]),
    ])
    func javaIsFollowed(_ body: String, _ expected: [String]) async throws {
        #expect(try await flows(handler(body, members: "enum Color { RED }")) == expected)
    }

    /// Getters of the events' classes read the fields that the events have.
    @Test(arguments: [
        ("APIGatewayProxyRequestEvent", "event.getBody()", "event.body"),
        ("APIGatewayProxyRequestEvent", "event.getQueryStringParameters().get(\"id\")", "event.queryStringParameters.id"),
        ("APIGatewayV2HTTPEvent", "event.getRequestContext().getHttp().getPath()", "event.requestContext.http.path"),
        ("SQSEvent", "event.getRecords().get(0).getBody()", "event.Records[].body"),
        ("SNSEvent", "event.getRecords().get(0).getSNS().getMessage()", "event.Records[].Sns.Message"),
        ("S3Event", "event.getRecords().get(0).getS3().getObject().getUrlDecodedKey()", "event.Records[].s3.object.key"),
        ("DynamodbEvent", "event.getRecords().get(0).getDynamodb().getNewImage().get(\"a\").getS()", "event.Records[].dynamodb.NewImage.a.S"),
        ("KafkaEvent", "event.getRecords().get(\"t\")", "event.records.t"), ("ScheduledEvent", "event.getDetail().get(\"a\")", "event.detail.a"),
    ])
    func eventsHaveTheirFields(_ event: String, _ expression: String, _ expected: String) async throws {
        #expect(try await flows(handler("Sink.take(\(expression));", event: event)) == [expected])
    }

    @Test func recordsAreIteratedWithTheirTypes() async throws {
        let body = "for (SQSEvent.SQSMessage m : event.getRecords()) { Sink.take(m.getBody()); } event.getRecords().forEach(m -> Sink.take(m.getMessageId()));"
        #expect(try await flows(handler(body, event: "SQSEvent")) == ["event.Records[].body", "event.Records[].messageId"])
    }

    /// An event of a class of the program has the fields that the class declares, under the names that they have as JSON.
    @Test func ownClassesAreFilledFromTheEvent() async throws {
        let order = """
            package shop.model;
            public class Order extends Base {
                private String name;
                private int count;
                @JsonProperty("unit_price") private String price;
                private Address address;
                public String getName() { return name; }
                public int getCount() { return count; }
                public String getPrice() { return this.price; }
                public Address getAddress() { return address; }
                public static class Address { private String street; public String getStreet() { return street.trim(); } }
            }
            class Base { private String id; public String getId() { return id; } }
            """
        let body = "Sink.take(event.getName() + event.getCount() + event.getPrice() + event.getId() + event.getAddress().getStreet());"
        let app = handler(body, event: "Order", imports: "import shop.model.Order;")
        let found = try await flows(["src/main/java/shop/App.java": app, "src/main/java/shop/model/Order.java": order])
        #expect(found == ["event.address.street", "event.id", "event.name", "event.unit_price"])
    }

    @Test(arguments: [
        ("new ObjectMapper().readValue(event.getBody(), Item.class).getName()", "event.body.name"),
        ("new ObjectMapper().readTree(event.getBody()).get(\"a\").path(\"b\").asText()", "event.body.a.b"),
        ("new Gson().fromJson(event.getBody(), Item.class).name", "event.body.name"),
        ("new JSONObject(event.getBody()).getJSONObject(\"a\").getString(\"b\")", "event.body.a.b"),
        ("JsonParser.parseString(event.getBody()).getAsJsonObject().get(\"a\").getAsString()", "event.body.a"),
        ("new String(Base64.getDecoder().decode(event.getBody()))", "event.body"),
        ("URLDecoder.decode(event.getBody(), \"UTF-8\")", "event.body"),
        ("software.amazon.lambda.powertools.utilities.EventDeserializer.extractDataFrom(event).as(Item.class).getName()", "event.body.name"),
    ])
    func decodedTextHasItsParts(_ expression: String, _ expected: String) async throws {
        let imports = "import com.fasterxml.jackson.databind.ObjectMapper; import com.google.gson.*; import org.json.JSONObject; import java.net.URLDecoder;"
        let item = "static class Item { String name; int n; String getName() { return name; } }"
        let text = handler("Sink.take(\(expression));", event: "APIGatewayProxyRequestEvent", members: item, imports: imports)
        #expect(try await flows(text) == [expected])
    }

    @Test func classesOfTheTreeAreFollowed() async throws {
        let files = [
            "src/main/java/shop/App.java": handler(
                "Store store = new Store(new Settings()); store.save((String) event.get(\"a\")); Tools.keep(event.get(\"b\")); run(event.get(\"c\"));",
                imports: "import shop.db.*; import static shop.db.Steps.run;"),
            "src/main/java/shop/db/Store.java": """
                package shop.db;
                public class Store extends Table {
                    private final Settings settings;
                    public Store(Settings settings) { super("t"); this.settings = settings; }
                    public void save(String a) { write(a); }
                    public void save(String a, String b) { lib.Sink.take("never"); }
                }
                """,
            "src/main/java/shop/db/Table.java": """
                package shop.db;
                abstract class Table {
                    protected String name;
                    Table(String name) { this.name = name; }
                    protected void write(String value) { lib.Sink.take(name + value); }
                }
                """,
            "src/main/java/shop/db/Settings.java": "package shop.db; public class Settings {}",
            "src/main/java/shop/db/Steps.java": "package shop.db; public class Steps { public static void run(Object x) { lib.Sink.take(x); } }",
            "src/main/java/shop/Tools.java": "package shop; class Tools { static void keep(Object x) { lib.Sink.take(x); } }",
            "src/main/java/shop/Unused.java": "package shop; class Unused { static void go() { lib.Sink.take(1); } }",
        ]
        let result = try await analysis(files, ["App", "handleRequest"], entry: "src/main/java/shop/App.java")
        #expect(CodeAnalysisTests.flows(result, into: "lib.Sink.take") == ["event.a", "event.b", "event.c"])
        let texts = result.calls.filter { $0.apis == ["lib.Sink.take"] }.compactMap { $0.arguments.first?.value.string }
        #expect(!texts.contains("never"))
    }

    /// What runs for a handler is what its files name, not all that lies beside them.
    @Test func onlyWhatIsNamedIsLoaded() async throws {
        let files = CodeFiles(InMemoryFileSource([
            "src/main/java/shop/App.java": handler("Tools.keep(event);"), "src/main/java/shop/Tools.java": "package shop; class Tools {}",
            "src/main/java/shop/Unused.java": "package shop; import x.Y; class Unused {}",
        ]))
        let path = try #require(RelativePath("src/main/java/shop/App.java"))
        let loaded = await ProgramLoader(files).load([ProgramLoader.Entry(file: path, roots: CodeRoots(code: .root, manifest: .root))])
        #expect(loaded.closures[0].files.map(\.description) == ["src/main/java/shop/App.java", "src/main/java/shop/Tools.java"])
    }

    @Test func fieldsOfTheHandlerOutliveAnEvent() async throws {
        let text = handler("this.last = (String) event.get(\"a\"); other = 1;", members: "private String last; private int other;")
        let result = try await analysis(["App.java": text], ["App", "handleRequest"])
        let written = result.writes.compactMap { if case .moduleObject(let field) = $0.target { field } else { nil } }
        #expect(written == ["last"])
    }

    @Test(arguments: [
        ("GetItemRequest r = GetItemRequest.builder().tableName(\"t\").key(event).build();"),
        ("GetItemRequest.Builder b = GetItemRequest.builder(); b.tableName(\"t\"); b.key(event); GetItemRequest r = b.build();"),
        ("GetItemRequest r = new GetItemRequest().withTableName(\"t\").withKey(event);"),
        ("GetItemRequest r = new GetItemRequest(); r.setTableName(\"t\"); r.setKey(event);"),
    ])
    func requestsHaveTheFieldsTheyAreBuiltWith(_ making: String) async throws {
        let imports = "import software.amazon.awssdk.services.dynamodb.DynamoDbClient; import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;"
        let text = handler("\(making) client.getItem(r);", members: "private final DynamoDbClient client = DynamoDbClient.create();", imports: imports)
        let result = try await analysis(["App.java": text], ["App", "handleRequest"])
        let call = try #require(result.calls.first { $0.apis.contains("software.amazon.awssdk.services.dynamodb.DynamoDbClient#getItem") })
        #expect(result.field("TableName", of: call.arguments[0].value)?.string == "t")
        #expect(result.field("Key", of: call.arguments[0].value)?.origins.map(\.path.description) == ["event"])
    }

    /// What is injected is an implementation that stands beside the interface.
    @Test func interfacesAreWhatImplementsThem() async throws {
        let files = [
            "src/main/java/shop/App.java": handler("store.put((String) event.get(\"a\"));", members: "@Inject Store store;"),
            "src/main/java/shop/Store.java": "package shop; interface Store { void put(String name); }",
            "src/main/java/shop/TableStore.java": "package shop; class TableStore implements Base, Store { public void put(String name) { lib.Sink.take(name); } }",
            "src/main/java/shop/OtherStore.java": "package shop; class OtherStore implements Storage { public void put(String name) { lib.Sink.take(1); } }",
        ]
        #expect(try await flows(files) == ["event.a"])
    }

    /// Where none stands beside it, those of other packages are meant.
    @Test func interfacesAreWhatOtherPackagesImplement() async throws {
        let files = [
            "src/main/java/shop/App.java": handler(
                "store.put((String) event.get(\"a\"));", members: "private final Store store; App(Store store) { this.store = store; }",
                imports: "import shop.ports.Store;"),
            "src/main/java/shop/ports/Store.java": "package shop.ports; public interface Store { void put(String name); }",
            "src/main/java/shop/adapters/TableStore.java": """
                package shop.adapters;
                import shop.ports.Store;
                public class TableStore implements Store { public void put(String name) { lib.Sink.take(name); } }
                """,
        ]
        #expect(try await flows(files) == ["event.a"])
    }

    /// Classes that all hold each other are filled in as many ways as there are orders: the budget ends that.
    @Test func classesThatHoldEachOtherComeToAnEnd() async throws {
        let count = 24
        var files = [
            "src/main/java/shop/App.java": "package shop; public class App { public String handle(C0 event) { return event.toString(); } }"
        ]
        for index in 0..<count {
            let fields = (0..<count).map { "C\($0) f\($0);" }.joined(separator: " ")
            files["src/main/java/shop/C\(index).java"] = "package shop; public class C\(index) { \(fields) }"
        }
        let result = try await analysis(files, ["App", "handle"], entry: "src/main/java/shop/App.java")
        #expect(result.cut?.contains("steps") == true)
    }

    @Test func loggersThatAnnotationsAddAreThere() async throws {
        let text = "package shop;\n@lombok.extern.slf4j.Slf4j\nclass A {}\n@Slf4j class App { void handle(Object event) { log.info(\"got {}\", event); } }"
        let result = try await analysis(["App.java": text], ["App", "handle"])
        #expect(CodeAnalysisTests.flows(result, into: "org.slf4j.Logger#info") == ["event"])
    }

    @Test func functionsThatAMethodGivesAreHandlers() async throws {
        let text = """
            package shop;
            class App {
                private final Store store;
                App(Store store) { this.store = store; }
                @Bean public Function<Order, String> save() { return order -> { store.put(order.getName()); return ""; }; }
                record Order(String name) {}
            }
            class Store { void put(String name) { lib.Sink.take(name); } }
            """
        #expect(try await flows(["src/main/java/shop/App.java": text], ["App", "save", "()"]) == ["event.name"])
    }

    @Test func handlersOfStreamsReadAndWrite() async throws {
        let text = """
            package shop;
            import java.io.*;
            import com.amazonaws.services.lambda.runtime.*;
            import com.fasterxml.jackson.databind.ObjectMapper;
            public class App implements RequestStreamHandler {
                private final ObjectMapper mapper = new ObjectMapper();
                public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
                    String name = mapper.readTree(in).get("body").asText();
                    lib.Sink.take(name);
                    mapper.writeValue(out, name);
                }
            }
            """
        let result = try await analysis(["App.java": text], ["App", "handleRequest"])
        #expect(CodeAnalysisTests.flows(result, into: "lib.Sink.take") == ["event.body"])
        #expect(result.returns.contains { $0.value.origins.contains { $0.path.description == "event.body" } })
    }
}
