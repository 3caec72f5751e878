import ApplicationModel
import ManifestSyntax
import SourceText

/// Reads `packages.lock.json`: the packages of each target framework.
///
/// Source: <https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#locking-dependencies>
struct NuGetLockReader: ListReader {
    static func read(_ input: ListInput) -> PackageList {
        var draft = ListDraft(input)
        let document = ManifestDocument.parse(input.file, language: .json, limits: InventoryLimits.text)
        draft.adopt(document.issues)
        var importer = Importer()
        // Names have no case. By framework and name.
        var byName: [[String]: Int] = [:]
        for framework in document.roots.first?["dependencies"]?.members ?? [] {
            for member in framework.value.members {
                guard let index = draft.add(package(member, framework.key)) else { continue }
                byName[[framework.key, member.key.lowercased()]] = index
                guard member.value["type"]?.string == "Direct" else { continue }
                importer.requirements.append(
                    Requirement(
                        member.key, range: member.value["requested"]?.string, target: index, place: member.place))
            }
        }
        draft.resolveRequirements { [groups = draft.packages.map { $0.groups.first ?? "" }] index, requirement in
            byName[[groups[index], requirement.name.lowercased()]]
        }
        if !importer.requirements.isEmpty { draft.importers = [importer] }
        draft.inferImporter()
        return draft.finished()
    }

    private static func package(_ member: ManifestMember, _ framework: String) -> Package {
        let type = member.value["type"]?.string
        var package = Package(
            .nuGet, name: member.key, version: member.value["resolved"]?.scalarText ?? "", place: member.place,
            source: type == "Project" ? .workspace(member.key) : .registry(nil))
        package.groups = [framework]
        package.hasIntegrity = member.value["contentHash"] != nil
        if type == "Transitive" || type == "CentralTransitive" { package.scopes = .indirect }
        package.requirements = member.value["dependencies"]?.requirements(.runtime) ?? []
        return package
    }
}
