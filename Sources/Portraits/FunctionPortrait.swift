import ApplicationModel
import Findings

/// Describes one function: what reaches it, what it may do, what it holds, what it ships.
struct FunctionPortrait {
    let function: Function
    let model: ModelIndex
    let positions: Positions
    let discretion: Discretion

    var application: Application { model.application }

    /// The card with what its role allows; nothing on it holds a secret.
    func card(permissions: [CardLine]) -> FunctionCard {
        let mask = discretion.mask
        var card = FunctionCard(
            name: mask.masked(function.name), application: mask.masked(application.name),
            place: positions[function.namePlace], exposure: function.exposure.rawValue)
        card.facts = facts.map(masked)
        card.reachedBy = reachedBy.map(masked)
        card.reaches = reaches.map(masked)
        card.role = masked(roleTitle)
        card.permissions = permissions
        card.ownEnvironment = environment { !$0.isInherited }.map(masked)
        card.sharedEnvironment = environment(where: \.isInherited).map(masked)
        card.layers = function.layers.map { masked(CardLine(line($0))) }
        card.tags = function.tags.map { masked(CardRow($0.key, line($0.value, named: $0.key))) }
        return card
    }

    func masked(_ line: CardLine) -> CardLine { CardLine(discretion.mask.masked(line.text), at: line.place) }

    private func masked(_ row: CardRow) -> CardRow {
        CardRow(discretion.mask.masked(row.label), discretion.mask.masked(row.text), at: row.place)
    }

    /// A value in one line; `name` is the key it stands under.
    func line(_ value: Value, named name: String = "") -> String {
        discretion.line(value, at: [name])
    }

    private var facts: [CardRow] {
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
        return rows.compactMap { label, text in text.map { CardRow(label, $0) } }
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

    private func environment(where isWanted: (EnvironmentVariable) -> Bool) -> [CardRow] {
        function.environment.filter(isWanted).map {
            CardRow($0.name, discretion.line($0.value, at: ["environment", $0.name]))
        }
    }
}
