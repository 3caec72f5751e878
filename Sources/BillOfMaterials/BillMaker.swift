import AdvisoryMatching
package import ApplicationModel
package import DependencyReach
package import Findings
import PackageInventory
import PackageURLs
import SourceText

/// Puts the bill of an application together out of the lists of packages that hold for its functions, and of the artefacts
/// that they are deployed from.
package struct BillMaker {
    private let application: Application
    private let dependencies: ApplicationDependencies
    /// The functions that the bill is about.
    private let functions: [Function]
    private let order: [String: Int]
    private let references: ComponentReferences
    private let settled: SettledFlaws

    /// Makes the bill of an application, or of one function of it; `settled` is what documents of others say of its flaws.
    package static func bill(
        of application: Application, _ dependencies: ApplicationDependencies, function: String? = nil, settled: SettledFlaws
    ) -> Bill {
        BillMaker(application, dependencies, function, settled).bill(of: function)
    }

    private init(_ application: Application, _ dependencies: ApplicationDependencies, _ function: String?, _ settled: SettledFlaws) {
        self.settled = settled
        self.application = application
        self.dependencies = dependencies
        functions = application.functions.filter { function == nil || $0.name == function }
        order = Dictionary(functions.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        references = ComponentReferences(dependencies)
    }

    private func bill(of function: String?) -> Bill {
        var drafts: [String: ComponentDraft] = [:]
        var needs: [String: Set<String>] = [:]
        var own: Set<String> = []
        for (index, shipped) in dependencies.lists.enumerated() {
            let part = ListPart(shipped, references.ofList(index), functions: order)
            // Of one function the bill holds what it ships; of all of them also what only builds and tests them.
            let isWanted = { (reference: String) in function == nil || part.uses[reference]?.isEmpty == false }
            for (reference, instances) in part.instances where isWanted(reference) {
                drafts[reference, default: ComponentDraft()].add(instances, of: shipped, part.uses[reference] ?? [:], part.needs(of: instances).filter(isWanted))
            }
            for (name, roots) in part.functionNeeds { needs[name, default: []].formUnion(roots) }
            if function == nil { own.formUnion(part.ownNeeds) }
        }
        for entry in dependencies.artefacts.flatMap({ ArtefactPart($0, functions: order).entries }) {
            for name in drafts[entry.reference, default: ComponentDraft()].add(entry) { needs[name, default: []].insert(entry.reference) }
        }
        return Bill(
            subject: Bill.Subject(
                application: application.name, manifest: application.manifest, function: function,
                url: ApplicationAddress.url(of: application.name, application.manifest, function: function)),
            functions: functions.map { billed($0, needs[$0.name] ?? []) },
            components: drafts.sorted { $0.key < $1.key }.compactMap { $1.component($0, order) },
            ownNeeds: own.sorted(), vulnerabilities: vulnerabilities(of: Set(drafts.keys)))
    }

    private func billed(_ function: Function, _ needs: Set<String>) -> Bill.Function {
        Bill.Function(
            name: function.name, url: ApplicationAddress.url(of: application.name, application.manifest, function: function.name),
            runtime: function.runtime?.string, knowledge: knowledge(of: function), needs: needs.sorted())
    }

    private func knowledge(of function: Function) -> Bill.Knowledge {
        let lists = dependencies.lists.filter { $0.users.contains { $0.function == function.name } }.map(\.list)
        guard !lists.isEmpty else { return saysSomething(of: function) ? .incomplete : .unknown }
        let isKnown = lists.allSatisfy { $0.isLocked && $0.issues.isEmpty } && function.layers.isEmpty && function.image == nil
        return isKnown && function.package.method != .artifact ? .complete : .incomplete
    }

    /// Whether an artefact of a function was read, and be it in part. That it ships nothing else is never known: packages can
    /// be taken apart until nothing names them. A script that no bundler made says nothing.
    private func saysSomething(of function: Function) -> Bool {
        dependencies.artefacts.contains { shipped in
            let isRead = shipped.artefact.isWhole && shipped.reference.role != .script
            return shipped.reference.functions.contains(function.name) && (isRead || !shipped.artefact.packages.isEmpty)
        }
    }

    private func vulnerabilities(of components: Set<String>) -> [BilledVulnerability] {
        let names = functions.map(\.name)
        let listed = dependencies.affected.flatMap { affected in
            let reference = references.reference(of: affected.package, in: affected.list)
            return affected.flaws.map { BilledVulnerability($0, of: affected, component: reference, functions: names) }
        }
        let packed = dependencies.packed.flatMap { packed in
            Set(packed.uses.compactMap { $0.package.url?.description }).sorted().flatMap { reference in
                packed.flaws.map { BilledVulnerability($0, of: packed, component: reference, functions: names) }
            }
        }
        var found: [String: BilledVulnerability] = [:]
        for vulnerability in listed + packed where components.contains(vulnerability.component) && vulnerability.isOfConcern {
            let key = vulnerability.flaw.id + " " + vulnerability.component
            found[key] = found[key].map { $0.joined(with: vulnerability, order: order) } ?? vulnerability
        }
        return found.sorted { $0.key < $1.key }.map { $1.settled(by: settled, of: application.name, application.manifest) }
    }
}

/// What names the packages of an application's lists within its bill.
struct ComponentReferences {
    private let lists: [[String]]
    private let folders: [RelativePath]

    init(_ dependencies: ApplicationDependencies) {
        folders = dependencies.lists.map(\.list.path.directory)
        lists = dependencies.lists.map { shipped in
            shipped.list.packages.map { Self.reference(of: $0, in: shipped.list.path.directory) }
        }
    }

    func ofList(_ index: Int) -> [String] { lists.indices.contains(index) ? lists[index] : [] }

    func reference(of package: Package, in list: Int) -> String {
        Self.reference(of: package, in: folders.indices.contains(list) ? folders[list] : .root)
    }

    private static func reference(of package: Package, in folder: RelativePath) -> String {
        if let url = package.url { return url.description }
        let prefix = folder == .root ? "" : folder.description + "/"
        switch package.source {
        case .path(let path), .workspace(let path): return "project:\(prefix)\(path.isEmpty ? package.name : path)"
        case .git(let address), .url(let address): return "source:\(SourceAddress.withoutCredentials(address))"
        default: return "project:\(prefix)\(package.name)"
        }
    }
}

/// A component while the lists and artefacts that have it are gone through.
private struct ComponentDraft {
    private var package: Package?
    private var lists: Set<RelativePath> = []
    private var occurrences: Set<String> = []
    private var uses: [String: PackageUse] = [:]
    private var needs: Set<String> = []
    private var isForDevelopment = true
    private var isOptional = true

    mutating func add(_ instances: [Int], of shipped: ShippedList, _ uses: [String: PackageUse], _ needs: [String]) {
        let packages = instances.map { shipped.list.packages[$0] }
        // Of several entries the one that says most speaks for all.
        for other in packages where package.map({ $0.hashes.isEmpty && !other.hashes.isEmpty }) ?? true { package = other }
        lists.insert(shipped.list.path)
        self.uses.merge(uses) { max($0, $1) }
        self.needs.formUnion(needs)
        isForDevelopment = isForDevelopment && packages.allSatisfy { $0.scopes.contains(.dev) }
        isOptional = isOptional && packages.allSatisfy { $0.scopes.contains(.optional) }
    }

    /// Adds what an artefact has; gives the functions that nothing else is known to ship it with. Where a list has it, the list
    /// speaks, since it also says what is loaded through others.
    mutating func add(_ entry: ArtefactPart.Entry) -> [String] {
        occurrences.insert(entry.location)
        if package == nil {
            package = entry.package
            isOptional = false
        }
        let unknown = entry.uses.filter { lists.isEmpty || uses[$0.key] == nil }
        uses.merge(unknown) { max($0, $1) }
        return unknown.keys.sorted()
    }

    func component(_ reference: String, _ order: [String: Int]) -> Bill.Component? {
        guard let package else { return nil }
        let sorted = uses.sorted { (order[$0.key] ?? .max, $0.key) < (order[$1.key] ?? .max, $1.key) }
        return Bill.Component(
            reference: reference, url: package.url, package: package, lists: lists.sorted(), occurrences: occurrences.sorted(),
            uses: sorted.map { Bill.Use(function: $0.key, kind: $0.value) }, isForDevelopment: isForDevelopment && uses.isEmpty,
            isOptional: isOptional, needs: needs.subtracting([reference]).sorted())
    }
}
