import ApplicationModel
import ManifestReading
import SourceText

/// Reads cross-origin settings, of which every kind of door has its own spelling.
enum CORSReader {
    /// The settings of an `http` event: `true`, or `origin` or `origins`.
    static func rest(_ setting: Value.Member?) -> CORS? {
        guard let setting, setting.value.isTruthy else { return nil }
        let value = setting.value
        let origins = value["origins"]?.truthy ?? value["origin"]?.truthy
        return CORS(
            origins: origins.map(separated) ?? any(setting), allowsCredentials: value["allowCredentials"],
            place: setting.keyPlace)
    }

    /// The settings of an HTTP API or a function URL: `true`, or `allowedOrigins`.
    static func http(_ setting: Value.Member?) -> CORS? {
        guard let setting, setting.value.isTruthy else { return nil }
        let value = setting.value
        return CORS(
            origins: value["allowedOrigins"]?.truthy.map(separated) ?? any(setting),
            allowsCredentials: value["allowCredentials"], place: setting.keyPlace)
    }

    /// The framework's default, or the setting itself when it is not known.
    private static func any(_ setting: Value.Member) -> [Value] {
        if setting.value.isUndetermined { return [setting.value] }
        return [.literal("*", at: setting.keyPlace)]
    }

    /// One string may name several origins with commas between them.
    private static func separated(_ value: Value) -> [Value] {
        value.oneOrMany.flatMap { origin -> [Value] in
            guard let text = origin.string, text.contains(",") else { return [origin] }
            return text.split(whereSeparator: { $0 == "," || $0 == " " }).map {
                origin.replacing(.string(String($0)))
            }
        }
    }
}
