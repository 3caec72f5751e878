import CodeAnalysis
import Findings
import ManifestReading
import ManifestSyntax
import SourceText

/// Reads edited files anew to find repairs that would leave them worse: many repairs at once, since most are right.
struct FixCheck {
    /// How often one file is read anew at most.
    private static let readingLimit = 64
    /// How many repairs of the same text are looked at.
    private static let waveLimit = 8

    let documents: [RelativePath: ManifestDocument]
    let modules: [RelativePath: CodeModule]

    /// A file as it was read.
    private enum Reading {
        case manifest(ManifestDocument)
        case code(CodeModule)

        var file: SourceFile {
            switch self {
            case .manifest(let document): document.file
            case .code(let module): module.file
            }
        }

        /// Whether other bytes read as well.
        func isKept(by bytes: [UInt8]) -> Bool {
            let changed = SourceFile(path: file.path, bytes: bytes)
            switch self {
            case .manifest(let document):
                guard let language = ManifestLanguage(path: file.path) else { return false }
                let after = ManifestDocument.parse(changed, language: language, limits: ManifestLoader.standardLimits)
                return after.issues.count <= document.issues.count && after.roots.count == max(document.roots.count, 1)
            case .code(let module):
                return CodeModule(lowering: changed, as: module.language).syntaxErrors.count <= module.syntaxErrors.count
            }
        }
    }

    private func reading(of path: RelativePath) -> Reading? {
        documents[path].map(Reading.manifest) ?? modules[path].map(Reading.code)
    }

    /// Puts a refusal in the place of every fix after which a file would not read as well as before.
    func refuseUnreadable(_ results: inout [Result<Fix, FixRefusal>?]) {
        var byFile: [RelativePath: [Int]] = [:]
        for (index, result) in results.enumerated() {
            guard case .success(let fix)? = result else { continue }
            for path in Set(fix.edits.map(\.place.path)) { byFile[path, default: []].append(index) }
        }
        for path in byFile.keys.sorted() { check(byFile[path] ?? [], of: path, &results) }
    }

    private func check(_ indices: [Int], of path: RelativePath, _ results: inout [Result<Fix, FixRefusal>?]) {
        guard let reading = reading(of: path) else { return }
        var readings = 0
        var waiting = indices
        var waves = 0
        while !waiting.isEmpty {
            waves += 1
            guard waves <= FixCheck.waveLimit else {
                let refusal = FixRefusal(reason: "many repairs change the same text; make the others first")
                for index in waiting { results[index] = .failure(refusal) }
                return
            }
            var selection = EditSelection()
            var wave: [(index: Int, fix: Fix)] = []
            var rest: [Int] = []
            for index in waiting {
                guard case .success(let fix)? = results[index] else { continue }
                if selection.take(fix) { wave.append((index, fix)) } else { rest.append(index) }
            }
            // A fix whose own edits collide would be taken by no wave.
            let bad = wave.isEmpty ? waiting : unreadable(wave[...], in: reading, &readings)
            for index in bad { results[index] = .failure(FixRefusal(reason: "the changed text would not read well")) }
            waiting = wave.isEmpty ? [] : rest
        }
    }

    /// The fixes of a part that cannot be made; found by halving, so that one bad among a thousand costs ten readings.
    private func unreadable(
        _ fixes: ArraySlice<(index: Int, fix: Fix)>, in reading: Reading, _ readings: inout Int
    ) -> [Int] {
        guard readings < FixCheck.readingLimit else { return fixes.map(\.index) }
        readings += 1
        if readsAsWell(fixes.map(\.fix), in: reading) { return [] }
        guard fixes.count > 1 else { return fixes.map(\.index) }
        let middle = fixes.startIndex + fixes.count / 2
        return unreadable(fixes[..<middle], in: reading, &readings)
            + unreadable(fixes[middle...], in: reading, &readings)
    }

    private func readsAsWell(_ fixes: [Fix], in reading: Reading) -> Bool {
        let file = reading.file
        let edits = Set(fixes.flatMap(\.edits).filter { $0.place.path == file.path })
        return EditedText.applying(edits.sorted(), to: file.bytes).map(reading.isKept) ?? false
    }
}
