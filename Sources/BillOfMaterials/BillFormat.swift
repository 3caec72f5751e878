import Reporting

/// The documents that a bill can be written as; the raw values are what people type after `--format`.
package enum BillFormat: String, Sendable, Hashable, CaseIterable {
    /// CycloneDX 1.6.
    case cycloneDX = "cyclonedx"
    /// CycloneDX 1.6 with the vulnerabilities and the components that have some, and nothing else.
    case cycloneDXVEX = "cyclonedx-vex"
    /// OpenVEX 0.2.
    case openVEX = "openvex"
    /// SPDX 2.3.
    case spdx

    /// What a document says besides the bill.
    package struct Options: Sendable {
        /// Whether vulnerabilities are listed; documents that are about nothing else list them anyway.
        package var listsVulnerabilities = false
        /// When the document is made; `nil` leaves it out where a format lets it be left out.
        package var time: BillTime?
        /// The day that stands for the time where a format demands one.
        package var day: BillTime
        /// Who answers for the document; `nil` for the tool itself.
        package var author: String?
        /// The tool's version.
        package var toolVersion: String
        /// Hides what must not be shown.
        package var mask: @Sendable (String) -> String = { $0 }

        /// Makes options without a time of their own.
        package init(day: BillTime, toolVersion: String) {
            self.day = day
            self.toolVersion = toolVersion
        }
    }

    /// Whether the document is about vulnerabilities alone.
    package var isVEX: Bool { self == .cycloneDXVEX || self == .openVEX }

    /// Writes a document; the same bill gives the same bytes.
    package func render(_ bill: Bill, _ options: Options) -> String {
        let make: (String) -> JSONValue =
            switch self {
            case .cycloneDX: { CycloneDXDocument(bill: bill, options: options, isVEX: false).value(serial: $0) }
            case .cycloneDXVEX: { CycloneDXDocument(bill: bill, options: options, isVEX: true).value(serial: $0) }
            case .openVEX: { OpenVEXDocument(bill: bill, options: options).value(id: $0) }
            case .spdx: { SPDXDocument(bill: bill, options: options).value(namespace: $0) }
            }
        let content = JSONWriter.render(make("").masked(by: options.mask))
        return JSONWriter.render(make(DocumentIdentity.urn(of: content)).masked(by: options.mask))
    }

    /// The format that a file's name asks for; `nil` when it asks for none.
    package init?(fileName name: String) {
        let endings: [(String, BillFormat)] = [
            (".openvex.json", .openVEX), (".openvex", .openVEX), (".vex.cdx.json", .cycloneDXVEX), (".vex.json", .openVEX), (".cdx.json", .cycloneDX),
            ("bom.json", .cycloneDX), (".spdx.json", .spdx), (".spdx", .spdx),
        ]
        guard let format = endings.first(where: { name.lowercased().hasSuffix($0.0) })?.1 else { return nil }
        self = format
    }
}

extension JSONValue {
    /// The same with every text hidden that must not be shown.
    fileprivate func masked(by mask: (String) -> String) -> JSONValue {
        switch self {
        case .string(let text): .string(mask(text))
        case .array(let elements): .array(elements.map { $0.masked(by: mask) })
        case .object(let members): .object(members.map { ($0, $1.masked(by: mask)) })
        default: self
        }
    }
}
