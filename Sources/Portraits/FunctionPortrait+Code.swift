import CodeAnalysis
import Findings
import SourceText

extension FunctionPortrait {
    /// How many packages stand in one line.
    private static let packageLimit = 60

    /// The files and packages that run behind the function, and what of them could not be told.
    func code(_ code: FunctionCode, in application: ApplicationCode?) -> [CardLine] {
        let closure = code.closure
        let entry = positions[application?.written(SourcePlace(wholeOf: closure.entry)) ?? SourcePlace(wholeOf: closure.entry)]
        var lines = [CardLine("runs \(closure.files.count) \(closure.files.count == 1 ? "file" : "files"), from", at: entry)]
        lines += packages(of: closure)
        if let first = closure.computedImports.first {
            lines.append(CardLine("imports under \(closure.computedImports.count) computed names, the first", at: positions[first]))
        }
        for missing in closure.missingImports.prefix(8) { lines.append(CardLine("`\(missing.specifier)` leads nowhere", at: positions[missing.place])) }
        for skipped in closure.skipped.prefix(8) {
            lines.append(CardLine("not read, being \(skipped.kind?.words ?? "no file that could be read")", at: positions[SourcePlace(wholeOf: skipped.path)]))
        }
        return lines.map(masked)
    }

    private func packages(of closure: CodeClosure) -> [CardLine] {
        var seen: Set<String> = []
        let loaded = closure.externals.filter { !$0.isStandard && seen.insert($0.distribution ?? $0.package).inserted }
        return loaded.prefix(Self.packageLimit).map { external in
            let name = external.distribution ?? external.package
            return CardLine("loads \(name)\(Self.version(external.pin))", at: positions[external.place])
        }
    }

    private static func version(_ pin: CodeClosure.Pin?) -> String {
        guard let pin else { return ", at a version that nothing says" }
        if let version = pin.version { return " \(version)" }
        return pin.range.map { ", at any version of `\($0)`" } ?? ", at a version that nothing says"
    }
}
