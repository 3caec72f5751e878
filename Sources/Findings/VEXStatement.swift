package import PackageURLs
package import SourceText

/// What a document of somebody who looked into it says of a flaw in some products.
///
/// Sources: <https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md>,
/// <https://cyclonedx.org/docs/1.6/json/#vulnerabilities_items_analysis_state>
package struct VEXStatement: Sendable, Hashable {
    /// What became of the flaw.
    package enum Status: String, Sendable, Hashable, CaseIterable {
        case affected
        case notAffected = "not affected"
        case fixed
        case falsePositive = "false positive"
        case underInvestigation = "under investigation"

        /// Whether nothing is left to do about a flaw.
        package var settles: Bool { [.notAffected, .fixed, .falsePositive].contains(self) }
    }

    /// One thing that a statement is about.
    package struct Product: Sendable, Hashable {
        /// The software that contains the package; `nil` when the package is meant wherever it is used.
        package let container: Container?
        /// The package; `nil` for whatever the container has the flaw from.
        package let package: PackageURL?
        /// The only versions that are meant; `nil` when the address says it all.
        package let versions: [String]?

        /// Makes a product.
        package init(container: Container? = nil, package: PackageURL?, versions: [String]? = nil) {
            self.container = container
            self.package = package
            self.versions = versions
        }
    }

    /// The software that contains a package.
    package struct Container: Sendable, Hashable {
        /// Its address; `nil` when the document gives none.
        package let address: PackageURL?
        /// Its name; `nil` when the document gives none.
        package let name: String?

        /// Makes a container.
        package init(address: PackageURL?, name: String? = nil) {
            self.address = address
            self.name = name
        }
    }

    /// Every id of the flaw, as written.
    package let flaws: [String]
    /// What it is about.
    package let products: [Product]
    /// What became of the flaw there.
    package let status: Status
    /// Why, in the document's words; empty when it does not say.
    package let reason: String
    /// Where the statement stands.
    package let place: SourcePlace

    /// Makes a statement.
    package init(flaws: [String], products: [Product], status: Status, reason: String, place: SourcePlace) {
        self.flaws = flaws
        self.products = products
        self.status = status
        self.reason = reason
        self.place = place
    }

    /// What people read of it where it silences something.
    package var words: String { reason.isEmpty ? status.rawValue : "\(status.rawValue): \(reason)" }
}

extension VEXStatement {
    /// Whether it settles what is said of a package in a function of an application, or in the application as a whole.
    func settles(_ concern: PackageConcern, for function: String?, of application: String, _ manifest: RelativePath) -> Bool {
        guard status.settles, flaws.contains(where: concern.isFlaw) else { return false }
        let whole = ApplicationAddress.url(of: application, manifest, function: function)
        return products.contains { product in
            // That a flaw is fixed can be said of versions alone.
            guard status != .fixed || product.package?.version != nil || product.versions != nil else { return false }
            if let container = product.container, !container.means(whole, named: application) { return false }
            if let versions = product.versions, !versions.contains(concern.version) { return false }
            guard let address = product.package else { return true }
            if let package = concern.package, address.covers(package) { return true }
            return product.container == nil && address.covers(whole)
        }
    }
}

extension VEXStatement.Container {
    /// Other tools give an application another address, and the same name.
    fileprivate func means(_ whole: PackageURL, named application: String) -> Bool {
        address.map { $0.covers(whole) } == true || name == application
    }
}

/// The address of an application or a function of it, which no registry keeps: `pkg:generic/services/orders/shop`, and
/// `#functions/createOrder` behind it.
package enum ApplicationAddress {
    /// The address of a function, or of the application as a whole; the folders of the manifest tell namesakes apart.
    package static func url(of application: String, _ manifest: RelativePath, function: String? = nil) -> PackageURL {
        PackageURL(
            type: "generic", namespace: manifest.directory.description.split(separator: "/").map(String.init).filter { $0 != "." },
            name: application, subpath: function.map { ["functions", $0] } ?? [])
    }
}
