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
    private static let lifetime = "how long a signed address lasts"

    private static let sinks = [
        Sink(
            ["Buffer.alloc", "Buffer.allocUnsafe", "Array", "Uint8Array", "ArrayBuffer", "?.repeat", "?.padStart", "?.padEnd"],
            .argument(0), words: amount),
        Sink(["Array.from"], .field("length"), words: amount),
        Sink(["range", "bytearray", "itertools.repeat", "numpy.zeros", "numpy.ones"], .argument(0), words: amount),
        Sink(["range"], .argument(1), words: amount),
        // Pictures are held in memory point by point.
        Sink(["sharp*.resize", "sharp*.extend", "jimp*.resize", "jimp*.scaleToFit", "jimp*.cover", "gm*.resize", "imagemagick.resize"], .argument(0), .argument(1), .field("width"), .field("height"), words: amount),
        Sink(["canvas.createCanvas", "@napi-rs/canvas.createCanvas"], .argument(0), .argument(1), words: amount),
        Sink(["jimp", "jimp.Jimp"], .argument(0), .argument(1), words: amount),
        Sink(["PIL.Image.*.resize", "PIL.Image.*.thumbnail"], .argument(0, named: "size"), words: amount),
        Sink(["PIL.Image.new"], .argument(1, named: "size"), words: amount),
        Sink(["cv2.resize"], .argument(1, named: "dsize"), words: amount),
        Sink(["boto3.client(s3).generate_presigned_*"], .field("ExpiresIn"), words: lifetime),
        Sink(["@aws-sdk/s3-request-presigner.getSignedUrl"], .field("expiresIn", of: 2), words: lifetime),
        Sink(["@aws-sdk/s3-presigned-post.createPresignedPost"], .field("Expires", of: 1), words: lifetime),
        Sink(["aws-sdk*.S3#getSignedUrl*", "aws-sdk/clients/s3#getSignedUrl*"], .field("Expires", of: 1), words: lifetime),
        Sink(["time.sleep", "asyncio.sleep"], .argument(0), words: "how long it waits"),
        Sink(["zlib.*unzipSync", "zlib.inflate*", "zlib.unzip*", "zlib.gunzip", "zlib.brotliDecompress*"], .argument(0), words: compressed),
        Sink(["gzip.decompress", "zlib.decompress", "bz2.decompress", "lzma.decompress"], .argument(0), words: compressed),
    ]

    private static let invoking = APISet(["aws-sdk*Lambda#invoke*", "aws-sdk/clients/lambda#invoke*", "@aws-sdk/client-lambda.*", "boto3.client(lambda).invoke*"])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        calls(code, function) + loops(code, function) + writes(code, function) + rounds(code, function)
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

    /// `for (const item of body.items) await table.put(item)`: whatever stands in one request is written one by one.
    private func writes(_ code: FunctionCode, _ function: Function) -> [Verdict] {
        guard !code.analysis.loops.isEmpty else { return [] }
        let calls = code.analysis.calls.filter { $0.isInLoop && OutwardCall($0).map { $0 != .service } == true }
        guard !calls.isEmpty else { return [] }
        return code.analysis.loops.compactMap { loop -> Verdict? in
            guard let call = calls.first(where: { $0.place.path == loop.place.path && loop.place.span.contains($0.place.span) }) else { return nil }
            let found = code.analysis.origins(in: loop).filter { isList($0, in: loop) }.compactMap { origin in
                EventPart(origin.path, of: function).map { OutsidePart(origin: origin, part: $0) }
            }
            guard let part = found.max(by: { $0.part.exposure < $1.part.exposure }), part.part.exposure > .internal else { return nil }
            var violation = part.violation(
                of: Self.metadata, at: loop.headPlace(in: code), reaching: "a loop that writes for each of its elements",
                gain: "\(function.attacker) makes it write as often as elements fit into one request, and all of it is paid for")
            violation.severity = .low
            violation.related.append((place: call.namePlace, note: "it writes here"))
            return .violation(violation)
        }
    }

    /// A list that a request brings, whose length nothing bounds; platforms bound the batches that they make.
    private func isList(_ origin: Origin, in loop: LoopFact) -> Bool {
        guard origin.guarantees.isDisjoint(with: [.bounded, .listed, .digest]) else { return false }
        let fields = origin.path.fields
        guard !loop.isCounted || fields.last == "length" else { return false }
        switch origin.path.root {
        case .request: return !fields.isEmpty
        case .event: return ["body", "arguments"].contains(fields.first ?? "") && (fields.count > 1 || origin.path.components.count > 1)
        case .context, .error, .answer: return false
        }
    }

    /// A function that invokes itself until a number of its event is used up.
    private func rounds(_ code: FunctionCode, _ function: Function) -> [Verdict] {
        let counters = code.analysis.comparisons.filter { $0.comparison == .less || $0.comparison == .greater }
        guard !counters.isEmpty else { return [] }
        return code.calls(of: Self.invoking).compactMap { call -> Verdict? in
            guard UncheckedEvent.isToItself(call, in: code) else { return nil }
            let counted = counters.flatMap { code.analysis.origins(in: $0.left) + code.analysis.origins(in: $0.right) }
            let sent = call.arguments.flatMap { code.analysis.origins(in: $0.value, at: call) }
            let found = counted.filter { origin in
                origin.guarantees.isDisjoint(with: Self.safe) && !origin.path.components.isEmpty
                    && sent.contains { $0.path.holds(origin.path) && $0.guarantees.isDisjoint(with: Self.safe) }
            }.compactMap { origin in EventPart(origin.path, of: function).map { OutsidePart(origin: origin, part: $0) } }
            return found.max { $0.part.exposure < $1.part.exposure }.map { part in
                .violation(
                    part.violation(
                        of: Self.metadata, at: call.namePlace, reaching: "how often the function invokes itself",
                        gain: "\(function.attacker) makes it run for as many rounds as they say, and all of them are paid for"))
            }
        }
    }

    private func gain(_ function: Function, _ words: String = "") -> String {
        guard words != Self.lifetime else { return "\(function.attacker) gets addresses that open their objects to whoever has them for as long as they say" }
        return "\(function.attacker) makes it run out of memory or time with one request, as often as they like"
    }

    private func calls(_ code: FunctionCode, _ function: Function) -> [Verdict] {
        Self.sinks.flatMap { sink in
            code.analysis.calls(among: sink.apis).compactMap { call in
                flow(into: sink, call, code, function).map { found in
                    found.violation(of: Self.metadata, at: call.namePlace, reaching: sink.words, gain: gain(function, sink.words))
                }
            }
        }.oncePerPlace.map { .violation($0) }
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
            case .field(let name, let position):
                call.arguments.first { $0.name == name }?.value ?? call.argument(position).flatMap { code.analysis.field(name, of: $0.value) }
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
        guard origin.guarantees.isDisjoint(with: Self.safe), isAmount(origin, words), words == Self.compressed || isAsItCame(origin) else { return nil }
        return EventPart(origin.path, of: function).map { OutsidePart(origin: origin, part: $0) }
    }

    /// The length of something that came whole is bounded by what the platform passes on.
    private func isAmount(_ origin: Origin, _ words: String) -> Bool {
        // What the platform compressed is no larger than what it passes on.
        guard words != Self.compressed else { return origin.path.fields.first != "awslogs" }
        let isElement = origin.path.components.last == .element && !origin.guarantees.contains(.number)
        let fields = origin.path.fields
        return fields.last != "length" && !fields.suffix(2).elementsEqual(["object", "size"]) && !isElement
    }

    /// What a library made of something, such as the size of a picture, is no number that the sender wrote.
    private func isAsItCame(_ origin: Origin) -> Bool {
        origin.trail.steps.allSatisfy { step in
            if case .through(let api) = step.kind { Self.numberMakers.contains(api + "()") || Self.readers.contains(api) } else { true }
        }
    }

    private static let readers: Set<String> = ["str", "String", "tuple", "list", "?.split", "?.trim", "?.strip", "?.toString", "JSON.parse", "json.loads"]

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
        .flagged(
            .javaScript,
            """
            const sharp = require('sharp');
            const { S3Client, GetObjectCommand, PutObjectCommand } = require('@aws-sdk/client-s3');
            const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');
            const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');
            const s3 = new S3Client({});
            const db = DynamoDBDocumentClient.from({});
            exports.handler = async (event) => {
              const [width, height] = event.pathParameters.size.split('x');
              const picture = sharp('logo.png').«resize»(parseInt(width), parseInt(height));
              const { items, seconds } = JSON.parse(event.body);
              «for» (const item of items) await db.send(new PutCommand({ TableName: 'orders', Item: { id: String(item) } }));
              return «getSignedUrl»(s3, new GetObjectCommand({ Bucket: 'orders', Key: 'list' }), { expiresIn: seconds, picture });
            };
            """),
        .flagged(
            .python,
            """
            import json
            import boto3
            from PIL import Image

            client = boto3.client("lambda")
            s3 = boto3.client("s3")

            def handler(event, context):
                picture = Image.open("logo.png").«resize»((int(event["width"]), 200))
                s3.«generate_presigned_url»("get_object", Params={"Bucket": "orders", "Key": "list"}, ExpiresIn=event["seconds"])
                if event["rounds"] > 0:
                    event["rounds"] = event["rounds"] - 1
                    client.«invoke»(FunctionName=context.function_name, InvocationType="Event", Payload=json.dumps(event))
                return picture.size
            """, events: "[]"),
        .clean(
            .javaScript,
            """
            const sharp = require('sharp');
            const { S3Client, GetObjectCommand } = require('@aws-sdk/client-s3');
            const { getSignedUrl } = require('@aws-sdk/s3-request-presigner');
            const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb');
            const s3 = new S3Client({});
            const db = DynamoDBDocumentClient.from({});
            exports.handler = async (event) => {
              const width = Math.min(parseInt(event.pathParameters.size), 1000);
              const picture = sharp('logo.png').resize(width, 200);
              const { items } = JSON.parse(event.body);
              if (items.length > 25) return { statusCode: 413 };
              for (const item of items) await db.send(new PutCommand({ TableName: 'orders', Item: { id: String(item) } }));
              return getSignedUrl(s3, new GetObjectCommand({ Bucket: 'orders', Key: 'list' }), { expiresIn: 60, picture });
            };
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
