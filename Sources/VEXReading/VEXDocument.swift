package import Findings
import ManifestSyntax
package import SourceText

/// A document that says of flaws whether they matter: OpenVEX 0.2, or CycloneDX 1.4 to 1.6 as JSON.
package struct VEXDocument: Sendable {
    /// The document's file.
    package let file: SourceFile
    /// What it says, in its order; nothing when it has issues.
    package let statements: [VEXStatement]
    /// What is wrong with it; what silences findings must be right as a whole.
    package let issues: [SourceIssue]

    /// The longest document that is read, in bytes.
    package static let byteLimit = 32 << 20
    /// The most statements that are read.
    static let statementLimit = 100_000

    /// Reads a document; takes time linear in its length.
    package init(_ file: SourceFile) {
        self.file = file
        let document = ManifestDocument.parse(file, language: .json, limits: VEXDocument.limits)
        var complaints = VEXComplaints(document.issues)
        var read: [VEXStatement] = []
        if let root = document.roots.first, complaints.issues.isEmpty {
            if root["bomFormat"] != nil {
                read = CycloneDXStatements.read(root, &complaints)
            } else if root["@context"] != nil {
                read = OpenVEXStatements.read(root, &complaints)
            } else {
                complaints.add("the document is neither OpenVEX nor CycloneDX", help: VEXDocument.help, at: SourcePlace(path: file.path, span: ByteSpan(0, 0)))
            }
        } else if complaints.issues.isEmpty {
            complaints.add("the document is empty", help: VEXDocument.help, at: SourcePlace(wholeOf: file.path))
        }
        issues = complaints.issues
        statements = issues.isEmpty ? read : []
    }

    private static let limits = ManifestLimits(bytes: byteLimit, nodes: 4_000_000, expandedNodes: 4_000_000)
    static let help = "give OpenVEX 0.2, or CycloneDX 1.4 to 1.6 as JSON"
}

/// What is wrong with a document.
struct VEXComplaints {
    private(set) var issues: [SourceIssue]

    init(_ issues: [SourceIssue]) { self.issues = issues }

    mutating func add(_ message: String, help: String? = nil, at place: SourcePlace) {
        // The first is told, and nothing is taken from the document: more would only cost time.
        guard issues.isEmpty else { return }
        issues.append(SourceIssue(.configuration, message, help: help, at: place))
    }
}
