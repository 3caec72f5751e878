package import AuditKit
package import Findings
import ManifestSyntax
package import SourceText

/// The settings of `ringfence.yml`, read from the root or its `.github` folder only, so that nothing further down can
/// change how the tree is judged.
package struct ScanConfiguration: Sendable {
    /// What a rule pattern is set to.
    package enum RuleSetting: Sendable, Hashable { case off, severity(Severity) }

    /// The file the settings come from; `nil` when there is none.
    package var path: RelativePath?
    /// The lowest severity that makes the scan fail; `nil` when it is not set.
    package var failOn: FailureThreshold?
    /// The stage to resolve for.
    package var stage: String?
    /// The region to resolve for.
    package var region: String?
    /// Parameters by name.
    package var params: [String: String] = [:]
    /// The tags that functions get when a repair gives them some, in the file's order.
    package var tags: [ProjectTag] = []
    /// Who reads the report.
    package var audience: RuleMetadata.Audience?
    /// Globs of paths that are not searched.
    package var excluded: [GlobPattern] = []
    /// Settings by rule pattern, in the file's order; the last that matches a rule wins.
    package var rules: [(pattern: GlobPattern, setting: RuleSetting, place: SourcePlace)] = []
    /// The file itself; `nil` when there is none or it cannot be read.
    package var file: SourceFile?
    /// VEX documents below the root, in the file's order.
    package var documents: [(path: RelativePath, place: SourcePlace)] = []
    /// Findings to ignore.
    package var ignores: [FindingFilter.Ignore] = []
    /// What is wrong with the file; a scan must not start with any.
    package var issues: [LocatedIssue] = []

    /// The names the file may have, in the order they are tried.
    package static let paths = ["ringfence.yml", "ringfence.yaml", ".github/ringfence.yml", ".github/ringfence.yaml"]
    /// The longest file that is read, in bytes.
    package static let byteLimit = 1 << 20

    /// Settings that change nothing.
    package init() {}

    /// Reads the settings of a tree; a tree without the file has settings that change nothing.
    package init(in files: any FileSource) {
        let path = ScanConfiguration.paths.compactMap(RelativePath.init).first { path in
            files.kind(of: path) != nil || ScanConfiguration.isListed(path, in: files)
        }
        if let path { self.init(at: path, in: files) } else { self.init() }
    }

    /// Whether a directory names the file, be it a link that cannot be followed: its author believes that it works.
    private static func isListed(_ path: RelativePath, in files: any FileSource) -> Bool {
        let entries = try? files.entries(of: path.directory)
        return entries?.contains { $0.name == path.name } ?? false
    }

    /// Reads the settings of a file.
    package init(at path: RelativePath, in files: any FileSource) {
        self.path = path
        let start = SourcePosition(line: 1, column: 1, utf16Column: 1)
        do throws(FileSourceError) {
            let file = SourceFile(path: path, bytes: try files.contents(of: path, limit: ScanConfiguration.byteLimit))
            var reader = ConfigurationReader(file: file)
            self = reader.read()
        } catch {
            let issue = SourceIssue(
                .unreadable, "the configuration cannot be read", help: "make it a readable file of at most 1 MiB below the root",
                at: SourcePlace(wholeOf: path))
            issues = [LocatedIssue(issue: issue, start: start)]
        }
    }
}

/// The lowest severity that makes a scan fail.
package enum FailureThreshold: Sendable, Hashable {
    case severity(Severity)
    case never

    /// Reads a severity's name or `never`.
    package init?(_ text: String) {
        if text == "never" {
            self = .never
        } else if let severity = Severity(rawValue: text) {
            self = .severity(severity)
        } else {
            return nil
        }
    }

    /// Whether a report has a finding at or above the threshold.
    package func isReached(by report: ScanReport) -> Bool { isReached(by: report.findings) }

    /// Whether one of some findings is at or above the threshold.
    package func isReached(by findings: [Finding]) -> Bool {
        guard case .severity(let severity) = self else { return false }
        return findings.contains { $0.severity >= severity }
    }
}
