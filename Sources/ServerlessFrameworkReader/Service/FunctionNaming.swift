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

    /// The logical id of a function's log group.
    static func logGroupLogicalID(of function: String) -> String { normalized(function) + "LogGroup" }
}
