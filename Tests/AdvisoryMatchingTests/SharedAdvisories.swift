import AdvisoryMatching
import Foundation
import Scanning
import SourceText

/// The advisories that stand beside the repository, read once.
enum SharedAdvisories {
    /// Every record; `nil`, with a printed line, when the folder is not there.
    static let records: [AdvisoryRecord]? = {
        guard let folder = SharedData.folder("advisories", for: "shared advisories"),
            let files = DiskFileSource(root: folder.path)
        else { return nil }
        var feed = AdvisoryFeed(files)
        var records: [AdvisoryRecord] = []
        try? feed.read(.root) { records.append($0) }
        return feed.issues.isEmpty ? records : []
    }()

    /// What the records that hold say of each package.
    static let byPackage: [PackageName: [Advisory]]? = records.map { packages($0) { !$0.isWithdrawn } }

    /// What the records that were withdrawn said of each package.
    static let withdrawn: [PackageName: [Advisory]]? = records.map { packages($0, where: \.isWithdrawn) }

    private static func packages(
        _ records: [AdvisoryRecord], where isWanted: (AdvisoryRecord) -> Bool
    ) -> [PackageName: [Advisory]] {
        var packages: [PackageName: [Advisory]] = [:]
        for record in records where isWanted(record) {
            for (name, advisory) in record.packages { packages[name, default: []].append(advisory) }
        }
        return packages
    }
}
