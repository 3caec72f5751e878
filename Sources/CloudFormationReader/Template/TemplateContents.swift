internal import ApplicationModel
internal import SourceText

/// One template, or a template with the stacks nested in it, read as far as the tree tells.
struct TemplateContents {
    /// The whole template, intrinsic functions evaluated in every section but `Parameters` and `Conditions`.
    var document: Value
    /// The parameters, in order.
    var parameters: [TemplateParameter]
    /// The outputs, in order; those of nested stacks are not among them.
    var outputs: [TemplateOutput]
    /// The resources that transforms left and made, in order; those of nested stacks by `Stack.LogicalID`.
    var resources: [Resource]
    /// Whether SAM's transform is asked for.
    var isSAM: Bool
    /// Every file that took part, the template first.
    var files: [RelativePath]
    /// What could not be read.
    var issues: [SourceIssue]
}
