internal import CPermissionTables

/// What CloudFormation's own handlers call to make, read, change and remove each type of resource, whatever its settings.
/// Source: https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html#schema-properties-handlers
package enum HandlerActions {
    /// The actions of a type such as `AWS::SQS::Queue`, sorted; `nil` for types whose handlers do not say.
    package static func ofType(_ type: String) -> [String]? {
        table.value(of: Array(type.utf8)).map { line in
            line.split(separator: UInt8(ascii: " ")).flatMap { group -> [String] in
                let text = String(decoding: group, as: UTF8.self)
                guard let colon = text.firstIndex(of: ":") else { return [] }
                return text[text.index(after: colon)...].split(separator: ",").map { "\(text[...colon])\($0)" }
            }
        }
    }

    private static let table = SortedLines(
        Array(UnsafeBufferPointer(start: ringfence_deployed_types(), count: ringfence_deployed_types_length())))
}
