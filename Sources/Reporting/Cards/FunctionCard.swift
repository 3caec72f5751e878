package import ApplicationModel
import SourceText

/// One function on a page: what reaches it, what it may do, what it holds, what it ships.
package struct FunctionCard: Sendable {
    let function: Function
    let application: Application
    let places: PlaceNames
    let discretion: Discretion
    private let width: Int

    /// Makes the card of a function, `width` columns wide.
    package init(
        function: Function, application: Application, places: PlaceNames, discretion: Discretion,
        width: Int = 100
    ) {
        self.function = function
        self.application = application
        self.places = places
        self.discretion = discretion
        self.width = width
    }

    /// The card, ending with a line break.
    package var text: String {
        var page = CardPage(width: width, mask: discretion.mask)
        page.head(
            "\(function.name), a function of \(application.name)",
            place: places.name(of: function.namePlace))
        page.table(nil, basics)
        page.section(CardEntry("reached by (\(function.exposure.rawValue))"), reachedBy)
        page.section(CardEntry("reaches"), reaches)
        page.section(roleTitle, permissions)
        page.table("environment of its own", environment { !$0.isInherited })
        page.table("environment of every function", environment(where: \.isInherited))
        page.section(CardEntry("layers"), function.layers.map { CardEntry(line($0)) })
        page.table("tags", function.tags.map { ($0.key, line($0.value, named: $0.key)) })
        return page.text
    }

    /// A value in one line; `name` is the key it stands under.
    func line(_ value: Value, named name: String = "") -> String {
        discretion.line(value, at: [name])
    }

    private var basics: [(label: String, text: String)] {
        let failures = function.failureDestinations.map { line($0) }.joined(separator: ", ")
        let rows: [(label: String, text: String?)] = [
            ("name", function.deployedName.map { line($0) }),
            ("handler", function.handler.map { line($0) }),
            ("image", function.image.map { line($0) }), ("runtime", function.runtime.map { line($0) }),
            ("timeout", measured(function.timeout, "s", byDefault: "6")),
            ("memory", measured(function.memory, "MB", byDefault: "1024")),
            ("tracing", function.tracing.map { line($0) }),
            ("logs", logs), ("package", package),
            ("failures", failures.isEmpty ? nil : "sent to " + failures),
        ]
        return rows.compactMap { label, text in text.map { (label, $0) } }
    }

    /// What holds on AWS when the manifest does not say.
    /// Source: https://www.serverless.com/framework/docs/providers/aws/guide/functions
    private func measured(_ value: Value?, _ unit: String, byDefault standard: String) -> String? {
        if let value { return "\(line(value)) \(unit)" }
        guard application.provider.isAWS, application.format == .serverlessFramework else { return nil }
        return "\(standard) \(unit) (the framework's default)"
    }

    private var logs: String? {
        guard application.provider.isAWS else { return nil }
        if function.hasLogsDisabled { return "off" }
        return function.logRetention.map { "kept for \(line($0)) days" } ?? "kept for ever"
    }

    private var package: String? {
        let package = function.package
        switch package.method {
        case .sharedService: return "one package for the whole service"
        case .individual: return "a package of its own"
        case .artifact:
            return ["built by the author", package.artifact.map { line($0) }].compactMap(\.self).joined(
                separator: ": ")
        case .image: return "a container image"
        case .nothing: return "no code of its own"
        case .bundler:
            let packer = package.bundler.map { ", packed by \($0)" } ?? ""
            let others = package.individually?.bool == true ? "" : ", in one package with the other functions"
            return "only what it imports" + packer + others
        }
    }

    private func environment(
        where isWanted: (EnvironmentVariable) -> Bool
    ) -> [(label: String, text: String)] {
        function.environment.filter(isWanted).map {
            ($0.name, discretion.line($0.value, at: ["environment", $0.name]))
        }
    }
}
