import ApplicationModel
import Foundation
import PackageInventory
import SourceText
import Testing

/// Every package that another implementation reads in a real lockfile is read here, with what is known about it.
@Suite("Real lockfiles against what others read in them")
struct LockfileConformanceTests {
    /// Lockfiles whose counts differ, each with the reason.
    private static let countExceptions: [String: String] = {
        let projects = "dependabot+dependabot-core/npm_and_yarn/spec/fixtures/projects"
        let folder = "the table takes a folder for a registry"
        let poms = "aquasecurity+trivy/pkg/dependency/parser/java/pom/testdata/use-child-dep-management-in-parent"
        let unversioned = "an entry without a version is kept, and known to have none"
        return [
            "\(projects)/npm6_and_yarn/githost_dependency_ref/yarn.lock": "the table takes a repository for a registry",
            "\(projects)/npm6_and_yarn/path_dependency/yarn.lock": folder,
            "\(projects)/yarn/file_path_resolutions/yarn.lock": folder,
            "\(projects)/yarn/path_dependency_subdeps/yarn.lock": folder,
            "\(projects)/yarn/symlinked_dependency/yarn.lock": folder,
            "G-Rath+osv-detector/testdata/locks-e2e/1/composer.lock": folder,
            "dependabot+dependabot-core/composer/spec/fixtures/projects/path_source/composer.lock": folder,
            "dependabot+dependabot-core/composer/spec/fixtures/projects/path_source_with_dev_prefix/composer.lock":
                folder,
            "\(poms)/parent/pom.xml": "a dependency without a version is asked for and no package",
            "\(poms)/top-parent/pom.xml": "a dependency without a version is asked for and no package",
            "\(projects)/pnpm/github_dependency_private/pnpm-lock.yaml": "the table leaves out a repository",
            "\(projects)/pnpm/github_dependency_private_v8/pnpm-lock.yaml": "the table leaves out a repository",
            "\(projects)/generic/empty_version/npm-shrinkwrap.json": unversioned,
            "\(projects)/npm6/shrinkwrap_empty_version/npm-shrinkwrap.json": unversioned,
            "dependabot+dependabot-core/bun/helpers/test/pnpm/fixtures/parser/empty_version/pnpm-lock.yaml":
                unversioned,
        ]
    }()

    @Test func everyPackageIsFoundWithItsFlags() throws {
        guard let folder = LockfileFolder() else {
            print(
                "lockfile conformance skipped: no folder in \(LockfileFolder.variable) or shared/conformance/lockfiles")
            return
        }
        let expected = Dictionary(grouping: try folder.expected(), by: \.path)
        var wrong: [String] = []
        var (read, absent) = (0, 0)
        for row in try folder.rows() {
            guard let list = folder.list(row.path) else {
                absent += 1
                continue
            }
            read += 1
            wrong += differences(row, list)
            for package in expected[row.path] ?? [] {
                wrong += Self.differences(package, list).map {
                    "\(row.path): \(package.name)@\(package.version): \($0)"
                }
            }
        }
        print("lockfile conformance: \(read) lockfiles read, \(absent) of the table are not in the folder")
        #expect(read > 400)
        report(wrong)
    }

    private func differences(_ row: LockfileFolder.Row, _ list: PackageList) -> [String] {
        let counts = Self.counts(list)
        let isRight = counts.instances == row.instances && counts.distinct == row.distinct
        guard Self.countExceptions[row.path] == nil else {
            return isRight ? ["\(row.path): agrees, so take it out of the exceptions"] : []
        }
        return isRight ? [] : ["\(row.kind) \(row.path): \(counts), expected \(row.instances) and \(row.distinct)"]
    }

    private func report(_ differences: [String]) {
        guard !differences.isEmpty else { return }
        Issue.record("\(differences.count) differences:\n\(differences.prefix(600).joined(separator: "\n"))")
    }

    private static func counts(_ list: PackageList) -> (instances: Int, distinct: Int) {
        let installed = list.packages.filter { package in
            if case .workspace = package.source { return false }
            // What a parent or an included list says, the table counts there alone.
            guard package.place.path == list.path else { return false }
            // Only for npm does the table count what comes from elsewhere.
            return package.isFromRegistry || package.ecosystem == .npm
        }
        let distinct = Set(installed.filter { $0.isFromRegistry && !$0.version.isEmpty }.map { [$0.name, $0.version] })
            .count
        return (installed.count, distinct)
    }

    private static func differences(_ expected: LockfileFolder.Expected, _ list: PackageList) -> [String] {
        let found = list.packages.filter {
            $0.name == expected.name && $0.version == expected.version && $0.isFromRegistry
        }
        guard !found.isEmpty else { return ["not found"] }
        var differences: [String] = []
        if found.count != expected.instances {
            differences.append("\(found.count) instances, expected \(expected.instances)")
        }
        let dev = found.count { $0.scopes.contains(.dev) }
        switch expected.flags["dev"] {
        case "some instances":
            if dev == 0 || dev == found.count { differences.append("\(dev) of \(found.count) are dev") }
        case .some: if dev != found.count { differences.append("\(dev) of \(found.count) are dev, expected all") }
        // What pnpm 9 leaves to be reckoned, the others do not reckon.
        case nil where list.kind == .pnpmLock: break
        case nil: if dev != 0 { differences.append("\(dev) are dev, expected none") }
        }
        if expected.flags["indirect"] != nil, !found.allSatisfy({ $0.scopes.contains(.indirect) }) {
            differences.append("not indirect")
        }
        if let platform = expected.flags["platform"], !found.contains(where: { $0.condition == platform }) {
            differences.append("not for \(platform)")
        }
        if let scope = expected.flags["scope"], !found.contains(where: { $0.groups == [scope] }) {
            differences.append("not in scope \(scope)")
        }
        if let nested = expected.flags["nested_instances"].flatMap({ Int($0) }) {
            let count = found.count { ($0.location ?? "").components(separatedBy: "node_modules/").count > 2 }
            if count != nested { differences.append("\(count) nested, expected \(nested)") }
        }
        return differences
    }
}
