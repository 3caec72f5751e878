import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A layer that nobody looks after any more.
struct EndOfLifeLayerRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .dependencies, "end-of-life-layer", since: "0.1.0", severity: .medium,
        summary: "loads a layer that is at its end",
        why: """
            A layer's version never changes: what is in it stays as old as on the day it was published, and no lockfile \
            shows it. A layer that fits only runtimes without patches was built for a language, a C library and packages \
            of their time. One whose publisher has ended it gets no repair of a hole that is found in it.
            """,
        remedy: "Build the layer anew for a runtime that gets patches, or take the line that its publisher looks after.",
        cwe: [1104],
        references: [
            "https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
        ])

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.provider.isAWS else { return [] }
        return declared(in: application, context) + named(in: application, context)
    }

    // MARK: Layers of the manifest

    private struct Declared {
        let id: String
        let name: String
        let runtimes: Value
    }

    private func declared(in application: Application, _ context: AuditContext) -> [Verdict] {
        Self.layers(of: application).compactMap { layer in
            let runtimes = layer.runtimes.elements
            let ended = runtimes.compactMap { $0.string.flatMap(LambdaRuntime.named) }.filter { $0.isWithoutPatches(on: context.today) }
            guard let first = runtimes.first, ended.count == runtimes.count else { return nil }
            let users = application.functions.filter { $0.layers.contains { $0.referencedLogicalID == layer.id } }
            let names = NameList.text(ended.map(\.identifier), showing: 3)
            return .violation(
                Violation(
                    at: first.place, "the layer `\(layer.name)` fits only \(ended.count == 1 ? "a runtime" : "runtimes") without patches: \(names)",
                    gain: Self.gain(users), functions: users.map(\.name), subject: "layer \(layer.name)",
                    severity: users.isEmpty ? .low : .medium,
                    remedy: ended.first?.successor.map { "Build the layer anew for `\($0)`, and move the functions that load it there." }))
        }
    }

    private static func layers(of application: Application) -> [Declared] {
        let resources = application.resources.filter { $0.type.hasSuffix("::LayerVersion") }.compactMap { resource in
            resource.properties["CompatibleRuntimes"].map { Declared(id: resource.logicalID, name: resource.logicalID, runtimes: $0) }
        }
        guard application.format == .serverlessFramework else { return resources }
        let own = (application.document["layers"]?.members ?? []).compactMap { member in
            member.value["compatibleRuntimes"].map {
                Declared(id: member.key.prefix(1).uppercased() + member.key.dropFirst() + "LambdaLayer", name: member.key, runtimes: $0)
            }
        }
        return resources + own
    }

    // MARK: Layers of others

    private func named(in application: Application, _ context: AuditContext) -> [Verdict] {
        application.functions.flatMap { function in
            function.layers.flatMap(\.possibleElements).compactMap { layer, _ in violation(layer, of: function, context).map(Verdict.violation) }
        }
    }

    private func violation(_ layer: Value, of function: Function, _ context: AuditContext) -> Violation? {
        guard let text = layer.text(placeholder: "?"), text.hasPrefix("arn:"), let account = OwnAccounts.account(inARN: text),
            let name = text.split(separator: ":", omittingEmptySubsequences: false).dropFirst(6).first.map(String.init),
            let fate = fate(of: name, in: account, context.today)
        else { return nil }
        return Violation(
            at: layer.place, "the layer `\(name)` \(fate.words)", gain: Self.gain([function]), functions: [function.name],
            subject: "layer \(name)", remedy: fate.remedy)
    }

    private func fate(of name: String, in account: String, _ today: CalendarDate) -> (words: String, remedy: String?)? {
        if let line = EndedLayers.line(of: name, in: account), today >= line.end {
            return ("gets no updates since \(line.end)", "Take `\(line.successor)`, and read what its publisher says about the change.")
        }
        guard let runtime = EndedLayers.runtime(of: name, in: account).flatMap(LambdaRuntime.named), runtime.isWithoutPatches(on: today)
        else { return nil }
        let remedy = runtime.successor.map { "Move the function to `\($0)`, and take the publisher's layer for that runtime." }
        return ("is built for `\(runtime.identifier)`, which gets no patches since \(runtime.deprecated)", remedy)
    }

    private static func gain(_ users: [Function]) -> String {
        "\(users.mostExposed?.attacker ?? "whoever gets at a function that loads it") can use any hole that became known in what is in it, because nobody closes it there"
    }
}

extension LambdaRuntime {
    /// Whether its last day of patches is over.
    func isWithoutPatches(on today: CalendarDate) -> Bool {
        switch phase(on: today) {
        case .supported, .endsSoon: false
        case .deprecated, .createBlocked, .updateBlocked: true
        }
    }
}

extension EndOfLifeLayerRule {
    static let examples: [RuleExample] = [
        .flagged(
            .sam,
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Common:
                Type: AWS::Serverless::LayerVersion
                Properties:
                  ContentUri: layers/common
                  CompatibleRuntimes:
                    - «python3.7»
                    - python3.8
              List:
                Type: AWS::Serverless::Function
                Properties:
                  CodeUri: list/
                  Handler: app.handler
                  Runtime: python3.14
                  Layers:
                    - !Ref Common
            """),
        .flagged(
            .serverlessFramework,
            """
            # Made for one runtime, and a line that its publisher has ended.
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              report:
                handler: report.handler
                layers:
                  - «arn:aws:lambda:eu-west-1:336392948345:layer:AWSSDKPandas-Python38:26»
                  - !Sub «arn:aws:lambda:${AWS::Region}:017000801446:layer:AWSLambdaPowertoolsPythonV2:79»
            """),
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
            functions:
              list:
                handler: list.handler
                layers:
                  - !Ref CommonLambdaLayer
            layers:
              common:
                path: layers/common
                compatibleRuntimes: [«nodejs14.x»]
            """),
        .clean(
            .serverlessFramework,
            """
            # One of the runtimes gets patches, and so do the publishers' layers.
            service: shop
            provider:
              name: aws
              runtime: python3.14
            functions:
              report:
                handler: report.handler
                layers:
                  - !Ref CommonLambdaLayer
                  - arn:aws:lambda:eu-west-1:336392948345:layer:AWSSDKPandas-Python314:6
                  - !Sub arn:aws:lambda:${AWS::Region}:017000801446:layer:AWSLambdaPowertoolsPythonV3-python314-x86_64:27
            layers:
              common:
                path: layers/common
                compatibleRuntimes: [python3.8, python3.14]
            """),
    ]
}
