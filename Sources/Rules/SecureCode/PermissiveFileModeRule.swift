import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings
import SourceText

/// A file that everybody on the machine may write.
struct PermissiveFileModeRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "permissive-file-mode", since: "0.1.0", severity: .low,
        summary: "lets everybody write its files",
        why: """
            A file with the mode 777 or 666 may be written by every user of the machine, processes that a parser or a \
            converter was tricked into starting among them. In `/tmp` and on a shared file system (EFS) it is there for the \
            next invocation, and for other functions.
            """,
        remedy: "Give the owner what is needed and others nothing: `0o600` for files, `0o700` for folders and programs.",
        cwe: [732],
        references: [
            "https://nodejs.org/api/fs.html#fschmodpath-mode-callback", "https://docs.python.org/3/library/os.html#os.chmod",
            "https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem.html",
        ])

    private static let chmods = APISet([
        "fs.chmod", "fs.chmodSync", "fs.fchmod*", "fs.lchmod*", "fs.promises.chmod", "fs/promises.chmod", "fs-extra.chmod*", "os.chmod", "os.fchmod",
    ])
    private static let goChmods = APISet(["os.Chmod", "os.Mkdir", "os.MkdirAll"])
    private static let goWrites = APISet(["os.WriteFile", "os.OpenFile", "io/ioutil.WriteFile"])
    private static let methods = APISet(["pathlib.Path().chmod"])
    private static let writes = APISet(["fs.*write*", "fs.open*", "fs.append*", "fs/promises.write*", "fs.mkdir*", "fs.createWriteStream"])
    private static let shells = APISet(["child_process.exec", "child_process.execSync", "os.system", "subprocess.*", "os.popen"])

    private static let setting = APISet(allOf: [chmods, methods, writes, shells, goChmods, goWrites])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        code.calls(of: Self.setting).compactMap { call in
            guard let place = place(in: call, code) else { return nil }
            return .violation(
                Violation(
                    at: place, "everybody on the machine may write the file",
                    gain: "whoever gets a process beside `\(function.name)` changes what it reads, and what later invocations run"))
        }
    }

    private func place(in call: CallFact, _ code: FunctionCode) -> SourcePlace? {
        if call.isAny(of: Self.chmods), let mode = call.argument(1, named: "mode"), isOpen(mode.value, code) { return mode.place }
        if call.isAny(of: Self.methods), let mode = call.argument(0, named: "mode"), isOpen(mode.value, code) { return mode.place }
        if call.isAny(of: Self.goChmods), let mode = call.argument(1), isOpen(mode.value, code) { return mode.place }
        if call.isAny(of: Self.goWrites), let mode = call.argument(2), isOpen(mode.value, code) { return mode.place }
        if call.isAny(of: Self.writes) {
            return CallOption.options(of: call, named: ["mode"], in: code).first { isOpen($0.value, code) }?.place
        }
        guard call.isAny(of: Self.shells), let command = call.arguments.first else { return nil }
        let words = command.value.texts + code.analysis.elements(of: command.value).flatMap(\.strings)
        let line = words.joined(separator: " ")
        return line.hasPrefix("chmod") && [" 777", " 0777", " 666", " a+w", " o+w", " a+rwx"].contains(where: line.contains) ? command.place : nil
    }

    /// Whether others may write by a mode.
    private func isOpen(_ mode: AbstractValue, _ code: FunctionCode) -> Bool {
        if code.analysis.apis(of: mode).contains("stat.S_IRWXO") || code.analysis.apis(of: mode).contains("stat.S_IWOTH") { return true }
        switch mode.constant {
        case .number(let number): return Int(exactly: number).map { $0 & 0o002 != 0 } ?? false
        case .string(let text): return Int(text.hasPrefix("0o") ? text.dropFirst(2) : text[...], radix: 8).map { $0 & 0o002 != 0 } ?? false
        default: return false
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const fs = require('fs');
            const { execSync } = require('child_process');
            exports.handler = async (event) => {
              fs.writeFileSync('/tmp/order', event.body, { mode: «0o666» });
              fs.chmodSync('/tmp/convert', «'777'»);
              execSync(«'chmod 777 /mnt/shop/report'»);
            };
            """),
        .flagged(
            .python,
            """
            import os

            def handler(event, context):
                os.chmod("/tmp/convert", «0o777»)
            """),
        .clean(
            .javaScript,
            """
            const fs = require('fs');
            exports.handler = async (event) => {
              fs.writeFileSync('/tmp/order', event.body, { mode: 0o600 });
              fs.chmodSync('/tmp/convert', 0o755);
              fs.chmodSync('/tmp/convert', '700');
            };
            """),
        .clean(
            .python,
            """
            import os
            import stat

            def handler(event, context):
                os.chmod("/tmp/convert", 0o755)
                os.chmod("/tmp/convert", os.stat("/tmp/convert").st_mode | stat.S_IEXEC)
            """),
        .flagged(
            .go,
            """
            package main

            import (
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                os.WriteFile("/tmp/order", []byte(request.Body), «0666»)
                os.Chmod("/tmp/convert", «0o777»)
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
        .clean(
            .go,
            """
            package main

            import (
                "os"

                "github.com/aws/aws-lambda-go/events"
                "github.com/aws/aws-lambda-go/lambda"
            )

            func handler(request events.APIGatewayV2HTTPRequest) (events.APIGatewayV2HTTPResponse, error) {
                os.WriteFile("/tmp/order", []byte(request.Body), 0o600)
                os.MkdirAll("/tmp/orders", 0o750)
                return events.APIGatewayV2HTTPResponse{StatusCode: 204}, nil
            }

            func main() { lambda.Start(handler) }
            """),
    ]
}
