/// How the framework turns names of the manifest into logical ids.
/// Source: https://www.serverless.com/framework/docs/providers/aws/guide/resources
enum FunctionNaming {
    /// A name as the framework writes it into logical ids: capitalised, `-` and `_` spelt out.
    static func normalized(_ name: String) -> String {
        var text = ""
        for character in name {
            switch character {
            case "-": text += "Dash"
            case "_": text += "Underscore"
            default: text.append(character)
            }
        }
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    /// The logical id of a function's resource.
    static func logicalID(of function: String) -> String { normalized(function) + "LambdaFunction" }

    /// The logical id of a function's own address.
    static func urlLogicalID(of function: String) -> String { logicalID(of: function) + "Url" }

    /// The logical id of the settings of a function's asynchronous invocations.
    static func invocationSettingsLogicalID(of function: String) -> String { normalized(function) + "LambdaEvConf" }

    /// The logical id of a REST API's method, by its route.
    static func methodLogicalID(method: String, path: String) -> String {
        "ApiGatewayMethod" + normalizedPath(path) + method.prefix(1) + method.dropFirst().lowercased()
    }

    /// The logical id of an HTTP API's route.
    static func httpRouteLogicalID(method: String, path: String) -> String {
        if path == "$default" { return "HttpApiRouteDefault" }
        return "HttpApiRoute" + normalizedPath(method + " " + path)
    }

    /// A path as the framework writes it into logical ids: every segment capitalised, `{id}` as `IdVar`.
    private static func normalizedPath(_ path: String) -> String {
        path.split(separator: "/").map { segment in
            let isVariable = segment.contains("{") && segment.contains("}")
            let letters = segment.lowercased().split(separator: "-", omittingEmptySubsequences: false)
                .joined(separator: "Dash").filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
            return letters.prefix(1).uppercased() + letters.dropFirst() + (isVariable ? "Var" : "")
        }.joined()
    }

    /// The logical id of a function's log group.
    static func logGroupLogicalID(of function: String) -> String { normalized(function) + "LogGroup" }
}
