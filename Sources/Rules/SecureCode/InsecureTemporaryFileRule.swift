import ApplicationModel
import AuditKit
import CodeAnalysis
import Findings

/// The name of a temporary file that may be somebody else's by the time it is opened.
struct InsecureTemporaryFileRule: CodeRule {
    static let metadata = RuleMetadata(
        .secureCode, "insecure-temporary-file", since: "0.1.0", severity: .low,
        summary: "makes up names of temporary files before it opens them",
        why: """
            A name that is free when it is made up may be taken when it is opened: by a link to another file, or by what \
            an earlier invocation left in the `/tmp` that both share. Libraries that make the file together with its name \
            leave no time for that.
            """,
        remedy: "Let one call do both: `tempfile.NamedTemporaryFile()`, `tempfile.mkstemp()`, `fs.mkdtemp()`, `tmp.file()`.",
        cwe: [377],
        references: [
            "https://docs.python.org/3/library/tempfile.html#tempfile.mktemp", "https://nodejs.org/api/fs.html#fsmkdtempprefix-options-callback",
        ])

    private static let naming = APISet(["tempfile.mktemp", "os.tempnam", "os.tmpnam", "tmp.tmpName", "tmp.tmpNameSync", "tmp-promise.tmpName", "temp.path"])

    init() {}

    func verdicts(on code: FunctionCode, of function: Function, in context: AuditContext) -> [Verdict] {
        code.calls(of: Self.naming).map { call in
            .violation(
                Violation(
                    at: call.namePlace, "`\(APIPath.name(call.apis.first ?? ""))` gives a name that may be taken when the file is opened",
                    gain: "whoever may write to `/tmp` of `\(function.name)` has it read or write a file of their choice"))
        }
    }

    static let examples: [RuleExample] = [
        .flagged(
            .javaScript,
            """
            const fs = require('fs');
            const tmp = require('tmp');
            exports.handler = async (event) => fs.writeFileSync(tmp.«tmpNameSync»(), event.body);
            """),
        .flagged(
            .python,
            """
            import tempfile

            def handler(event, context):
                with open(tempfile.«mktemp»(), "w") as file:
                    file.write(event["body"])
            """),
        .clean(
            .javaScript,
            """
            const fs = require('fs');
            const tmp = require('tmp');
            exports.handler = async (event) => {
              fs.writeFileSync(fs.mkdtempSync('/tmp/orders-') + '/order', event.body);
              fs.writeSync(tmp.fileSync().fd, event.body);
            };
            """),
        .clean(
            .python,
            """
            import tempfile

            def handler(event, context):
                with tempfile.NamedTemporaryFile("w") as file:
                    file.write(event["body"])
            """),
    ]
}
