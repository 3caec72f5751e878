import ApplicationModel
import SourceText

/// Finds by name the lists that hold for a folder, looking into each folder once.
struct ListFinder {
    /// A list that was found.
    struct Found {
        let path: RelativePath
        let kind: PackageListKind
    }

    let files: any FileSource
    private var seen: [RelativePath: [Found]] = [:]

    init(files: any FileSource) { self.files = files }

    /// The lists for a folder: for each registry those of the nearest folder upwards that has any.
    mutating func lists(for folder: RelativePath) -> [Found] {
        var locked: [Ecosystem: [Found]] = [:]
        var listed: [Ecosystem: [Found]] = [:]
        var current = folder
        for _ in 0..<InventoryLimits.nesting {
            for ecosystem in Ecosystem.allCases {
                let here = lists(in: current).filter { $0.kind.ecosystem == ecosystem }
                let locks = here.filter(\.kind.isLockfile)
                if locked[ecosystem] == nil, !locks.isEmpty { locked[ecosystem] = locks }
                if listed[ecosystem] == nil, !here.isEmpty { listed[ecosystem] = here }
            }
            guard current != .root else { break }
            current = current.directory
        }
        return Ecosystem.allCases.flatMap { Self.chosen(locked[$0] ?? [], listed[$0] ?? []) }
    }

    /// A requirements file beside a lockfile may install something else, so both count; any other manifest is settled
    /// by the lockfile.
    private static func chosen(_ locks: [Found], _ lists: [Found]) -> [Found] {
        let requirements = lists.filter { $0.kind == .requirements && !locks.map(\.path).contains($0.path) }
        guard locks.isEmpty else {
            // What `go.sum` adds to `go.mod` is not built.
            let hasModules = locks.contains { $0.kind == .goMod }
            let hasText = locks.contains { $0.kind == .bunLock }
            return locks.filter { !(hasModules && $0.kind == .goSum) && !(hasText && $0.kind == .bunBinaryLock) }
                + requirements
        }
        return requirements.isEmpty ? lists : requirements + lists.filter { $0.kind == .pom }
    }

    private mutating func lists(in folder: RelativePath) -> [Found] {
        if let found = seen[folder] { return found }
        let entries = (try? files.entries(of: folder)) ?? []
        let found = entries.compactMap { entry -> Found? in
            guard entry.kind == .file || entry.kind == .symbolicLink, let path = folder.appending(entry.name) else {
                return nil
            }
            return PackageListKind(path: path).map { Found(path: path, kind: $0) }
        }
        seen[folder] = found
        return found
    }
}
