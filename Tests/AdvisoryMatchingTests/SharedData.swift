import Foundation
import SourceText

/// Data of others that stand beside the repository.
enum SharedData {
    /// A folder below `../shared`; `nil`, with a printed line, when it is not there.
    static func folder(_ name: String, for purpose: String) -> URL? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder = root.deletingLastPathComponent().appending(path: "shared/" + name)
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("\(purpose) skipped: there is no ../shared/\(name)")
            return nil
        }
        return folder
    }
}
