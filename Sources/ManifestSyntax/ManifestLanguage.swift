package import SourceText

/// The notations a manifest is written in.
package enum ManifestLanguage: Sendable, Hashable, CaseIterable {
    /// YAML 1.2, core schema, with the leniencies of js-yaml that real manifests rely on.
    case yaml
    /// JSON, RFC 8259.
    case json

    /// The language a file's extension names (`yml`, `yaml`, `json`); `nil` for any other. A `template` of CloudFormation
    /// is taken as YAML, which JSON is a part of.
    package init?(path: RelativePath) {
        switch path.fileExtension {
        case "yml", "yaml", "template": self = .yaml
        case "json": self = .json
        default: return nil
        }
    }
}
