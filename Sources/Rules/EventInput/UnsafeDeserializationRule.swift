import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A part of the event that is read by a format which makes objects of the program's own and runs code.
struct UnsafeDeserializationRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "unsafe-deserialization", since: "0.1.0", severity: .critical,
        summary: "reads a part of the event in a format that runs code",
        why: """
            `pickle`, `yaml.load` with Python's own tags, `node-serialize` and their like rebuild any object, which means \
            that they call what the text names: `os.system` is one line. No check of what comes out helps, the code has run \
            by then. Base64 around it hides nothing.
            """,
        remedy: """
            Take a format for data: JSON, or `yaml.safe_load`. Where the program wrote the text itself and must read its own \
            objects back, sign it and check the signature (`hmac.compare_digest`) before reading.
            """,
        cwe: [502],
        references: [
            "https://docs.python.org/3/library/pickle.html", "https://cheatsheetseries.owasp.org/cheatsheets/Deserialization_Cheat_Sheet.html",
            "https://github.com/yaml/pyyaml/wiki/PyYAML-yaml.load(input)-Deprecation",
        ])

    static let readsPackages = true
    static let safe: Guarantees = [.word]
    static let fillers: Set<StoredInput.Evidence> = [.code, .handedOut, .grant, .service]

    private static let words = "a format that runs code while it is read"

    static let sinks = [
        Sink(
            [
                "node-serialize.unserialize", "serialize-to-js.deserialize", "serialize-to-js.deserializeUnsafe", "funcster.deepDeserialize",
                "cryo.parse", "js-yaml.load", "js-yaml.loadAll", "js-yaml.unsafeLoad",
            ], .argument(0), words: words),
        Sink(
            [
                "pickle.loads", "pickle.load", "cPickle.loads", "cPickle.load", "_pickle.loads", "dill.loads", "dill.load", "cloudpickle.loads",
                "cloudpickle.load", "pickle.Unpickler", "marshal.loads", "marshal.load", "jsonpickle.decode", "jsonpickle.loads", "joblib.load",
                "pandas.read_pickle", "torch.load", "yaml.load", "yaml.load_all", "yaml.unsafe_load", "yaml.unsafe_load_all", "ruamel.yaml.load",
            ], .argument(0), words: words),
        Sink(
            ["java.io.ObjectInputStream#readObject", "java.io.ObjectInputStream#readUnshared", "java.beans.XMLDecoder#readObject"], .receiver, words: words),
        Sink(
            [
                "org.yaml.snakeyaml.Yaml#load*", "com.thoughtworks.xstream.XStream#fromXML", "com.esotericsoftware.kryo.Kryo#readClassAndObject",
                "org.apache.commons.lang*.SerializationUtils.deserialize", "com.fasterxml.jackson.databind.ObjectMapper#readValue",
            ], .argument(0), words: words),
    ]

    init() {}

    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        let call = flow.call
        if call.apis.contains(where: { $0.hasPrefix("org.yaml.snakeyaml.") }) {
            // Since version 2 the tags that make objects are refused unless a program asks for them.
            // Source: https://bitbucket.org/snakeyaml/snakeyaml/wiki/CVE-2022-1471
            return !isLimited(call, code) && (code.closure.certainVersion(of: "org.yaml:snakeyaml")?.first ?? 1) < 2
        }
        if call.apis.contains(where: { $0.hasSuffix(".ObjectMapper#readValue") }) { return code.analysis.calls.contains { $0.isAny(of: Self.anyType) } }
        if call.apis.contains(where: { $0.hasPrefix("js-yaml.load") }) {
            // Before version 4 `load` reads functions by itself.
            let isOld = (code.closure.certainVersion(of: "js-yaml")?.first ?? 4) < 4
            return isOld && code.analysis.field("schema", of: call.argument(1)?.value ?? .none) == nil || hasFunctionTypes(call, code)
        }
        guard call.apis.contains(where: { $0.hasPrefix("yaml.load") || $0.hasPrefix("ruamel.yaml.load") }) else { return true }
        // Since PyYAML 6 nothing is read without a loader.
        guard let loader = call.argument(1, named: "Loader") else { return (code.closure.certainVersion(of: "yaml")?.first ?? 5) < 6 || call.apis.contains { $0.hasPrefix("ruamel.") } }
        return code.analysis.apis(of: loader.value).contains { api in
            ["Loader", "UnsafeLoader", "CLoader"].contains(String(APIPath.name(api)))
        }
    }

    /// Settings by which JSON names the classes it is read as.
    private static let anyType = APISet([
        "com.fasterxml.jackson.databind.ObjectMapper#enableDefaultTyping*", "com.fasterxml.jackson.databind.ObjectMapper#activateDefaultTyping*",
    ])

    /// Whether a reader of YAML was made for plain data.
    private func isLimited(_ call: CallFact, _ code: FunctionCode) -> Bool {
        code.analysis.arguments(madeWith: call.receiver).contains { argument in
            code.analysis.apis(of: argument).contains { $0.contains("SafeConstructor") || $0.contains("LoaderOptions") }
        }
    }

    /// Functions are read since version 4 of `js-yaml` only by a schema that is asked for.
    private func hasFunctionTypes(_ call: CallFact, _ code: FunctionCode) -> Bool {
        guard let options = call.argument(1)?.value, let schema = code.analysis.field("schema", of: options) else { return false }
        return code.analysis.apis(of: schema).contains { $0.contains("FULL_SCHEMA") || $0.contains("js-types") }
    }

    private static let safeNames = [
        "yaml.load": "safe_load", "yaml.unsafe_load": "safe_load", "yaml.load_all": "safe_load_all", "yaml.unsafe_load_all": "safe_load_all",
    ]

    /// The safe functions read everything but the tags that make objects, and take no loader.
    func repair(_ flow: Flow, in code: FunctionCode) -> Repair? {
        let call = flow.call
        guard call.apis.count == 1, let api = call.apis.first, let safe = Self.safeNames[api], let text = call.arguments.first,
            text.name == nil, call.arguments.count <= 2, !call.arguments.contains(where: \.isSpread),
            let renaming = code.renaming(call, from: String(APIPath.name(api)), to: safe)
        else { return nil }
        var changes = [renaming]
        if call.arguments.count == 2 {
            guard let loader = call.argument(1, named: "Loader") else { return nil }
            let span = ByteSpan(text.place.span.upperBound, loader.place.span.upperBound)
            let place = SourcePlace(path: text.place.path, span: span)
            // A comment between the two would go too, and a bracket may stand there.
            let known: Set<Character> = [",", "=", ".", "_"]
            guard code.text(at: place)?.allSatisfy({ $0.isLetter || $0.isWhitespace || known.contains($0) }) == true else { return nil }
            changes.append(.rewrite(place, with: ""))
        }
        return Repair("read it with `\(safe)`", changes)
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(flow.attacker(of: function)) runs code of their own, while it is read, with the role and the secrets of `\(function.name)`"
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const serialize = require('node-serialize');
            const yaml = require('js-yaml');
            exports.handler = async (event) => {
              const session = serialize.«unserialize»(Buffer.from(event.headers.session, 'base64').toString());
              const order = yaml.«load»(event.body, { schema: yaml.DEFAULT_FULL_SCHEMA });
              return { statusCode: 200, body: JSON.stringify({ session, order }) };
            };
            """),
        .flagged(
            .python,
            """
            import base64
            import pickle
            import yaml

            def handler(event, context):
                session = pickle.«loads»(base64.b64decode(event["headers"]["session"]))
                order = yaml.«load»(event["body"], Loader=yaml.Loader)
                return {"statusCode": 200, "body": str(session) + str(order)}
            """),
        .clean(
            .javaScript,
            """
            const yaml = require('js-yaml');
            exports.handler = async (event) => {
              const session = JSON.parse(Buffer.from(event.headers.session, 'base64').toString());
              const order = yaml.load(event.body);
              return { statusCode: 200, body: JSON.stringify({ session, order }) };
            };
            """),
        .clean(
            .python,
            """
            import json
            import pickle
            import yaml

            with open("model.pickle", "rb") as file:
                model = pickle.load(file)

            def handler(event, context):
                order = yaml.load(event["body"], Loader=yaml.SafeLoader)
                other = yaml.safe_load(event["body"])
                return {"statusCode": 200, "body": json.dumps(model.predict([order, other]))}
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              restore:
                handler: shop.App::handleRequest
                events:
                  - httpApi: POST /carts
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.io.*;
                    import java.util.Base64;
                    import org.yaml.snakeyaml.Yaml;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            byte[] bytes = Base64.getDecoder().decode(event.getBody());
                            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
                                in.«readObject»();
                            }
                            new Yaml().«load»(event.getBody());
                            return "";
                        }
                    }
                    """
            ]),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              restore:
                handler: shop.App::handleRequest
                events:
                  - httpApi: POST /carts
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import com.fasterxml.jackson.databind.ObjectMapper;
                    import org.yaml.snakeyaml.*;
                    import org.yaml.snakeyaml.constructor.SafeConstructor;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        static class Cart { public int items; }
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            new ObjectMapper().readValue(event.getBody(), Cart.class);
                            Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
                            yaml.load(event.getBody());
                            return "";
                        }
                    }
                    """
            ]),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              restore:
                handler: shop.App::handleRequest
                events:
                  - httpApi: POST /carts
            """,
            files: [
                "pom.xml": """
                    <project>
                      <properties><yaml.version>2.2</yaml.version></properties>
                      <dependencies>
                        <dependency>
                          <groupId>org.yaml</groupId>
                          <artifactId>snakeyaml</artifactId>
                          <version>${yaml.version}</version>
                        </dependency>
                      </dependencies>
                    </project>
                    """,
                "src/main/java/shop/App.java": """
                    package shop;
                    import org.yaml.snakeyaml.Yaml;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            new Yaml().load(event.getBody());
                            return "";
                        }
                    }
                    """,
            ]),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              restore:
                handler: orders.handler
                events:
                  - httpApi: POST /carts
            """,
            files: [
                "package.json": """
                    { "name": "shop", "dependencies": { "js-yaml": "^3.13.1" } }
                    """,
                "orders.js": """
                    const yaml = require('js-yaml');
                    exports.handler = async (event) => ({ statusCode: 200, body: String(yaml.«load»(event.body).items) });
                    """,
            ]),
        .clean(
            .serverlessFramework,
            """
            # The version that is installed reads plain data alone.
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              orders:
                handler: orders.handler
                events:
                  - httpApi: POST /orders
            """,
            files: [
                "package.json": """
                    { "name": "shop", "dependencies": { "js-yaml": ">=3.13.1" } }
                    """,
                "package-lock.json": """
                    {
                      "name": "shop",
                      "lockfileVersion": 3,
                      "packages": {
                        "": { "name": "shop", "dependencies": { "js-yaml": ">=3.13.1" } },
                        "node_modules/js-yaml": { "version": "4.1.0" }
                      }
                    }
                    """,
                "orders.js": """
                    const yaml = require('js-yaml');
                    exports.handler = async (event) => ({ statusCode: 200, body: String(yaml.load(event.body).items) });
                    """,
            ]),
        .clean(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: python3.14
            plugins: [serverless-python-requirements]
            functions:
              orders:
                handler: orders.handler
                events:
                  - httpApi: POST /orders
            """,
            files: [
                "requirements.txt": "PyYAML==6.0.2\n",
                "orders.py": """
                    import yaml

                    def handler(event, context):
                        try:
                            return yaml.load(event["body"])
                        except TypeError:
                            return yaml.safe_load(event["body"])
                    """,
            ]),
    ]
}
