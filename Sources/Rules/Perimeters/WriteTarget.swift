import ApplicationModel
import AuditKit
import LeastPrivilege
import Permissions

/// The source of a trigger as something that can be written to.
struct WriteTarget {
    /// A word for it, such as `bucket`.
    let word: String
    /// Its logical id, or its name as far as it is known.
    let name: String
    /// The actions with which something is put there.
    private let actions: [Action]
    private let logicalID: String?

    /// The source of a trigger that runs when something is written; `nil` for others and where its name is not known.
    init?(_ trigger: Trigger) {
        let known = trigger.sourceLogicalID ?? trigger.sourceName ?? Self.bus(trigger)
        guard let (word, actions) = Self.kinds[trigger.kind], let known else { return nil }
        self.word = word
        self.actions = actions.compactMap(ActionCatalogue.bundled.action)
        name = known
        logicalID = trigger.sourceLogicalID
    }

    /// Whether a function needs an action that puts something there.
    func isWritten(by needs: FunctionNeeds) -> Bool { needs.needs.contains { need in actions.contains { $0 == need.known } } }

    private static let kinds: [Trigger.Kind: (String, [String])] = [
        .objectStorage: ("bucket", ["s3:PutObject"]), .queue: ("queue", ["sqs:SendMessage"]),
        .topic: ("topic", ["sns:Publish"]),
        .keyValueStream: ("table", ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:BatchWriteItem", "dynamodb:DeleteItem"]),
        .dataStream: ("stream", ["kinesis:PutRecord", "kinesis:PutRecords"]),
        .eventBus: ("event bus", ["events:PutEvents"]),
    ]

    private static func bus(_ trigger: Trigger) -> String? {
        trigger.kind == .eventBus ? trigger.source?.referencedLogicalID ?? trigger.source?.string : nil
    }

    /// Whether Lambda by itself ends a loop through such a source after some rounds.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
    var isWatched: Bool { ["bucket", "queue", "topic"].contains(word) }

    /// Whether a value names it, whole or within an ARN.
    func isNamed(by value: Value) -> Bool {
        var names: [String] = []
        ResourceReferences.visit(value) { names.append($0) }
        if !names.isEmpty { return names.contains(name) }
        guard logicalID == nil, let text = value.string else { return false }
        return text == name || Self.name(inARN: text) == name
    }

    /// `orders` of `arn:aws:sqs:region:account:orders`, `…:table/orders/index/*` and `arn:aws:s3:::orders/*`.
    private static func name(inARN text: String) -> String? {
        let fields = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard fields.count == 6, fields[0] == "arn" else { return nil }
        let parts = fields[5].split(separator: "/")
        return (["table", "stream", "event-bus"].contains(parts.first) ? parts.dropFirst().first : parts.first).map(String.init)
    }

    /// The action with which a statement lets something be put there; `nil` when it lets nothing.
    func action(allowedBy statement: PolicyStatement) -> String? {
        let patterns = statement.knownPatterns.filter { !$0.spansServices }
        return actions.first { action in patterns.contains { $0.matches(action) } }?.description
    }

    /// The resources of a statement that name it.
    func resources(of statement: PolicyStatement) -> [Value] {
        statement.resources.flatMap(\.branches.values).filter(isNamed)
    }
}
