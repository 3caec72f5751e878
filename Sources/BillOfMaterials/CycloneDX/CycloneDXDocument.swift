import ApplicationModel
import DependencyReach
import PackageInventory
import PackageURLs
import Reporting
import SourceText

/// A bill as CycloneDX 1.6.
///
/// Source: <https://cyclonedx.org/docs/1.6/json/>
struct CycloneDXDocument {
    let bill: Bill
    let options: BillFormat.Options
    /// Whether only vulnerabilities are written, with the components that they are about.
    let isVEX: Bool

    func value(serial: String) -> JSONValue {
        .present([
            ("$schema", .string("http://cyclonedx.org/schema/bom-1.6.schema.json")),
            ("bomFormat", .string("CycloneDX")),
            ("specVersion", .string("1.6")),
            ("serialNumber", .string(serial)),
            ("version", .int(1)),
            ("metadata", metadata),
            ("components", .array(components)),
            ("dependencies", isVEX ? nil : .array(dependencies)),
            ("compositions", isVEX || compositions.isEmpty ? nil : .array(compositions)),
            ("vulnerabilities", isVEX || options.listsVulnerabilities ? .array(bill.vulnerabilities.map(vulnerability)) : nil),
        ])
    }

    private var metadata: JSONValue {
        let tool = JSONValue.object([
            ("type", .string("application")), ("name", .string("ringfence")), ("version", .string(options.toolVersion)),
        ])
        return .present([
            ("timestamp", options.time.map { .string($0.text) }),
            ("authors", options.author.map { .array([.object([("name", .string($0))])]) }),
            ("tools", .object([("components", .array([tool]))])),
            ("component", subject),
        ])
    }

    /// The reference of what the bill is of.
    private var subjectReference: String {
        bill.subject.function.map(Self.reference) ?? "application:\(bill.subject.application)"
    }

    private static func reference(of function: String) -> String { "function:\(function)" }

    private var subject: JSONValue {
        if bill.subject.function != nil, let function = bill.functions.first { return component(of: function) }
        return .object([
            ("type", .string("application")), ("bom-ref", .string(subjectReference)), ("name", .string(bill.subject.application)),
            ("purl", .string(bill.subject.url.description)),
            ("properties", properties([("ringfence:manifest", bill.subject.manifest.description)])),
        ])
    }

    // MARK: Components

    private var components: [JSONValue] {
        let functions = bill.subject.function == nil && !isVEX ? bill.functions.map(component) : []
        let concerned = Set(bill.vulnerabilities.map(\.component))
        return functions + bill.components.filter { !isVEX || concerned.contains($0.reference) }.map(component)
    }

    private func component(of function: Bill.Function) -> JSONValue {
        .object([
            ("type", .string("application")), ("bom-ref", .string(Self.reference(of: function.name))), ("name", .string(function.name)),
            ("purl", .string(function.url.description)),
            (
                "properties",
                properties([
                    ("ringfence:function", bill.subject.application), ("ringfence:runtime", function.runtime),
                    ("ringfence:packages", function.knowledge.rawValue),
                ])
            ),
        ])
    }

    private func component(_ component: Bill.Component) -> JSONValue {
        let package = component.package
        let (group, name) = Self.parts(of: package)
        let hashes = Self.hashes(of: package)
        let references = externalReferences(package)
        let licenses = Self.licenses(package.licenses)
        return .present([
            ("type", .string("library")),
            ("bom-ref", .string(component.reference)),
            ("group", group.map(JSONValue.string)),
            ("name", .string(name.isEmpty ? component.reference : name)),
            ("version", package.version.isEmpty ? nil : .string(package.version)),
            ("scope", .string(component.isForDevelopment ? "excluded" : component.isOptional ? "optional" : "required")),
            ("hashes", hashes.isEmpty ? nil : .array(hashes)),
            ("licenses", licenses.isEmpty ? nil : .array(licenses)),
            ("purl", component.url.map { .string($0.description) }),
            ("externalReferences", references.isEmpty ? nil : .array(references)),
            ("evidence", Self.evidence(of: component)),
            ("properties", properties(Self.facts(about: component))),
        ])
    }

    /// Where it lies in what is deployed.
    private static func evidence(of component: Bill.Component) -> JSONValue? {
        guard !component.occurrences.isEmpty else { return nil }
        return .object([("occurrences", .array(component.occurrences.map { .object([("location", .string($0))]) }))])
    }

    private static func facts(about component: Bill.Component) -> [(String, String?)] {
        let users = { (kind: String) in component.uses.filter { $0.kind.rawValue == kind }.map(\.function).joined(separator: ", ") }
        return component.lists.map { ("ringfence:list", $0.description) } + [
            ("ringfence:loaded-by", users("loaded")), ("ringfence:perhaps-loaded-by", users("perhaps-loaded")),
            ("ringfence:shipped-with", users("shipped")), ("ringfence:development", component.isForDevelopment ? "true" : nil),
        ]
    }

    /// The group, which only some registries have, and the name.
    private static func parts(of package: Package) -> (String?, String) {
        let separator: Character? =
            switch package.ecosystem {
            case .npm, .packagist: "/"
            case .maven: ":"
            default: nil
            }
        guard let separator, let index = package.name.lastIndex(of: separator), index != package.name.startIndex else { return (nil, package.name) }
        let name = package.name[package.name.index(after: index)...]
        return name.isEmpty ? (nil, package.name) : (String(package.name[..<index]), String(name))
    }

    /// The hashes, where there is one file that they can be of.
    private static func hashes(of package: Package) -> [JSONValue] {
        let hashes = Set(package.hashes).sorted()
        guard Set(hashes.map(\.algorithm)).count == hashes.count else { return [] }
        return hashes.map(hash)
    }

    private static func hash(_ hash: PackageHash) -> JSONValue {
        let digits = hash.algorithm.rawValue.drop { !$0.isNumber }
        let name = hash.algorithm == .md5 ? "MD5" : "SHA-\(digits)"
        return .object([("alg", .string(name)), ("content", .string(hash.hexadecimal))])
    }

    private func externalReferences(_ package: Package) -> [JSONValue] {
        var references: [JSONValue] = []
        if let address = PublishedAddress.archive(of: package) {
            references.append(.object([("type", .string("distribution")), ("url", .string(address))]))
        }
        if let address = PublishedAddress.repository(of: package) {
            references.append(.object([("type", .string("vcs")), ("url", .string(address))]))
        }
        if Self.hashes(of: package).isEmpty, !package.hashes.isEmpty, let index = PublishedAddress.index(of: package) {
            let hashes = Set(package.hashes).sorted().map(Self.hash)
            references.append(.object([("type", .string("distribution")), ("url", .string(index)), ("hashes", .array(hashes))]))
        }
        return references
    }

    private static func licenses(_ texts: [String]) -> [JSONValue] {
        if texts.count == 1, !LicenseText.isID(texts[0]), LicenseText.isExpression(texts[0]) {
            return [.object([("expression", .string(texts[0]))])]
        }
        return texts.filter { !$0.isEmpty }.map { text in
            .object([("license", .object([(LicenseText.isID(text) ? "id" : "name", .string(text))]))])
        }
    }

    private func properties(_ pairs: [(String, String?)]) -> JSONValue {
        .array(
            pairs.compactMap { name, value in
                guard let value, !value.isEmpty else { return nil }
                return .object([("name", .string(name)), ("value", .string(value))])
            })
    }

    // MARK: Relations

    private var dependencies: [JSONValue] {
        let own = bill.subject.function == nil ? [dependency(subjectReference, bill.functions.map { Self.reference(of: $0.name) } + bill.ownNeeds)] : []
        // What is left out has unknown dependencies; an entry without any would say that it has none.
        let listed = bill.components.filter { !$0.lists.isEmpty }
        return own + bill.functions.map { dependency(Self.reference(of: $0.name), $0.needs) } + listed.map { dependency($0.reference, $0.needs) }
    }

    private func dependency(_ reference: String, _ needs: [String]) -> JSONValue {
        .present([("ref", .string(reference)), ("dependsOn", needs.isEmpty ? nil : .strings(needs))])
    }

    private var compositions: [JSONValue] {
        [Bill.Knowledge.complete, .incomplete, .unknown].compactMap { knowledge in
            let functions = bill.functions.filter { $0.knowledge == knowledge }
            guard !functions.isEmpty else { return nil }
            return .object([
                ("aggregate", .string(knowledge.rawValue)), ("dependencies", .strings(functions.map { Self.reference(of: $0.name) })),
            ])
        }
    }
}
