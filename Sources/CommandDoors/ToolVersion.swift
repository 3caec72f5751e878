/// The tool's version.
package enum ToolVersion {
    /// The version of this source tree (https://semver.org).
    package static let current = "0.1.0"
}
