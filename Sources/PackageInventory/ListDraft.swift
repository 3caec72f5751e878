import ApplicationModel
import SourceText

/// A list while it is read: what every reader of this room fills.
struct ListDraft {
    let input: ListInput
    private(set) var packages: [Package] = []
    var importers: [Importer] = []
    private(set) var issues: [SourceIssue] = []
    var isLocked: Bool
    var includes: [RelativePath] = []
    private var isFull = false
    private var requirementCount = 0

    init(_ input: ListInput) {
        self.input = input
        isLocked = input.kind.isLockfile
    }

    var path: RelativePath { input.file.path }

    func place(_ span: ByteSpan) -> SourcePlace { SourcePlace(path: path, span: span) }

    /// Adds a package and returns its index; `nil` once the list is full.
    @discardableResult
    mutating func add(_ package: Package) -> Int? {
        guard !isFull else { return nil }
        requirementCount += package.requirements.count
        guard packages.count < InventoryLimits.packages, requirementCount <= InventoryLimits.requirements else {
            isFull = true
            report(.limit, "more than \(InventoryLimits.packages) packages; the rest is not read", at: package.place)
            return nil
        }
        packages.append(package)
        return packages.count - 1
    }

    /// Changes a package that was added.
    mutating func update(_ index: Int, _ change: (inout Package) -> Void) {
        guard packages.indices.contains(index) else { return }
        change(&packages[index])
    }

    /// Records what could not be read.
    mutating func report(_ kind: SourceIssue.Kind, _ message: String, help: String? = nil, at place: SourcePlace) {
        guard issues.count < InventoryLimits.issues else { return }
        issues.append(SourceIssue(kind, message, help: help, at: place))
    }

    /// Takes over what the reader of the text could not read; what only draws attention is left out.
    mutating func adopt(_ found: [SourceIssue]) {
        issues += found.filter(\.isPartial).prefix(max(0, InventoryLimits.issues - issues.count))
    }

    /// Says which package meets each requirement of each package.
    mutating func resolveRequirements(_ target: (Int, Requirement) -> Int?) {
        for index in packages.indices {
            for position in packages[index].requirements.indices {
                packages[index].requirements[position].target = target(index, packages[index].requirements[position])
            }
        }
    }

    /// Says which package meets each requirement of each importer.
    mutating func resolveImporters(_ target: (Importer, Requirement) -> Int?) {
        for index in importers.indices {
            for position in importers[index].requirements.indices {
                let requirement = importers[index].requirements[position]
                importers[index].requirements[position].target = target(importers[index], requirement)
            }
        }
    }

    func finished() -> PackageList {
        PackageList(
            kind: input.kind, path: path, packages: packages, importers: importers, isLocked: isLocked,
            knowsRequirements: input.kind.saysRequirements || packages.contains { !$0.requirements.isEmpty },
            includes: includes,
            issues: issues.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
                .map(\.element))
    }
}
