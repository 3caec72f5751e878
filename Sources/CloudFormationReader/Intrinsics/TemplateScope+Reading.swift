package import ApplicationModel
package import SourceText

extension TemplateScope {
    /// The scope of a template's sections, written as they are: parameters bound, conditions decided.
    /// - Parameters:
    ///   - template: A map with `Parameters`, `Conditions` and `Mappings`, intrinsic functions in their long form.
    ///   - given: What whoever scans, or the parent of a nested stack, says that parameters are.
    ///   - region: What `AWS::Region` is; `nil` when it is not known.
    package static func reading(
        _ template: Value, given: [String: Value] = [:], region: String? = nil
    ) -> (scope: TemplateScope, issues: [SourceIssue]) {
        let parameters = TemplateParameter.all(in: template)
        let bindings = ParameterBindings(parameters, given: given)
        var scope = TemplateScope(parameters: bindings.values, mappings: template["Mappings"])
        if let region { scope.pseudoParameters["AWS::Region"] = region }
        var comparison = scope
        for parameter in parameters where !bindings.given.contains(parameter.name) {
            comparison.parameters[parameter.name] = Value(
                .symbolic(.parameter(parameter.name)), place: parameter.namePlace)
        }
        let evaluator = ConditionEvaluator(section: template["Conditions"], scope: comparison, parameters: parameters)
        scope.conditions = evaluator.decided
        return (scope, evaluator.issues)
    }
}

extension TemplateParameter {
    /// The parameters of a template or template section, in order.
    package static func all(in template: Value) -> [TemplateParameter] {
        (template["Parameters"]?.members ?? []).map {
            TemplateParameter(name: $0.key, namePlace: $0.keyPlace, definition: $0.value)
        }
    }
}

extension TemplateOutput {
    /// The outputs of a template or template section, in order.
    package static func all(in template: Value) -> [TemplateOutput] {
        (template["Outputs"]?.members ?? []).map {
            TemplateOutput(name: $0.key, namePlace: $0.keyPlace, definition: $0.value)
        }
    }
}
