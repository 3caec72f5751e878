package import AdvisoryMatching
package import ApplicationModel
package import CodeAnalysis
package import PackageInventory
package import SourceText

/// The packages that the functions of an application ship, held against advisories.
package struct ApplicationDependencies: Sendable {
    /// The lists of packages that hold for functions, sorted by path.
    package let lists: [ShippedList]
    /// The packages that advisories concern, by list, then by place.
    package let affected: [AffectedPackage]
    /// The artefacts that functions are deployed from, in the order in which the manifest's functions name them.
    package let artefacts: [ShippedArtefact]
    /// What the manifest names as an artefact and cannot be looked at.
    package let unfound: [UnfoundArtefact]
    /// The packages in artefacts that advisories concern, apart from those that a list of the same functions has too, by
    /// artefact.
    package let packed: [PackedPackage]
    /// The day of the newest advisory that was asked, as `2026-08-21`; empty when there is none.
    package let newest: String
    /// What could not be read, of the lists and of the advisories.
    private let listIssues: [SourceIssue]

    /// Holds an application's lists against advisories; `code` is `nil` where nobody looked.
    package init(
        _ application: Application, _ code: ApplicationCode?, _ inventory: Inventory, _ advisories: any AdvisorySource,
        files: any FileSource, artefacts read: ApplicationArtefacts = .none
    ) {
        let users = FunctionLists(application, code, inventory, read)
        var lists = users.lists
        var listed = ListsOfFunctions(users.lists)
        artefacts = read.references.compactMap { reference in
            read.contents[reference.path].map { ShippedArtefact(reference, $0, &listed, code) }
        }
        unfound = read.unfound
        var affected: [AffectedPackage] = []
        var issues = users.lists.flatMap(\.list.issues)
        for index in lists.indices {
            do {
                affected += try Self.affected(in: &lists[index], at: index, advisories, files)
            } catch {
                issues.append(SourceIssue(.unreadable, "the advisories cannot be read: \(error)", at: SourcePlace(wholeOf: lists[index].list.path)))
            }
        }
        self.lists = lists
        self.affected = affected
        let known = PackedVersions(artefacts, lists: users.lists)
        do {
            packed = try known.affected(advisories, order: application.functions.map(\.name))
        } catch {
            packed = []
            issues.append(SourceIssue(.unreadable, "the advisories cannot be read: \(error)", at: SourcePlace(wholeOf: application.manifest)))
        }
        listIssues = issues
        newest = (try? advisories.inventory().newest) ?? ""
    }

    /// What could not be read, of the lists, of the advisories, and of artefacts what is beyond a limit.
    package var issues: [SourceIssue] { listIssues + artefacts.compactMap(\.issue) }

    /// Where packages stand that something can be said of.
    package var places: [SourcePlace] {
        let others = lists.map(\.list.packages).flatMap { packages in
            packages.indices.filter { packages[$0].hasInstallScript || !packages[$0].isFromRegistry }.map { packages[$0].place }
        }
        let changed = affected.flatMap { $0.upgrade?.changes.map(\.place) ?? [] }
        // Archives, programs and scripts that nobody wrote are spoken of as a whole.
        let unpacked = packed.flatMap(\.uses).map(\.package.place).filter { $0.span.count > 0 }
        return affected.flatMap { [$0.package.place] + ($0.requestPlace.map { [$0] } ?? []) } + changed + others + listIssues.map(\.place) + unpacked
    }

    /// The files in which comments may speak of packages, sorted: the lists, what they draw in, and where the projects ask for
    /// what the lists hold.
    package var commentedFiles: [RelativePath] {
        let asked = lists.flatMap(\.list.importers).compactMap { $0.requirements.lazy.compactMap(\.place).first?.path }
        let paths = Set(lists.flatMap { [$0.list.path] + $0.list.includes } + asked)
        return paths.filter { PackageListKind(path: $0)?.hasComments == true }.sorted()
    }

    /// The folders of an application's functions and layers in which lists are to be looked for.
    package static func folders(of application: Application, _ code: ApplicationCode?) -> [RelativePath] {
        FunctionLists.folders(of: application, code)
    }

    private struct Version: Hashable {
        let name: PackageName
        let text: String
    }

    private static func affected(
        in list: inout ShippedList, at index: Int, _ advisories: any AdvisorySource, _ files: any FileSource
    ) throws -> [AffectedPackage] {
        let judged = try verdicts(on: list.list, advisories)
        guard !judged.isEmpty else { return [] }
        list.manifests = list.list.importers.map { ProjectManifest(of: $0, in: list.list, files: files) }
        let askers = PackageAskers(for: Set(judged.flatMap(\.instances)), in: list.list)
        return judged.map { instances, verdict in
            var found = AffectedPackage(list, at: index, instances, verdict)
            found.upgrade = Upgrade(of: found, in: list, askers)
            return found
        }
    }

    /// The versions that advisories concern, each with every place in which it is installed.
    private static func verdicts(
        on list: PackageList, _ advisories: any AdvisorySource
    ) throws -> [(instances: [Int], verdict: VersionVerdict)] {
        let versions = versions(of: list)
        let all = try advisories.advisories(on: versions.map(\.version.name))
        return zip(versions, all).compactMap { found, known in
            guard !known.isEmpty else { return nil }
            let verdict = VersionVerdict(found.version.text, in: found.version.name.ecosystem, advisories: known)
            return verdict.matches.isEmpty ? nil : (found.instances, verdict)
        }
    }

    /// The versions of a list's packages in the order of their first entries, each with all of them.
    private static func versions(of list: PackageList) -> [(version: Version, instances: [Int])] {
        var versions: [(version: Version, instances: [Int])] = []
        var index = Dictionary<Version, Int>(minimumCapacity: list.packages.count)
        // A list is long and its entries are large, so that only what is asked of each is copied.
        let packages = list.packages
        for position in packages.indices where packages[position].isFromRegistry && !packages[position].version.isEmpty {
            let name = PackageName(packages[position].name, in: packages[position].ecosystem)
            let version = Version(name: name, text: packages[position].version)
            let known = index[version, default: versions.count]
            if known < versions.count {
                versions[known].instances.append(position)
            } else {
                index[version] = known
                versions.append((version, [position]))
            }
        }
        return versions
    }
}
