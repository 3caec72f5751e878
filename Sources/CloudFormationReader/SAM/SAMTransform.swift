internal import ApplicationModel
internal import SourceText

/// Turns the resources of a SAM template into the CloudFormation resources they stand for.
struct SAMTransform {
    var resources: [Resource]
    var issues: [SourceIssue] = []
    init(resources: [Resource], globals: Value?, document: (Value) -> Value?) { self.resources = resources }
}
