import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A number of the event that says how much the function allocates or repeats, or compressed data without a bound.
struct UnboundedInputRule: CodeRule {
    static let metadata = RuleMetadata(
        .eventInput, "unbounded-input", since: "0.1.0", severity: .medium,
        summary: "lets the event say how much it allocates or repeats",
        why: """
            One number in a request makes the function run out of memory or until its timeout; a few hundred of them take \
            all concurrent executions of the account, and every second is paid for. A megabyte of compressed zeros is a \
            gigabyte when it is read.
            """,
        remedy: """
            Bound the number before it is used: `Math.min(Number(count), 100)`, `min(int(count), 100)`, or a schema with \
            `maximum`. Bound what is decompressed: `maxOutputLength`, `decompressobj().decompress(data, limit)`.
            """,
        cwe: [400, 770, 409, 1284],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Denial_of_Service_Cheat_Sheet.html",
            "https://nodejs.org/api/zlib.html#class-options",
        ])

    private static let amount = "how much is allocated or repeated"
    private static let compressed = "a decompression without a bound"

    private static let sinks = [
        Sink(
            ["Buffer.alloc", "Buffer.allocUnsafe", "Array", "Uint8Array", "ArrayBuffer", "?.repeat", "?.padStart", "?.padEnd"],
            .argument(0), words: amount),
        Sink(["Array.from"], .field("length"), words: amount),
        Sink(["range", "bytearray", "itertools.repeat", "numpy.zeros", "numpy.ones"], .argument(0), words: amount),
        Sink(["range"], .argument(1), words: amount),
        Sink(["time.sleep", "asyncio.sleep"], .argument(0), words: "how long it waits"),
        Sink(["zlib.*unzipSync", "zlib.inflate*", "zlib.unzip*", "zlib.gunzip", "zlib.brotliDecompress*"], .argument(0), words: compressed),
        Sink(["gzip.decompress", "zlib.decompress", "bz2.decompress", "lzma.decompress"], .argument(0), words: compressed),
    ]

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        calls(code, function) + loops(code, function)
    }

    /// `for (let i = 0; i < count; i++)`.
    private func loops(_ code: FunctionCode, _ function: Function) -> [Verdict] {
        code.analysis.loops.filter(\.isCounted).compactMap { loop -> Verdict? in
            guard code.analysis.apis(of: loop.value).allSatisfy(Self.numberMakers.contains) else { return nil }
            let found = code.analysis.origins(in: loop).compactMap { part($0, Self.amount, function) }
            return found.max { ($0.part.exposure, $1.origin.path) < ($1.part.exposure, $0.origin.path) }.map { part in
                .violation(part.violation(of: Self.metadata, at: loop.headPlace(in: code), reaching: Self.amount, gain: gain(function)))
            }
        }
    }

    private func gain(_ function: Function) -> String {
        "\(function.attacker) makes it run out of memory or time with one request, as often as they like"
    }

    private func calls(_ code: FunctionCode, _ function: Function) -> [Verdict] {
        code.analysis.calls.compactMap { call -> Verdict? in
            for sink in Self.sinks where call.apis.contains(where: { sink.apis[$0] == true }) {
                guard let found = flow(into: sink, call, code, function) else { continue }
                return .violation(
                    found.violation(
                        of: Self.metadata, at: call.namePlace, reaching: sink.words, gain: gain(function)))
            }
            return nil
        }
    }

    /// What makes a number of a text without bounding it.
    private static let numberMakers: Set<String> = [
        "Number()", "parseInt()", "parseFloat()", "Number.parseInt()", "Number.parseFloat()", "BigInt()", "int()", "float()", "decimal.Decimal()",
    ]

    /// A number is what is dangerous here: only a bound or a list makes it harmless.
    private func flow(into sink: Sink, _ call: CallFact, _ code: FunctionCode, _ function: Function) -> OutsidePart? {
        guard sink.words != Self.compressed || !isBounded(call, code) else { return nil }
        let values = sink.selections.compactMap { selection -> AbstractValue? in
            switch selection {
            case .argument(let position, let name): call.argument(position, named: name)?.value
            case .field(let name, let position): call.argument(position).flatMap { code.analysis.field(name, of: $0.value) }
            case .all, .receiver: nil
            }
        }
        let isData = sink.words == Self.compressed
        return values.filter { isData || code.analysis.apis(of: $0).allSatisfy(Self.numberMakers.contains) }.flatMap { value in
            code.analysis.origins(in: value, at: call).compactMap { part($0, sink.words, function) }
        }.max { ($0.part.exposure, $1.origin.path) < ($1.part.exposure, $0.origin.path) }
    }

    private static let safe: Guarantees = [.bounded, .listed, .boolean, .digest]

    private func part(_ origin: Origin, _ words: String, _ function: Function) -> OutsidePart? {
        guard origin.guarantees.isDisjoint(with: Self.safe), isAmount(origin, words) else { return nil }
        return EventPart(origin.path, of: function).map { OutsidePart(origin: origin, part: $0) }
    }

    /// The length of something that came whole is bounded by what the platform passes on.
    private func isAmount(_ origin: Origin, _ words: String) -> Bool {
        // What the platform compressed is no larger than what it passes on.
        guard words != Self.compressed else { return origin.path.fields.first != "awslogs" }
        return !["length", "size"].contains(origin.path.fields.last ?? "") && origin.path.components.last != .element
    }

    private func isBounded(_ call: CallFact, _ code: FunctionCode) -> Bool {
        call.arguments.dropFirst().contains { code.analysis.field("maxOutputLength", of: $0.value) != nil }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const zlib = require('zlib');
            exports.handler = async (event) => {
              const { count, data } = JSON.parse(event.body);
              const buffer = Buffer.«alloc»(Number(count));
              const line = '-'.«repeat»(count);
              const rows = Number(count);
              «for» (let row = 0; row < rows; row++) console.log(line);
              const text = zlib.«gunzipSync»(Buffer.from(data, 'base64')).toString();
              return { statusCode: 200, body: JSON.stringify({ buffer, line, text }) };
            };
            """),
        .flagged(
            .python,
            """
            import base64
            import json
            import zlib

            def handler(event, context):
                body = json.loads(event["body"])
                data = zlib.«decompress»(base64.b64decode(body["data"]))
                return [data for _ in «range»(int(body["count"]))]
            """),
        .clean(
            .javaScript,
            """
            const zlib = require('zlib');
            exports.handler = async (event) => {
              const { count, data, items } = JSON.parse(event.body);
              if (!(count < 100)) return { statusCode: 400 };
              const buffer = Buffer.alloc(Number(count));
              for (let row = 0; row < count; row++) console.log(row);
              for (let item = 0; item < items.length; item++) console.log(items[item]);
              const text = zlib.gunzipSync(Buffer.from(data, 'base64'), { maxOutputLength: 1e6 }).toString();
              return { statusCode: 200, body: JSON.stringify({ buffer, text, sizes: new Array(items.length) }) };
            };
            """),
        .clean(
            .python,
            """
            import base64
            import json
            import zlib

            def handler(event, context):
                body = json.loads(event["body"])
                count = int(body["count"])
                if count > 100:
                    return {"statusCode": 400}
                data = zlib.decompressobj().decompress(base64.b64decode(body["data"]), 1000000)
                return [data for _ in range(count)] + [item for item in range(len(body["items"]))]
            """),
    ]
}

extension LoopFact {
    /// The word that starts the loop.
    fileprivate func headPlace(in code: FunctionCode) -> SourcePlace {
        let head = SourcePlace(path: place.path, span: ByteSpan(place.span.lowerBound, min(place.span.lowerBound + 3, place.span.upperBound)))
        return code.text(at: head) == "for" ? head : place
    }
}
