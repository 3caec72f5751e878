import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A reader of XML that fetches what the document names.
struct XMLExternalEntitiesRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "xml-external-entities", since: "0.1.0", severity: .high,
        summary: "reads XML with its external entities",
        why: """
            An external entity is an address in a document that the reader fetches and puts in its place: `/proc/self/environ` \
            with the function's session keys, or an address inside the network. Most readers leave entities alone \
            unless they are told to resolve them; those of Java resolve them unless they are told not to.
            """,
        remedy: """
            Remove the option: `noent`, `dtdload`, `resolve_entities=True`, `load_dtd=True`, `feature_external_ges`. In \
            Python read what strangers send with `defusedxml`; in Java set `http://apache.org/xml/features/disallow-doctype-decl` to true.
            """,
        cwe: [611],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/XML_External_Entity_Prevention_Cheat_Sheet.html",
            "https://lxml.de/parsing.html", "https://docs.python.org/3/library/xml.html#xml-vulnerabilities",
        ])

    private static let readers = APISet([
        "libxmljs.*", "libxmljs2.*", "libxmljs", "lxml.etree.XMLParser", "lxml.etree.iterparse", "lxml.objectify.makeparser", "lxml.etree.XMLPullParser",
        "lxml.etree.ETCompatXMLParser",
    ])
    private static let features = APISet(["xml.sax.make_parser().setFeature"])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        javaVerdicts(on: code, of: function) + code.analysis.calls.flatMap { call -> [Verdict] in
            var found: [(SourcePlace, String)] = []
            if call.isAny(of: Self.readers) {
                let options = CallOption.options(of: call, named: ["noent", "dtdload", "resolve_entities", "load_dtd", "replaceEntities"], in: code)
                found = options.filter { $0.value.isCertainly(true) }.prefix(1).map { ($0.place, $0.name) }
            } else if call.isAny(of: Self.features), let feature = call.argument(0), let value = call.argument(1)?.value.constant,
                value == .boolean(true) || value == .number(1),
                code.analysis.apis(of: feature.value).contains(where: { $0.hasSuffix("feature_external_ges") || $0.hasSuffix("feature_external_pes") })
            {
                found = [(call.namePlace, "feature_external_ges")]
            }
            return found.map { place, name in
                .violation(
                    Violation(
                        at: place, "`\(name)` fetches what a document of XML names",
                        gain: "whoever gets a document to `\(function.name)` reads its files and environment and asks addresses inside the network",
                        severity: Self.metadata.severity.weighed(by: function.exposure)))
            }
        }
    }

    // MARK: Java

    /// Readers of Java that fetch what a document names unless they are told not to.
    private static let openReaders = APISet([
        "javax.xml.parsers.DocumentBuilder#parse", "javax.xml.parsers.SAXParser#parse", "javax.xml.stream.XMLInputFactory#createXML*",
        "org.dom4j.io.SAXReader#read", "org.jdom*.input.SAXBuilder#build", "org.xml.sax.XMLReader#parse",
    ])
    private static let hardening = APISet([
        "javax.xml.*Factory#setFeature", "javax.xml.*Factory#setProperty", "javax.xml.*Factory#setAttribute", "org.dom4j.io.SAXReader#setFeature",
        "org.jdom*.input.SAXBuilder#setFeature", "org.xml.sax.XMLReader#setFeature", "javax.xml.parsers.SAXParser#setProperty",
    ])

    private func javaVerdicts(on code: FunctionCode, of function: Function) -> [Verdict] {
        let calls = code.calls(of: Self.openReaders)
        guard !calls.isEmpty, code.calls(of: Self.hardening).isEmpty else { return [] }
        let finder = FlowFinder(code: code, function: function)
        return calls.compactMap { call in
            guard let (_, part) = call.arguments.lazy.flatMap({ finder.parts(in: $0.value, at: call) }).first else { return nil }
            return .violation(
                Violation(
                    at: call.namePlace, "the reader fetches what \(part.words) names",
                    gain: "whoever gets a document to `\(function.name)` reads its files and environment and asks addresses inside the network",
                    severity: Self.metadata.severity.weighed(by: part.exposure)))
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const libxmljs = require('libxmljs');
            exports.handler = async (event) => {
              const document = libxmljs.parseXml(event.body, { noent: «true» });
              return { statusCode: 200, body: document.get('//order').text() };
            };
            """),
        .flagged(
            .python,
            """
            import io
            import xml.sax
            from lxml import etree

            def handler(event, context):
                parser = etree.XMLParser(resolve_entities=«True», no_network=False)
                order = etree.fromstring(event["body"].encode(), parser)
                reader = xml.sax.make_parser()
                reader.«setFeature»(xml.sax.handler.feature_external_ges, True)
                reader.parse(io.StringIO(event["body"]))
                return {"statusCode": 200, "body": order.findtext("id")}
            """),
        .clean(
            .javaScript,
            """
            const libxmljs = require('libxmljs');
            exports.handler = async (event) => {
              const document = libxmljs.parseXml(event.body, { noent: false, nonet: true });
              return { statusCode: 200, body: document.get('//order').text() };
            };
            """),
        .clean(
            .python,
            """
            from lxml import etree
            import defusedxml.ElementTree as tree

            def handler(event, context):
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                order = etree.fromstring(event["body"].encode(), parser)
                return {"statusCode": 200, "body": tree.fromstring(event["body"]).tag + order.tag}
            """),
        .flagged(
            .java,
            """
            import java.io.*;
            import javax.xml.parsers.*;
            import org.xml.sax.InputSource;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
                    return builder.«parse»(new InputSource(new StringReader(event.getBody()))).getNodeName();
                }
            }
            """),
        .clean(
            .java,
            """
            import java.io.*;
            import javax.xml.parsers.*;
            import org.xml.sax.InputSource;
            import com.amazonaws.services.lambda.runtime.*;
            import com.amazonaws.services.lambda.runtime.events.*;

            public class Orders implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
                    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
                    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(event.getBody()))).getNodeName();
                }
            }
            """),
    ]
}
