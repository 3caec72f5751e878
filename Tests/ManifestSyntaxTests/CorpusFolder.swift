import Foundation
import SourceText

/// The folder of real manifests that `RINGFENCE_CORPUS` names.
enum CorpusFolder {
    /// Every YAML and JSON file below the folder, by path; `nil`, with a printed line, when the variable is not set.
    static func files(for purpose: String) -> [SourceFile]? {
        guard let folder = ProcessInfo.processInfo.environment["RINGFENCE_CORPUS"] else {
            print("skipped: set RINGFENCE_CORPUS to a folder of manifests to \(purpose)")
            return nil
        }
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.sorted().compactMap { name in
            guard let path = RelativePath(name), ["yml", "yaml", "json"].contains(path.fileExtension) else {
                return nil
            }
            return FileManager.default.contents(atPath: folder + "/" + name).map {
                SourceFile(path: path, bytes: Array($0))
            }
        }
    }
}
