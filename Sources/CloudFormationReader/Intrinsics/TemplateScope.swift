package import ApplicationModel

/// What the names in a template's intrinsic functions stand for.
package struct TemplateScope: Sendable {
    /// What a `Ref` to each parameter gives: a known value, or the parameter's symbol when it is not known.
    package var parameters: [String: Value]
    /// The conditions that are decided; a condition without an entry may turn out either way.
    package var conditions: [String: Bool]
    /// The `Mappings` section.
    package var mappings: Value?
    /// The pseudo parameters that are known, such as `AWS::Region`, for look-ups in mappings and for conditions;
    /// elsewhere they stay symbols.
    package var pseudoParameters: [String: String]

    /// Whether `AWS::NoValue` stays where it stands: what it takes away from SAM's globals is gone only once they were
    /// merged.
    package var keepsNoValue = false

    /// Makes a scope.
    package init(
        parameters: [String: Value] = [:], conditions: [String: Bool] = [:], mappings: Value? = nil,
        pseudoParameters: [String: String] = [:]
    ) {
        self.parameters = parameters
        self.conditions = conditions
        self.mappings = mappings
        self.pseudoParameters = pseudoParameters
    }
}
