import ApplicationModel
import AuditKit
import SourceText

/// A bucket or topic that the Serverless Framework makes because an event names it.
/// Sources: https://www.serverless.com/framework/docs/providers/aws/events/s3,
/// https://www.serverless.com/framework/docs/providers/aws/events/sns
struct FrameworkStore {
    /// The logical id that the framework gives it; `nil` when its name is not known, or is set in `provider.s3`.
    let logicalID: String?
    /// The name as the event has it, or as `provider.s3` has it for the event's word.
    let name: Value
    /// Whether it is a bucket, else a topic.
    let isBucket: Bool
    /// The event that names it first.
    let place: SourcePlace
    /// The functions with such an event, in the manifest's order.
    private(set) var functions: [String]

    /// Those of an application, each once, in the order in which they are first named.
    static func all(in application: Application) -> [FrameworkStore] {
        guard application.format == .serverlessFramework, application.provider.isAWS else { return [] }
        var found: [FrameworkStore] = []
        var indices: [[Value.Content]: Int] = [:]
        for function in application.functions {
            for store in function.triggers.compactMap({ FrameworkStore($0, of: function, application.document[path: "provider", "s3"]) }) {
                let key = [.bool(store.isBucket), store.name.content]
                if let index = indices[key] {
                    if found[index].functions.last != function.name { found[index].functions.append(function.name) }
                } else {
                    indices[key] = found.count
                    found.append(store)
                }
            }
        }
        return found
    }

    /// An event of a bucket or topic that exists already makes none.
    private init?(_ trigger: Trigger, of function: Function, _ settings: Value?) {
        guard trigger.sourceLogicalID == nil, trigger.source == nil else { return nil }
        let definition = trigger.definition
        let word: Value
        switch (trigger.kind, trigger.name) {
        case (.objectStorage, "s3"): (isBucket, word) = (true, definition["bucket"] ?? definition)
        case (.topic, "sns"): (isBucket, word) = (false, definition["topicName"] ?? definition)
        default: return nil
        }
        guard !word.isMap, !word.isNull else { return nil }
        let custom = isBucket ? word.string.flatMap { settings?[$0] } : nil
        name = custom?["name"] ?? word
        let letters = custom != nil ? nil : word.string?.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let prefix = isBucket ? "S3Bucket" : "SNSTopic"
        logicalID = letters.map { prefix + $0.prefix(1).uppercased() + $0.dropFirst() }
        place = trigger.place
        functions = [function.name]
    }
}
