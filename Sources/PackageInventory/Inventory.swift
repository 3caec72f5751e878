import ApplicationModel
package import SourceText

/// The lists of packages that hold for some folders of code.
package struct Inventory: Sendable {
    /// Every list once, sorted by path.
    package let lists: [PackageList]
    /// Lists that could not be had at all; sorted by place.
    package let issues: [SourceIssue]
    private let byFolder: [RelativePath: [RelativePath]]

    /// The indices of the lists that hold for a folder that was asked about, in the order of their paths.
    package func lists(for folder: RelativePath) -> [Int] {
        let paths = Set(byFolder[folder] ?? [])
        return lists.indices.filter { paths.contains(lists[$0].path) }
    }

    /// Finds the lists of some folders and reads each once.
    ///
    /// For each registry the nearest folder upwards with a lockfile counts, as the package managers have it for members
    /// of a workspace; without one the nearest with a manifest.
    package static func read(_ folders: [RelativePath], files: any FileSource) -> Inventory {
        var finder = ListFinder(files: files)
        var byFolder: [RelativePath: [RelativePath]] = [:]
        var kinds: [RelativePath: PackageListKind] = [:]
        for folder in folders where byFolder[folder] == nil {
            let found = finder.lists(for: folder)
            byFolder[folder] = found.map(\.path)
            for entry in found { kinds[entry.path] = entry.kind }
        }
        var lists: [PackageList] = []
        var issues: [SourceIssue] = []
        for path in kinds.keys.sorted() {
            guard let kind = kinds[path] else { continue }
            do {
                let bytes = try files.contents(of: path, limit: InventoryLimits.bytes)
                lists.append(
                    PackageList.read(ListInput(SourceFile(path: path, bytes: bytes), kind: kind, files: files)))
            } catch {
                issues.append(SourceIssue(error, reading: path))
            }
        }
        let byPath = Dictionary(lists.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        byFolder = byFolder.mapValues { paths in paths.compactMap { byPath[$0] }.withoutIncluded.map(\.path) }
        let used = Set(byFolder.values.joined())
        return Inventory(lists: lists.filter { used.contains($0.path) }, issues: issues, byFolder: byFolder)
    }
}

extension [PackageList] {
    /// Without the lists whose packages another one holds; of two that include each other the first stays.
    fileprivate var withoutIncluded: [PackageList] {
        filter { list in
            !contains { other in
                other.includes.contains(list.path) && (!list.includes.contains(other.path) || other.path < list.path)
            }
        }
    }
}

extension SourceIssue {
    fileprivate init(_ error: FileSourceError, reading path: RelativePath) {
        let place = SourcePlace(wholeOf: path)
        switch error {
        case .missing: self.init(.missingFile, "the list of packages `\(path)` is not there", at: place)
        case .outsideRoot:
            self.init(.outsideRoot, "the list of packages `\(path)` leads out of what is scanned", at: place)
        case .tooLarge(let limit):
            self.init(.tooLarge, "the list of packages has more than \(limit) bytes and is not read", at: place)
        case .unreadable(let reason):
            self.init(.unreadable, "the list of packages `\(path)` cannot be read: \(reason)", at: place)
        }
    }
}
