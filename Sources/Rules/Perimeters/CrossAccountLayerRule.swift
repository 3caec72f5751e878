import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A function that loads a layer out of an account of somebody else's.
struct CrossAccountLayerRule: FunctionRule {
    static let metadata = RuleMetadata(
        .perimeters, "cross-account-layer", since: "0.1.0", severity: .medium, confidence: .medium,
        summary: "loads code out of another account",
        why: """
            A layer is code that runs inside the function, with its role, its environment and everything it is sent. A \
            layer of another account is written by whoever owns that account, no lockfile pins what it holds, and no \
            scanner of dependencies looks into it. Its version cannot be changed afterwards, but it can be taken away. \
            Layers that AWS itself publishes are not reported.
            """,
        remedy: """
            Build the layer in the own account from sources that were looked at: download the version with \
            `aws lambda get-layer-version-by-arn`, read it, publish it as `AWS::Lambda::LayerVersion`, and refer to that.
            """,
        cwe: [829, 494],
        references: [
            "https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html",
            "https://docs.aws.amazon.com/lambda/latest/dg/creating-deleting-layers.html",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                layers:
                  - «arn:aws:lambda:eu-west-1:123456789012:layer:chromium:31»
                events:
                  - httpApi: GET /orders
            """),
        .flagged(
            .serverlessFramework,
            """
            # For every function, with the region left open.
            service: shop
            provider:
              name: aws
              layers:
                - !Sub «'arn:aws:lambda:${AWS::Region}:123456789012:layer:fonts:2'»
            functions:
              list:
                handler: list.handler
              export:
                handler: export.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # AWS's own, the own account's, and one of the same manifest.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                layers:
                  - !Sub arn:aws:lambda:${AWS::Region}:017000801446:layer:AWSLambdaPowertoolsPythonV3-python313-x86_64:18
                  - !Sub arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:layer:common:3
                  - !Ref CommonLambdaLayer
            layers:
              common:
                path: layers/common
            """),
        .clean(
            .serverlessFramework,
            """
            # The role shows which account the manifest is deployed to.
            service: shop
            provider:
              name: aws
              iam:
                role: arn:aws:iam::123456789012:role/shop
            functions:
              list:
                handler: list.handler
                layers:
                  - arn:aws:lambda:eu-west-1:123456789012:layer:common:3
            """),
        .undecided(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                layers:
                  - ${env:LAYER_ARN}
            """),
    ]

    private var own: OwnAccounts?
    private var strongestGrants: [Role.ID: String] = [:]

    init() {}

    func prepared(for context: AuditContext) -> CrossAccountLayerRule {
        var rule = self
        rule.own = OwnAccounts(context.application)
        if context.application.functions.contains(where: { !$0.layers.isEmpty }) {
            rule.strongestGrants = context.application.strongestGrants
        }
        return rule
    }

    func verdicts(on function: Function, in context: AuditContext) -> [Verdict] {
        guard context.application.provider.isAWS else { return [] }
        return function.layers.flatMap(\.possibleElements).compactMap { layer, isOptional in
            verdict(on: layer, isOptional: isOptional, of: function)
        }
    }

    private func verdict(on layer: Value, isOptional: Bool, of function: Function) -> Verdict? {
        guard let text = layer.text(placeholder: "?"), text.hasPrefix("arn:") else {
            return isOpen(layer) ? .undecided(at: layer.place, because: layer.whyUndetermined, functions: []) : nil
        }
        guard let account = OwnAccounts.account(inARN: text) else {
            let isOwn = layer.symbols.contains(.pseudoParameter("AWS::AccountId"))
            return isOwn || !layer.isUndetermined
                ? nil : .undecided(at: layer.place, because: layer.whyUndetermined, functions: [])
        }
        guard own?.contains(account) != true, !PublicLayers.areFromAWS(account) else { return nil }
        return .violation(violation(text, account, at: layer, of: function))
    }

    /// A reference to a resource of the manifest is one of its own layers.
    private func isOpen(_ layer: Value) -> Bool {
        if case .symbolic(.resource) = layer.content { return false }
        return layer.isUndetermined
    }

    private func violation(_ text: String, _ account: String, at layer: Value, of function: Function) -> Violation {
        let name = text.split(separator: ":", omittingEmptySubsequences: false).dropFirst(6).first.map(String.init) ?? text
        let vendor = PublicLayers.vendor(of: account)
        let grant = function.roleID.flatMap { strongestGrants[$0] }
        let reach = grant.map { ", and may call `\($0)`" } ?? ""
        return Violation(
            at: layer.place, "the layer `\(name)` comes out of \(vendor.map { "\($0)'s" } ?? "the") account `\(account)`",
            gain: "whoever publishes for \(vendor ?? "the account `\(account)`") runs code inside the function with its role and events\(reach)",
            severity: vendor == nil ? .medium : .low)
    }
}
