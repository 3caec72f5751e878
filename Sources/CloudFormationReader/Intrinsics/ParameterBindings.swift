internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// What a template's parameters stand for: what whoever scans gives, else the default, else a symbol.
struct ParameterBindings {
    /// CloudFormation's own limit for a parameter's value, in bytes.
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
    private static let valueLimit = 4096

    /// The value of each parameter; a symbol where it is not known.
    private(set) var values: [String: Value] = [:]
    /// The parameters that are given, so that conditions on them are decided; a default is only a proposal.
    private(set) var given: Set<String> = []

    /// Binds parameters; `given` holds what `--param` or the parent of a nested stack says.
    init(_ parameters: [TemplateParameter], given: [String: Value]) {
        for parameter in parameters {
            if let value = given[parameter.name], let known = Self.known(value, as: parameter) {
                // What the command line says is written nowhere; the parameter is where to look.
                let isWritten = known.place.span.upperBound > known.place.span.lowerBound
                values[parameter.name] = isWritten ? known : Value(known.content, place: parameter.namePlace)
                self.given.insert(parameter.name)
            } else {
                values[parameter.name] = given[parameter.name] == nil ? Self.proposed(for: parameter) : Self.symbol(parameter)
            }
        }
    }

    /// The default, unless CloudFormation hides it, reads it from a store, or it is left empty for somebody to fill.
    private static func proposed(for parameter: TemplateParameter) -> Value {
        guard let value = parameter.defaultValue, parameter.noEcho?.bool != true else { return symbol(parameter) }
        if let type = parameter.type, type.hasPrefix("AWS::SSM::Parameter::Value") {
            let reference = SecretReference(
                store: .parameterStore, name: value.scalarText ?? "?", resolvedAt: .deployment, isDecrypted: false)
            return Value(.symbolic(.secret(reference)), place: value.place)
        }
        return known(value, as: parameter) ?? symbol(parameter)
    }

    private static func symbol(_ parameter: TemplateParameter) -> Value {
        Value(.symbolic(.parameter(parameter.name)), place: parameter.namePlace)
    }

    private static func known(_ value: Value, as parameter: TemplateParameter) -> Value? {
        guard let text = value.scalarText, !text.isEmpty, text.utf8.count <= valueLimit else {
            if case .list = value.content { return value }
            return nil
        }
        let isList = parameter.type.map { $0 == "CommaDelimitedList" || $0.hasPrefix("List<") } ?? false
        guard isList else { return value }
        let elements = text.split(separator: ",", omittingEmptySubsequences: false).map { piece in
            Value(.string(piece.trimmingPrefix { $0 == " " }.description), place: value.place)
        }
        return value.replacing(.list(elements))
    }
}
