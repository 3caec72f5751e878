package import ApplicationModel
package import CodeAnalysis
package import DependencyReach
package import Findings
import ManifestReading
import ManifestSyntax
package import SourceText

/// What one manifest yielded, with the text of every file it drew in.
package struct ReadManifest: Sendable {
    /// The manifest.
    package let manifest: RelativePath
    /// The applications it describes.
    package let applications: [Application]
    /// What could not be read.
    package let issues: [SourceIssue]
    /// The files that were read.
    package let sources: [SourceFile]
    /// Those of them that were parsed.
    let documents: [ManifestDocument]
    /// The suppressions that stand in them.
    package let suppressions: [Suppression]
    /// The suppressions that silence nothing because they cannot be read.
    let suppressionIssues: [SourceIssue]

    init(manifest: RelativePath, result: ReadingResult, loader: ManifestLoader) {
        self.manifest = manifest
        applications = result.applications
        issues = result.issues
        sources = loader.paths.compactMap { loader.files[$0] }
        documents = loader.documents
        let found = documents.map { Suppression.all(in: $0.file, comments: $0.comments) }
        let inMetadata = documents.map(MetadataSuppressions.init)
        suppressions = found.flatMap(\.suppressions) + inMetadata.flatMap(\.suppressions)
        suppressionIssues = found.flatMap(\.issues) + inMetadata.flatMap(\.issues)
    }
}

/// The model of everything in the tree.
package struct ScanModel: Sendable {
    /// The applications, sorted by manifest; each once, as its compose file sees it when there is one.
    package let applications: [Application]
    /// What could not be read.
    package private(set) var issues: [SourceIssue]
    /// The code behind each application's functions, in the applications' order; empty when nobody asked for it.
    package private(set) var code: [ApplicationCode] = []
    /// The packages that each application's functions ship, in the applications' order; empty when nobody asked for them.
    package private(set) var dependencies: [ApplicationDependencies] = []
    /// The lists of packages that something can be said of, and the manifests that these follow from, by path.
    private(set) var packageFiles: [RelativePath: SourceFile] = [:]
    /// How much of the tree's code runs behind functions; `nil` when nobody asked for the code.
    package private(set) var coverage: ScanReport.CodeCoverage?
    /// Every file that was read, by path.
    package private(set) var sources: [RelativePath: SourceFile]
    /// Those of them that were parsed, by path.
    let documents: [RelativePath: ManifestDocument]
    /// Where the comments of those files stand, sorted.
    private(set) var comments: [RelativePath: [ByteSpan]]
    /// The files that more than one application is made of.
    let sharedFiles: Set<RelativePath>
    /// Every suppression, sorted by place.
    package private(set) var suppressions: [Suppression]

    init(readings: [ReadManifest], issues: [SourceIssue]) {
        var chosen: [RelativePath: [Application]] = [:]
        for reading in readings {
            for (manifest, applications) in Dictionary(grouping: reading.applications, by: \.manifest)
            where chosen[manifest] == nil || manifest != reading.manifest {
                chosen[manifest] = applications
            }
        }
        let drawnIn = Self.parts(among: chosen)
        applications = chosen.keys.sorted().filter { !drawnIn.contains($0) }.flatMap { chosen[$0] ?? [] }
        let counted = readings.filter { !drawnIn.contains($0.manifest) }
        self.issues = Array(Set(issues + counted.flatMap { $0.issues + $0.suppressionIssues }))
        var sources: [RelativePath: SourceFile] = [:]
        for file in readings.flatMap(\.sources) { sources[file.path] = file }
        self.sources = sources
        documents = Dictionary(readings.flatMap(\.documents).map { ($0.file.path, $0) }) { first, _ in first }
        comments = documents.mapValues { $0.comments.sorted() }
        let uses = applications.flatMap { Set($0.files) }.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        sharedFiles = Set(uses.filter { $0.value > 1 }.keys)
        suppressions = Array(Set(readings.flatMap(\.suppressions))).sorted { $0.place < $1.place }
    }
}

extension ScanModel {
    /// Adds the code behind the applications' functions, with the suppressions that stand in it; `files` are all files of
    /// code that were come across.
    mutating func add(_ code: [ApplicationCode], among files: [RelativePath]) {
        self.code = code
        coverage = coverage(among: files)
        var found: Set<SourceIssue> = Set(issues)
        var silenced = Set(suppressions)
        for part in code {
            found.formUnion(part.issues)
            for unit in part.program.units.values where sources[unit.module.file.path] == nil {
                if let inline = part.inlined[unit.module.file.path] {
                    // The manifest is known already; what its code says about findings stands in the code's comments.
                    guard let file = inline.inManifest else { continue }
                    let spoken = Suppression.all(in: file, comments: unit.module.comments)
                    silenced.formUnion(spoken.suppressions)
                    found.formUnion(spoken.issues)
                    continue
                }
                let file = unit.module.file
                sources[file.path] = file
                comments[file.path] = unit.module.comments
                let spoken = Suppression.all(in: file, comments: unit.module.comments)
                silenced.formUnion(spoken.suppressions)
                found.formUnion(spoken.issues)
            }
        }
        issues = Array(found)
        suppressions = silenced.sorted { $0.place < $1.place }
    }

    /// Puts code with the versions of what it loads in the place of what was read without.
    mutating func pin(_ code: [ApplicationCode]) {
        if code.count == self.code.count { self.code = code }
    }

    /// Adds the packages that functions ship, with the lists that hold what advisories concern.
    mutating func add(_ dependencies: [ApplicationDependencies], _ files: [SourceFile]) {
        self.dependencies = dependencies
        issues = Array(Set(issues).union(dependencies.flatMap(\.issues)))
        for file in files {
            packageFiles[file.path] = file
            if sources[file.path] == nil { sources[file.path] = file }
        }
    }

    /// Adds the suppressions that stand in comments of a list of packages, or of a manifest that it follows from.
    mutating func add(_ list: SourceFile, comments spans: [ByteSpan]) {
        // A manifest that is read as such has been asked already.
        guard !spans.isEmpty, comments[list.path] == nil else { return }
        comments[list.path] = spans
        if sources[list.path] == nil { sources[list.path] = list }
        let spoken = Suppression.all(in: list, comments: spans)
        suppressions = Set(suppressions).union(spoken.suppressions).sorted { $0.place < $1.place }
        issues = Array(Set(issues).union(spoken.issues))
    }

    /// What lies beside no manifest belongs to no application.
    private func coverage(among files: [RelativePath]) -> ScanReport.CodeCoverage {
        let reached = Set(code.flatMap(\.reached))
        let folders = Set(applications.map(\.manifest.directory))
        let others = files.filter { file in
            guard !reached.contains(file) else { return false }
            var folder = file.directory
            while folder != .root, !folders.contains(folder) { folder = folder.directory }
            return folders.contains(folder)
        }
        return ScanReport.CodeCoverage(judged: reached.count, notDeployed: others.count)
    }

    /// The manifests that are parts of other ones; of two that draw each other in the first by path stays.
    private static func parts(among chosen: [RelativePath: [Application]]) -> Set<RelativePath> {
        let drawn = chosen.mapValues { applications in Set(applications.flatMap(\.files)) }
        var parts: Set<RelativePath> = []
        for (manifest, files) in drawn {
            for file in files where file != manifest && chosen[file]?.first?.isPart == true {
                let isMutual = drawn[file]?.contains(manifest) == true
                if !isMutual || manifest < file { parts.insert(file) }
            }
        }
        return parts
    }
}

extension Application {
    /// Whether the manifest may be a part of another one rather than an application: a nested stack, or a fragment that
    /// another manifest draws in.
    fileprivate var isPart: Bool { format == .cloudFormation || format == .sam }
}
