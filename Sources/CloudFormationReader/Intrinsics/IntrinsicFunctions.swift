package import ApplicationModel
internal import SourceText

/// Evaluates CloudFormation's intrinsic functions, in their long form, as far as the tree tells; what only the
/// deployment knows becomes a symbol of the model.
///
/// `Fn::If` on a condition that is not decided stays a symbol with both branches in its argument. Members and elements
/// that are `AWS::NoValue` are dropped.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
package struct IntrinsicFunctions: Sendable {
    /// How many containers deep a value is looked into; CloudFormation itself stops far earlier.
    package static let depthLimit = 200
    /// How many bytes of text the values of parameters and mappings may add to one template; what comes after stays
    /// symbolic.
    package static let textLimit = 16 * 1024 * 1024
    /// How many parts one string may be put together of.
    package static let partLimit = 8192

    private let scope: TemplateScope

    /// Makes a pass over values of one template.
    package init(scope: TemplateScope) {
        self.scope = scope
    }

    /// The value with every intrinsic function and dynamic reference in it evaluated or replaced by a symbol; places
    /// are kept.
    package func resolve(_ value: Value) -> Value {
        var evaluation = IntrinsicEvaluation(scope: scope)
        return evaluation.resolve(value, depth: 0)
    }
}

extension Value {
    /// Whether the value is `AWS::NoValue`, which stands for nothing at all.
    package var isNoValue: Bool { content == .symbolic(.pseudoParameter("AWS::NoValue")) }

    /// The value without members and elements that stand for nothing; arguments of functions, which count their
    /// elements, are left as they are.
    var withoutNoValue: Value { withoutNoValue(depth: 0) }

    private func withoutNoValue(depth: Int) -> Value {
        guard depth < IntrinsicFunctions.depthLimit else { return self }
        switch content {
        case .list(let elements):
            return replacing(.list(elements.filter { !$0.isNoValue }.map { $0.withoutNoValue(depth: depth + 1) }))
        case .map(let members):
            return replacing(
                .map(
                    members.filter { !$0.value.isNoValue }.map {
                        Member(key: $0.key, keyPlace: $0.keyPlace, value: $0.value.withoutNoValue(depth: depth + 1))
                    }))
        default: return self
        }
    }
}
