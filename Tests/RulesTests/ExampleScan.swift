import ApplicationModel
import AuditKit
import Findings
import Rules
import Scanning
import SourceText

/// Scans a rule's example and compares what is found with the example's marks.
struct ExampleScan {
    /// A span by file and the text it covers, for failures that people can read.
    struct Mark: Hashable, Comparable, CustomStringConvertible {
        let path: String
        let lowerBound: Int
        let upperBound: Int
        let text: String
        var description: String { "\(path) [\(lowerBound)..<\(upperBound)] «\(text)»" }

        static func < (left: Mark, right: Mark) -> Bool {
            (left.path, left.lowerBound, left.upperBound) < (right.path, right.lowerBound, right.upperBound)
        }
    }

    let report: ScanReport
    let expected: [Mark]
    let found: [Mark]
    let files: [String: [UInt8]]

    /// Scans with one rule; a rule about suppressions needs all the others, or nothing would ever be suppressed.
    init(_ rule: any Rule.Type, files marked: [String: String], today: CalendarDate) async {
        var files: [String: [UInt8]] = [:]
        var expected: [Mark] = []
        for (path, text) in marked {
            let (bytes, marks) = ExampleScan.unmarked(text, path)
            files[path] = bytes
            expected += marks
        }
        let needsAll = rule.isAboutSuppressions
        let options = ScanOptions(rules: needsAll ? RuleRegistry.all : [rule], today: today, toolVersion: "test")
        report = await Scan(files: InMemoryFileSource(bytes: files), options: options).report()
        found = report.findings.filter { $0.ruleID == rule.metadata.id }.map { finding in
            let place = finding.location.place
            let file = SourceFile(path: place.path, bytes: files[place.path.description] ?? [])
            return Mark(
                path: place.path.description, lowerBound: place.span.lowerBound, upperBound: place.span.upperBound,
                text: file.text(in: place.span))
        }.sorted()
        self.expected = expected.sorted()
        self.files = files
    }

    /// The files of an example, marks kept.
    static func files(of example: RuleExample) -> [String: String] {
        let name =
            switch example.format {
            case .serverlessFramework: "serverless.yml"
            case .cloudFormation, .sam: "template.yaml"
            case .terraform: "main.tf"
            }
        return example.files.merging([name: example.text]) { $1 }
    }

    /// The text without its marks, and where they were.
    private static func unmarked(_ text: String, _ path: String) -> ([UInt8], [Mark]) {
        var bytes: [UInt8] = []
        var starts: [Int] = []
        var marks: [Mark] = []
        for character in text.unicodeScalars {
            if character == "«" {
                starts.append(bytes.count)
            } else if character == "»", let start = starts.popLast() {
                let text = String(decoding: bytes[start...], as: UTF8.self)
                marks.append(Mark(path: path, lowerBound: start, upperBound: bytes.count, text: text))
            } else {
                bytes += Array(String(character).utf8)
            }
        }
        return (bytes, marks)
    }
}
