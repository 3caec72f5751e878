import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// A part of the event that stands in the path of a file.
struct PathTraversalRule: FlowRule {
    static let metadata = RuleMetadata(
        .eventInput, "path-traversal", since: "0.1.0", severity: .high,
        summary: "lets the event choose the path of a file",
        why: """
            `../` in a name leads out of the folder that the program put in front of it, and a name that starts with `/` \
            ignores the folder in Python. What can be read includes the function's code and `/proc/self/environ`, where \
            its credentials are; what can be written includes what later invocations find in `/tmp`. The key of an \
            uploaded object may hold `../` as well.
            """,
        remedy: """
            Take the last component only (`path.basename`, `os.path.basename`), or give the file a name of the program's \
            own. Where folders are wanted, resolve the whole path and check that it still starts with the folder.
            """,
        cwe: [22, 23, 73],
        references: [
            "https://owasp.org/www-community/attacks/Path_Traversal",
            "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html",
        ])

    static let safe: Guarantees = [.word, .pathComponent, .containedPath, .urlEncoded]
    static let fillers: Set<StoredInput.Evidence> = [.code]

    private static let words = "the path of a file"

    static let sinks = [
        Sink(nodeCalls, .argument(0), words: words),
        Sink(nodePairs, .argument(0), .argument(1), words: words),
        Sink(pythonCalls, .argument(0), words: words),
        Sink(pythonPairs, .argument(0), .argument(1), words: words),
        Sink(pythonPaths, .receiver, words: words),
        Sink(javaCalls, .argument(0), words: words),
        Sink(goCalls, .argument(0), words: words),
        Sink(["os.Rename", "os.Symlink", "os.Link"], .argument(0), .argument(1), words: words),
        Sink(["net/http.ServeFile"], .argument(2), words: words),
        Sink(["java.nio.file.Files.copy", "java.nio.file.Files.move", "org.apache.commons.io.FileUtils.*"], .argument(0), .argument(1), words: words),
        Sink(["java.io.File#delete", "java.io.File#listFiles", "java.io.File#createNewFile", "java.io.File#mkdir*"], .receiver, words: words),
        Sink(["boto3.client(s3).download_file"], .argument(2, named: "Filename"), words: words),
        Sink(["boto3.resource(s3).Bucket().download_file", "boto3.resource(s3).meta.client.download_file"], .argument(1, named: "Filename"), words: words),
        Sink(
            ["boto3.client(s3).upload_file", "boto3.resource(s3).Bucket().upload_file", "boto3.resource(s3).Object().*load_file"],
            .argument(0, named: "Filename"), words: words),
        Sink(["express.Response#sendFile", "express.Response#download", "flask.send_file"], .argument(0), words: words),
        Sink(["fastapi.responses.FileResponse", "starlette.responses.FileResponse"], .argument(0, named: "path"), words: words),
        Sink(unpacking, .receiver, words: Self.archive),
    ]

    init() {}

    private static let archive = "where an archive is unpacked to"
    /// Python before 3.14 unpacks what a name says, unless it is told to filter.
    private static let unpacking: [APIPattern] = ["tarfile.open().extractall", "tarfile.open().extract"]

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        let finder = FlowFinder(code: code, function: function, stored: context.stored)
        let filters = function.runtime?.string == "python3.14"
        return Self.sinks.flatMap { sink -> [Verdict] in
            if sink.words == Self.archive, filters { return [] }
            return finder.flows(into: sink, safe: Self.safe, fillers: Self.fillers) { counts($0, in: code) }.map { flow in
                .violation(flow.violation(of: Self.metadata, gain: gain(flow, of: function)))
            }
        }
    }

    /// What is opened may be bytes in memory rather than a file.
    func counts(_ flow: Flow, in code: FunctionCode) -> Bool {
        if flow.sink.words == Self.archive { return !flow.call.arguments.contains { $0.name == "filter" } }
        return isFile(flow, code)
    }

    private func isFile(_ flow: Flow, _ code: FunctionCode) -> Bool {
        !code.analysis.apis(of: flow.value).contains { $0.contains("BytesIO") || $0.contains("StringIO") || $0.contains("InputStream") }
    }

    func gain(_ flow: Flow, of function: Function) -> String {
        "\(flow.attacker(of: function)) reaches files outside of the folder that was meant, such as `/proc/self/environ` with the function's credentials"
    }
}

extension PathTraversalRule {
    private static let modules = ["fs", "fs/promises", "fs.promises", "fs-extra", "graceful-fs"]

    private static let nodeCalls = modules.flatMap { module in
        [
            "readFile", "readFileSync", "writeFile", "writeFileSync", "appendFile", "appendFileSync", "createReadStream", "createWriteStream",
            "unlink", "unlinkSync", "rm", "rmSync", "rmdir", "rmdirSync", "readdir", "readdirSync", "open", "openSync", "truncate",
            "mkdir", "mkdirSync", "outputFile", "outputFileSync", "readJson", "readJSON", "readJsonSync", "remove", "removeSync",
        ].map { APIPattern("\(module).\($0)") }
    }

    private static let nodePairs = modules.flatMap { module in
        ["copyFile", "copyFileSync", "rename", "renameSync", "copy", "copySync", "move", "moveSync", "symlink", "symlinkSync", "link", "linkSync"]
            .map { APIPattern("\(module).\($0)") }
    }

    private static let pythonCalls: [APIPattern] = [
        "open", "io.open", "builtins.open", "codecs.open", "aiofiles.open", "os.open", "os.remove", "os.unlink", "os.rmdir", "os.removedirs",
        "os.listdir", "os.scandir", "os.mkdir", "os.makedirs", "shutil.rmtree", "zipfile.ZipFile", "tarfile.open", "gzip.open",
    ]

    private static let pythonPairs: [APIPattern] = [
        "os.rename", "os.replace", "shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.move", "os.symlink", "os.link",
    ]

    private static let javaCalls: [APIPattern] =
        ["java.io.FileInputStream", "java.io.FileOutputStream", "java.io.FileReader", "java.io.FileWriter", "java.io.RandomAccessFile"]
        + [
            "readAllBytes", "readString", "readAllLines", "lines", "newInputStream", "newBufferedReader", "newOutputStream", "newBufferedWriter", "write",
            "writeString", "delete", "deleteIfExists", "createFile", "createDirectory", "createDirectories", "list", "walk", "newDirectoryStream",
        ].map { APIPattern("java.nio.file.Files.\($0)") }

    private static let goCalls: [APIPattern] =
        [
            "Open", "OpenFile", "Create", "ReadFile", "WriteFile", "Remove", "RemoveAll", "Mkdir", "MkdirAll", "ReadDir", "Truncate",
        ].map { APIPattern("os.\($0)") }
        + ["io/ioutil.ReadFile", "io/ioutil.WriteFile", "io/ioutil.ReadDir", "archive/zip.OpenReader", "github.com/gin-gonic/gin.Context#File"]
        + ["github.com/labstack/echo*.Context#File", "github.com/gofiber/fiber*.Ctx#SendFile", "github.com/labstack/echo*.Context#Attachment"]

    private static let pythonPaths: [APIPattern] = ["read_text", "read_bytes", "write_text", "write_bytes", "open", "unlink", "rmdir", "iterdir"].map {
        APIPattern("pathlib.*.\($0)")
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const fs = require('fs');
            const path = require('path');
            const { readFile } = require('node:fs/promises');
            exports.handler = async (event) => {
              const { name } = event.pathParameters;
              const page = fs.«readFileSync»(path.join(__dirname, 'pages', name), 'utf8');
              const extra = await «readFile»(`./extra/${event.queryStringParameters.extra}.html`);
              return { statusCode: 200, body: JSON.stringify({ page, extra }) };
            };
            """),
        .flagged(
            .python,
            """
            import os
            from urllib.parse import unquote_plus
            import boto3

            s3 = boto3.client("s3")

            def handler(event, context):
                for record in event["Records"]:
                    bucket = record["s3"]["bucket"]["name"]
                    key = unquote_plus(record["s3"]["object"]["key"])
                    target = os.path.join("/tmp", key)
                    s3.«download_file»(bucket, key, target)
                    with «open»(target) as file:
                        print(len(file.read()))
                    os.«remove»(target)
            """,
            events: "- s3: uploads"),
        .clean(
            .javaScript,
            """
            const fs = require('fs');
            const path = require('path');
            const ROOT = path.join(__dirname, 'pages');
            exports.handler = async (event) => {
              const { name, lang } = event.pathParameters;
              fs.readFileSync(path.join('/tmp', path.basename(name)));
              fs.writeFileSync('/tmp/order.json', JSON.stringify(event.body));
              const file = path.resolve(ROOT, name);
              if (!file.startsWith(ROOT + path.sep)) return { statusCode: 404 };
              const page = fs.readFileSync(file, 'utf8');
              if (!/^[a-z]{2}$/.test(lang)) return { statusCode: 404 };
              return { statusCode: 200, body: page + fs.readFileSync(`./texts/${lang}.txt`) };
            };
            """),
        .clean(
            .python,
            """
            import io
            import os
            import uuid
            import zipfile
            import boto3

            s3 = boto3.client("s3")

            def handler(event, context):
                for record in event["Records"]:
                    key = record["s3"]["object"]["key"]
                    s3.download_file("uploads", key, "/tmp/" + os.path.basename(key))
                    s3.download_file("uploads", key, f"/tmp/{uuid.uuid4()}")
                    with open("/tmp/keys.txt", "w") as file:
                        file.write(key)
                    zipfile.ZipFile(io.BytesIO(key.encode())).namelist()
            """,
            events: "- s3: uploads"),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: java21
            functions:
              files:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.io.*;
                    import java.nio.file.*;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            String name = event.getQueryStringParameters().get("name");
                            Files.«readString»(Paths.get("/tmp", name));
                            new «FileInputStream»(new File("/tmp/" + name));
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
              files:
                handler: shop.App::handleRequest
                events:
                  - httpApi: GET /orders
            """,
            files: [
                "src/main/java/shop/App.java": """
                    package shop;
                    import java.io.*;
                    import java.nio.file.*;
                    import com.amazonaws.services.lambda.runtime.Context;
                    import com.amazonaws.services.lambda.runtime.RequestHandler;
                    import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
                    public class App implements RequestHandler<APIGatewayProxyRequestEvent, String> {
                        public String handleRequest(APIGatewayProxyRequestEvent event, Context context) {
                            Path base = Paths.get("/tmp/reports");
                            String name = event.getQueryStringParameters().get("name");
                            Files.readString(base.resolve(Paths.get(name).getFileName()));
                            new FileInputStream(new File("/tmp", new File(name).getName()));
                            Path path = base.resolve(name).normalize();
                            if (!path.startsWith(base)) throw new IllegalArgumentException();
                            return Files.readString(path);
                        }
                    }
                    """
            ]),
        .flagged(
            .go,
            """
            package main

            import (
                "archive/zip"
                "bytes"
                "encoding/base64"
                "io"
                "os"
                "path/filepath"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (string, error) {
                page, err := os.«ReadFile»(filepath.Join("/tmp/pages", request.PathParameters["name"]))
                if err != nil {
                    return "", err
                }
                raw, _ := base64.StdEncoding.DecodeString(request.Body)
                archive, _ := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
                for _, entry := range archive.File {
                    target, _ := os.«Create»(filepath.Join("/tmp/out", entry.Name))
                    content, _ := entry.Open()
                    io.Copy(target, content)
                }
                return string(page), nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "os"
                "path/filepath"
                "strings"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            const root = "/tmp/pages"

            func handler(request events.APIGatewayV2HTTPRequest) (string, error) {
                name := request.PathParameters["name"]
                page, err := os.ReadFile(filepath.Join(root, filepath.Base(name)))
                if err != nil {
                    return "", err
                }
                rooted, _ := os.ReadFile(filepath.Join(root, filepath.Clean("/"+name)))
                path := filepath.Join(root, name)
                if !strings.HasPrefix(path, root+"/") {
                    return "", os.ErrNotExist
                }
                more, err := os.ReadFile(path)
                return string(page) + string(rooted) + string(more), err
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
