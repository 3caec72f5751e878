package import Findings
package import SourceText

/// Plans repairs of a tree: makes them in memory, scans the result, and keeps what the scan proves.
package struct FixPlanner: Sendable {
    /// What is asked for.
    package struct Request: Sendable {
        /// The rules whose findings are to be repaired.
        package var rules: Set<RuleID>
        /// Whether repairs count that a person must look at.
        package var allowsUnsafe: Bool
        /// Why a file may not be changed; `nil` when it may.
        package var obstacle: @Sendable (RelativePath) -> String?

        /// Makes a request.
        package init(
            rules: Set<RuleID>, allowsUnsafe: Bool, obstacle: @escaping @Sendable (RelativePath) -> String? = { _ in nil }
        ) {
            self.rules = rules
            self.allowsUnsafe = allowsUnsafe
            self.obstacle = obstacle
        }
    }

    /// How often repairs that stand in each other's way are planned anew.
    private static let roundLimit = 24
    /// How many scans may be spent on finding the repairs that cannot be proved.
    private static let scanLimit = 160

    private let files: any FileSource
    private let options: ScanOptions
    private let request: Request

    /// Prepares a plan; the options' rules are those that a repair must satisfy, asked for or not.
    package init(files: any FileSource, options: ScanOptions, request: Request) {
        self.files = files
        self.options = options
        self.request = request
    }

    /// What the repairs come to; nothing is written.
    package func report(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async -> FixReport {
        let first = await Scan(files: files, options: options).result(progress: progress)
        var work = Work(result: first)
        for _ in 0..<FixPlanner.roundLimit {
            let chosen = chosen(from: work)
            guard !chosen.isEmpty else { break }
            await prove(chosen, &work)
        }
        let left = left(in: work)
        var report = FixReport(
            fixed: work.fixed, left: left, changes: changes(from: first, to: work),
            origins: origins(in: first, changed: work.changed), after: work.result.report)
        report.followUps = followUps(left, work)
        return report
    }

    /// What is still to be run: after what was changed, and in the place of what cannot be.
    private func followUps(_ left: [FixReport.Left], _ work: Work) -> [FollowUp] {
        let commands = left.compactMap { left -> FollowUp? in
            if case .command(let command) = left.reason { command } else { nil }
        }
        return FollowUp.merged(work.fixed.compactMap(\.fix.followUp) + commands)
    }

    private func origins(in first: ScanResult, changed: [RelativePath: [UInt8]]) -> [String: Location] {
        let moved = first.report.findings.filter { changed[$0.location.place.path] != nil }
        return Dictionary(moved.map { ($0.fingerprint, $0.location) }, uniquingKeysWith: { first, _ in first })
    }

    /// How far the plan is.
    private struct Work {
        /// The tree as it would be now.
        var result: ScanResult
        var changed: [RelativePath: [UInt8]] = [:]
        var fixed: [FixReport.Fixed] = []
        /// What was said against repairs that were tried.
        var objections: [Subject: String] = [:]
        var scans = 0
    }

    /// A finding as far as it stays the same from round to round.
    private struct Subject: Hashable {
        let rule: RuleID
        let manifest: RelativePath
        let words: [String]

        init(_ finding: Finding) {
            (rule, manifest) = (finding.ruleID, finding.manifest)
            words = [finding.subject, finding.message] + finding.functions
        }
    }
}

extension FixPlanner {
    /// The repairs that can be made together now, in the report's order.
    private func chosen(from work: Work) -> [FixReport.Fixed] {
        var selection = EditSelection()
        return work.result.report.findings.compactMap { finding in
            guard let fix = finding.fix, reason(of: finding, in: work) == nil, selection.take(fix) else { return nil }
            return FixReport.Fixed(finding: finding, fix: fix)
        }
    }

    /// Why a finding is not to be repaired; `nil` when it is.
    private func reason(of finding: Finding, in work: Work) -> FixReport.Reason? {
        if finding.location.place.path.isInAssembly { return .generated }
        guard let fix = finding.fix else {
            guard let refusal = work.result.refusals[finding.fingerprint] else { return .noRepair }
            return refusal.followUp.map { .command($0) } ?? .refused(refusal.reason)
        }
        if !request.rules.contains(finding.ruleID) { return .noRepair }
        if fix.safety == .unsafe, !request.allowsUnsafe { return .unsafe }
        if let obstacle = fix.edits.lazy.compactMap({ request.obstacle($0.place.path) }).first { return .refused(obstacle) }
        return work.objections[Subject(finding)].map { .unproved($0) }
    }

    private func prove(_ chosen: [FixReport.Fixed], _ work: inout Work) async {
        let base = work
        var accepted: [FixReport.Fixed] = []
        await prove(chosen[...], upon: &accepted, base, &work)
        work.fixed = base.fixed + accepted
    }

    /// Tries repairs together, and where a scan says no the halves of them, so that one bad among many costs few scans.
    private func prove(
        _ group: ArraySlice<FixReport.Fixed>, upon accepted: inout [FixReport.Fixed], _ base: Work, _ work: inout Work
    ) async {
        let objection = await attempt(accepted + group, base, &work)
        guard let objection else {
            accepted += group
            return
        }
        guard group.count > 1 else {
            // What only stands in the way of others is tried again upon them, in the next round.
            guard accepted.isEmpty else { return }
            for tried in group { work.objections[Subject(tried.finding)] = objection }
            return
        }
        let middle = group.startIndex + group.count / 2
        await prove(group[..<middle], upon: &accepted, base, &work)
        await prove(group[middle...], upon: &accepted, base, &work)
    }

    private func attempt(_ fixes: [FixReport.Fixed], _ base: Work, _ work: inout Work) async -> String? {
        guard work.scans < FixPlanner.scanLimit else { return "it was not tried: too many others could not be proved" }
        work.scans += 1
        guard let changed = changed(by: fixes.map(\.fix), base) else { return "it changes the same text as another" }
        let tree = OverlaidFileSource(base: files, changed: changed)
        let result = await Scan(files: tree, options: options).result()
        let proof = FixProof(base.result.report, fixed: fixes.map(\.finding))
        if let objection = proof.objection(to: result.report) { return objection }
        work.result = result
        work.changed = changed
        return nil
    }

    private func changed(by fixes: [Fix], _ base: Work) -> [RelativePath: [UInt8]]? {
        var selection = EditSelection()
        for fix in fixes { guard selection.take(fix) else { return nil } }
        var changed = base.changed
        for (path, edits) in selection.edits {
            guard let source = base.result.sources[path],
                let bytes = EditedText.applying(edits, to: source.bytes)
            else { return nil }
            changed[path] = bytes
        }
        return changed
    }

    private func left(in work: Work) -> [FixReport.Left] {
        // What a command is still to be run for stays until then.
        let waiting = Set(work.fixed.filter { $0.fix.followUp != nil }.map { Subject($0.finding) })
        let findings = work.result.report.findings.filter { request.rules.contains($0.ruleID) && !waiting.contains(Subject($0)) }
        return findings.map { finding in
            // What could still be repaired was not reached within the rounds.
            let reason = reason(of: finding, in: work) ?? .unproved("it was not reached; run the command again")
            return FixReport.Left(finding: finding, reason: reason)
        }
    }

    private func changes(from first: ScanResult, to work: Work) -> [FixReport.Change] {
        work.changed.keys.sorted().compactMap { path in
            guard let file = first.sources[path], let after = work.changed[path], after != file.bytes else { return nil }
            return FixReport.Change(
                path: path, before: file.bytes, after: after, secretLines: first.secrets.lines(of: file))
        }
    }
}

extension KnownSecrets {
    /// The 1-based lines of a file that hold a secret, or a comment beside one.
    fileprivate func lines(of file: SourceFile) -> Set<Int> {
        var lines: Set<Int> = []
        for secret in spans(within: ByteSpan(0, file.bytes.count), in: file) {
            let first = file.position(at: secret.lowerBound).line
            let last = file.position(at: secret.upperBound).line
            lines.formUnion(first...max(first, last))
        }
        return lines
    }
}
