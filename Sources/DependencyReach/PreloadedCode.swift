import ApplicationModel

/// Settings by which code runs that no file of the function imports.
enum PreloadedCode {
    /// Whether a function has a setting that makes its runtime or a wrapper of it load files: what it loads then cannot be
    /// told by following imports.
    ///
    /// Sources: <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html>,
    /// <https://nodejs.org/api/cli.html#node_optionsoptions>
    static func mayRun(in function: Function) -> Bool {
        function.environment.contains { variable in
            switch variable.name {
            case "AWS_LAMBDA_EXEC_WRAPPER": true
            case "NODE_OPTIONS": variable.value.string.map(loadsFiles) ?? true
            default: false
            }
        }
    }

    private static func loadsFiles(_ options: String) -> Bool {
        options.split(separator: " ").contains { option in
            option == "-r" || ["--require", "--import", "--loader", "--experimental-loader"].contains { option.hasPrefix($0) }
        }
    }
}
