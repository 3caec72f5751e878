/// What whoever scans says about a deployment; the tree alone cannot know it.
package struct ReadingOptions: Sendable, Hashable {
    /// The stage to resolve for (`--stage`); `nil` leaves the manifest's own default.
    package var stage: String?
    /// The region to resolve for (`--region`); `nil` leaves the manifest's own default.
    package var region: String?
    /// Other command line options by name, for `${opt:name}`.
    package var opts: [String: String]
    /// Parameters by name (`--param name=value`), for `${param:name}`.
    package var params: [String: String]
    /// The variables of the environment that may be read (`--allow-env`), with their values; no other one ever is.
    package var allowedEnvironment: [String: String]

    /// Makes options.
    package init(
        stage: String? = nil, region: String? = nil, opts: [String: String] = [:], params: [String: String] = [:],
        allowedEnvironment: [String: String] = [:]
    ) {
        self.stage = stage
        self.region = region
        self.opts = opts
        self.params = params
        self.allowedEnvironment = allowedEnvironment
    }
}
