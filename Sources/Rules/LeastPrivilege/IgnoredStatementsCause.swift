import ApplicationModel
import AuditKit
import Findings

/// Why a function's own statements hold for nobody, with what to do about it.
/// Source: https://www.serverless.com/framework/docs/providers/aws/guide/iam
struct IgnoredStatementsCause {
    /// The plugin that reads statements of functions in versions 1 to 3.
    static let plugin = "serverless-iam-roles-per-function"

    /// What is wrong.
    let message: String
    /// What an attacker does, behind their name.
    let effect: String
    /// What to write instead; `nil` for the rule's own words.
    let remedy: String?
    /// The weight; `nil` for the rule's own.
    var severity: Severity?
    /// Whether a version was assumed.
    let isAssumed: Bool
    /// Whether nothing is wrong but that the plugin is not loaded.
    private(set) var lacksPlugin = false

    /// Finds the cause for a key of a function.
    init(of key: String, on function: Function, in application: Application) {
        guard !application.isTemplate else {
            self.init(
                "`\(key)` beside `Role` does nothing: SAM reads it only for a role that it makes itself",
                effect: "acts under the role that `Role` names, not under the limits written here",
                remedy: """
                    Remove `Role`, so that SAM makes a role for this function alone, or move the policies to the role that \
                    it names.
                    """)
            return
        }
        let isStructured = key == "iam.role.statements"
        let hasPlugin = application.hasPlugin(Self.plugin)
        let isRead = hasPlugin || application.frameworkMajor.map { $0.number >= 4 } == true
        let provider = application.document["provider"]
        if isStructured, hasPlugin {
            self.init(
                "`\(key)` of a function does nothing: `\(Self.plugin)` reads only `iamRoleStatements`",
                effect: "acts under the service's role, not under the limits written here",
                remedy: "Write the statements under `iamRoleStatements`.")
        } else if function.definition["role"].map({ !$0.isNull }) == true {
            self.init(besideRole: key, reader: hasPlugin ? "`\(Self.plugin)`" : isRead ? "version 4" : nil)
        } else if isRead, let setting = Self.existingRole(provider) {
            self.init(
                "`\(key)` of a function does nothing: `\(setting)` names one role for all functions",
                effect: "acts under that role, not under the limits written here",
                remedy: """
                    Remove `\(setting)`, so that the framework makes a role from these statements, or write them in the \
                    policies of a role that the function's `role` names.
                    """)
        } else {
            self.init(unread: key, on: function, in: application)
        }
    }

    private init(_ message: String, effect: String, remedy: String?, isAssumed: Bool = false) {
        self.isAssumed = isAssumed
        self.message = message
        self.effect = effect
        self.remedy = remedy
    }

    private init(besideRole key: String, reader: String?) {
        let remedy = """
            Remove `role`, so that the function gets a role of its own from these statements, or move them to the \
            policies of the role that it names.
            """
        guard let reader else {
            self.init(
                "`\(key)` of a function does nothing: its `role` names the role it runs under",
                effect: "acts under that role, not under the limits written here", remedy: remedy)
            return
        }
        self.init(
            "`\(key)` beside `role` on one function: \(reader) refuses to deploy both",
            effect: "meets whatever was deployed before, not the limits written here", remedy: remedy)
        severity = .low
    }

    private init(unread key: String, on function: Function, in application: Application) {
        let others = application.role(of: function).map { application.functions(under: $0).count - 1 } ?? 0
        let needs = others == 1 ? "another function needs" : "\(others) other functions need"
        let number = application.frameworkMajor?.number ?? 3
        let isAssumed = application.frameworkMajor?.basis == .assumed
        let version = isAssumed ? "version \(number), assumed as none is pinned," : "version \(number) of the framework"
        self.init(
            "`\(key)` of a function does nothing: neither \(version) nor a plugin reads it",
            effect: """
                acts under the service's role\(others > 0 ? ", with all that \(needs)" : ""), not under the limits \
                written here
                """,
            remedy: nil, isAssumed: isAssumed)
        lacksPlugin = true
    }

    private static func existingRole(_ provider: Value?) -> String? {
        if let role = provider?[path: "iam", "role"], !role.isMap, !role.isNull { return "provider.iam.role" }
        return provider?["role"].map { !$0.isNull } == true ? "provider.role" : nil
    }
}
