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
            with the function's session keys, or an address inside the network. Readers leave entities alone unless \
            they are told to resolve them.
            """,
        remedy: """
            Remove the option: `noent`, `dtdload`, `resolve_entities=True`, `load_dtd=True`, `feature_external_ges`. In \
            Python read what strangers send with `defusedxml`.
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
        code.analysis.calls.flatMap { call -> [Verdict] in
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
    ]
}
