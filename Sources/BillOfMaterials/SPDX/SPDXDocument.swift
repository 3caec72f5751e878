import ApplicationModel
import DependencyReach
import Findings
import PackageInventory
import PackageURLs
import Reporting
import SourceText

/// A bill as SPDX 2.3.
///
/// Source: <https://spdx.github.io/spdx-spec/v2.3/>
struct SPDXDocument {
    let bill: Bill
    let options: BillFormat.Options

    func value(namespace: String) -> JSONValue {
        .object([
            ("spdxVersion", .string("SPDX-2.3")),
            ("dataLicense", .string("CC0-1.0")),
            ("SPDXID", .string("SPDXRef-DOCUMENT")),
            ("name", .string(bill.subject.function ?? bill.subject.application)),
            ("documentNamespace", .string(namespace)),
            ("creationInfo", creationInfo),
            ("packages", .array(subjects + bill.components.map(package))),
            ("relationships", .array(relationships)),
        ])
    }

    private var creationInfo: JSONValue {
        let creators = ["Tool: ringfence-\(options.toolVersion)"] + (options.author.map { [Self.creator($0)] } ?? [])
        return .object([("created", .string((options.time ?? options.day).text)), ("creators", .strings(creators))])
    }

    /// A creator says what it is; who does not is taken for a person.
    private static func creator(_ name: String) -> String {
        name.hasPrefix("Person: ") || name.hasPrefix("Organization: ") ? name : "Person: \(name)"
    }

    // MARK: Packages

    /// The application and its functions; of a bill of one function, the function.
    private var subjects: [JSONValue] {
        let functions = bill.functions.map { function in
            subject(
                function.name, Self.identifier(of: function), function.url.description,
                comment: "a function of \(bill.subject.application); what is known of its packages: \(function.knowledge.rawValue)")
        }
        guard bill.subject.function == nil else { return functions }
        let manifest = "described by \(bill.subject.manifest)"
        return [subject(bill.subject.application, Self.application, bill.subject.url.description, comment: manifest)] + functions
    }

    private static let application = "SPDXRef-Application"

    private func subject(_ name: String, _ identifier: String, _ address: String, comment: String) -> JSONValue {
        .object([
            ("SPDXID", .string(identifier)), ("name", .string(name)), ("downloadLocation", .string("NOASSERTION")), ("filesAnalyzed", .bool(false)),
            ("licenseConcluded", .string("NOASSERTION")), ("licenseDeclared", .string("NOASSERTION")), ("copyrightText", .string("NOASSERTION")),
            ("primaryPackagePurpose", .string("APPLICATION")), ("externalRefs", .array([Self.address(address)])), ("comment", .string(comment)),
        ])
    }

    private func package(_ component: Bill.Component) -> JSONValue {
        let package = component.package
        let checksums = Self.checksums(of: package)
        let references = (component.url.map { [Self.address($0.description)] } ?? []) + advisories(on: component)
        return .present([
            ("SPDXID", .string(Self.identifier(of: component.reference))),
            ("name", .string(package.name.isEmpty ? component.reference : package.name)),
            ("versionInfo", package.version.isEmpty ? nil : .string(package.version)),
            ("downloadLocation", .string(PublishedAddress.repository(of: package) ?? PublishedAddress.archive(of: package) ?? "NOASSERTION")),
            ("filesAnalyzed", .bool(false)),
            ("checksums", checksums.isEmpty ? nil : .array(checksums)),
            ("sourceInfo", component.occurrences.isEmpty ? nil : .string("found in \(component.occurrences.joined(separator: ", "))")),
            ("licenseConcluded", .string("NOASSERTION")),
            ("licenseDeclared", .string(LicenseText.expression(of: package.licenses) ?? "NOASSERTION")),
            ("copyrightText", .string("NOASSERTION")),
            ("primaryPackagePurpose", .string("LIBRARY")),
            ("externalRefs", references.isEmpty ? nil : .array(references)),
            ("comment", .string(Self.words(about: component))),
        ])
    }

    private static func address(_ text: String) -> JSONValue {
        .object([("referenceCategory", .string("PACKAGE-MANAGER")), ("referenceType", .string("purl")), ("referenceLocator", .string(text))])
    }

    private func advisories(on component: Bill.Component) -> [JSONValue] {
        guard options.listsVulnerabilities else { return [] }
        return bill.vulnerabilities.filter { $0.component == component.reference }.compactMap { vulnerability in
            guard let address = FlawSource(of: vulnerability.flaw.id, vulnerability.flaw).address else { return nil }
            return .object([
                ("referenceCategory", .string("SECURITY")), ("referenceType", .string("advisory")),
                ("referenceLocator", .string(address)), ("comment", .string(vulnerability.words)),
            ])
        }
    }

    private static func checksums(of package: Package) -> [JSONValue] {
        let hashes = Set(package.hashes).sorted()
        guard Set(hashes.map(\.algorithm)).count == hashes.count else { return [] }
        return hashes.map { hash in
            .object([("algorithm", .string(hash.algorithm.rawValue.uppercased())), ("checksumValue", .string(hash.hexadecimal))])
        }
    }

    private static func words(about component: Bill.Component) -> String {
        let kinds: [(String, String)] = [("loaded", "loaded by"), ("perhaps-loaded", "perhaps loaded by"), ("shipped", "shipped with")]
        let uses = kinds.compactMap { kind, verb in
            let names = component.uses.filter { $0.kind.rawValue == kind }.map(\.function)
            return names.isEmpty ? nil : "\(verb) \(names.joined(separator: ", "))"
        }
        let last = component.isForDevelopment ? ["there to build and test"] : uses.isEmpty ? ["in no function's package"] : []
        let lists = component.lists.isEmpty ? "in no list" : "listed in \(component.lists.map(\.description).joined(separator: ", "))"
        return (uses + last + [lists]).joined(separator: "; ")
    }

    // MARK: Relations

    private var relationships: [JSONValue] {
        let root = bill.subject.function == nil ? Self.application : bill.functions.first.map(Self.identifier) ?? Self.application
        var all = [relationship("SPDXRef-DOCUMENT", "DESCRIBES", root)]
        if bill.subject.function == nil { all += bill.functions.map { relationship(root, "CONTAINS", Self.identifier(of: $0)) } }
        for function in bill.functions {
            all += function.needs.map { relationship(Self.identifier(of: function), "DEPENDS_ON", Self.identifier(of: $0)) }
        }
        let development = Set(bill.components.filter(\.isForDevelopment).map(\.reference))
        all += bill.ownNeeds.map { need in
            development.contains(need)
                ? relationship(Self.identifier(of: need), "DEV_DEPENDENCY_OF", root) : relationship(root, "DEPENDS_ON", Self.identifier(of: need))
        }
        for component in bill.components {
            all += component.needs.map { relationship(Self.identifier(of: component.reference), "DEPENDS_ON", Self.identifier(of: $0)) }
        }
        return all
    }

    private func relationship(_ element: String, _ type: String, _ other: String) -> JSONValue {
        .object([("spdxElementId", .string(element)), ("relationshipType", .string(type)), ("relatedSpdxElement", .string(other))])
    }

    private static func identifier(of function: Bill.Function) -> String { "SPDXRef-Function-" + name(function.name) }
    private static func identifier(of reference: String) -> String { "SPDXRef-Package-" + name(reference) }

    /// Letters, digits, dots and dashes are all that an identifier may hold; what gets lost is told apart by a number made
    /// from the whole.
    private static func name(_ text: String) -> String {
        let plain = text.hasPrefix("pkg:") ? text.dropFirst(4) : text[...]
        let letters = plain.utf8.prefix(80).map { byte -> UInt8 in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == UInt8(ascii: ".")
            return isPlain ? byte : UInt8(ascii: "-")
        }
        var fingerprint = Fingerprint()
        fingerprint.combine(text)
        return String(decoding: letters, as: UTF8.self) + "-" + fingerprint.hexadecimal.prefix(8)
    }
}
