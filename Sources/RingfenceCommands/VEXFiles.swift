import CommandDoors
import Findings
import Reporting
import Scanning
import SourceText
import VEXReading

/// The VEX documents that the command line and the configuration name.
struct VEXFiles {
    /// What they say, document by document.
    private(set) var statements: [VEXStatement] = []
    /// The documents, each once.
    private(set) var files: [SourceFile] = []

    /// Reads them; those of the command line come first.
    /// - Throws: `CommandFailure` when one is missing or wrong: what silences findings must be right.
    init(named names: [String], _ configuration: ScanConfiguration, in root: ScanRoot) throws {
        var paths: [RelativePath] = []
        for name in names {
            guard let path = RelativePath(name), path != .root else {
                throw CommandFailure(.usage, "the VEX document `\(name)` lies outside the scanned root", help: VEXFiles.help)
            }
            paths.append(path)
        }
        for path in paths + configuration.documents.map(\.path) where !files.contains(where: { $0.path == path }) {
            try read(path, in: root)
        }
    }

    private static let help = "give the path of an OpenVEX or CycloneDX document from the scanned root"

    private mutating func read(_ path: RelativePath, in root: ScanRoot) throws {
        let document: VEXDocument
        do throws(FileSourceError) {
            document = VEXDocument(SourceFile(path: path, bytes: try root.files.contents(of: path, limit: VEXDocument.byteLimit)))
        } catch {
            throw CommandFailure(.usage, "the VEX document `\(path)` \(Self.words(error))", help: VEXFiles.help)
        }
        if let issue = document.issues.first {
            let start = document.file.position(at: issue.place.span.lowerBound)
            throw CommandFailure(.usage, "\(root.names.name(of: path)):\(start.line):\(start.column): \(issue.message)", help: issue.help)
        }
        files.append(document.file)
        statements += document.statements
    }

    private static func words(_ error: FileSourceError) -> String {
        switch error {
        case .missing: "is not below the root"
        case .outsideRoot: "leads out of the root"
        case .tooLarge(let limit): "has more than \(limit) bytes"
        case .unreadable(let reason): "cannot be read: \(reason)"
        }
    }
}
