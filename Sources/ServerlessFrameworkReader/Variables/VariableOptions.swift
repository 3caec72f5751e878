package import ApplicationModel

/// What the person who scans says in place of the framework's own command line.
///
/// Nothing here is ever taken from the host: a variable of the environment is known only when it was named explicitly.
package struct VariableOptions: Hashable, Sendable {
    /// `--stage`; `nil` when not given.
    package var stage: String?
    /// `--region`; `nil` when not given.
    package var region: String?
    /// Other options that `${opt:…}` may name.
    package var options: [String: String]
    /// `--param key=value`.
    package var parameters: [String: String]
    /// Parameters that a compose file hands to the service; everything the service itself says goes before them.
    package var inheritedParameters: [String: Value]
    /// The variables of the environment that `--allow-env` named, with their values.
    package var environment: [String: String]

    /// Makes options; none are given by default.
    package init(
        stage: String? = nil, region: String? = nil, options: [String: String] = [:],
        parameters: [String: String] = [:], inheritedParameters: [String: Value] = [:],
        environment: [String: String] = [:]
    ) {
        self.stage = stage
        self.region = region
        self.options = options
        self.parameters = parameters
        self.inheritedParameters = inheritedParameters
        self.environment = environment
    }

    /// The value of a command line option, by its long name or by the framework's short forms `s` and `r`.
    func option(_ name: String) -> String? {
        switch name {
        case "stage", "s": stage ?? options[name]
        case "region", "r": region ?? options[name]
        default: options[name]
        }
    }
}
