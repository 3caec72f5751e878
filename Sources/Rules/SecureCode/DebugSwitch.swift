/// Environment variables that make a program show its inside.
struct DebugSwitch {
    /// What the switch does when it is on, as the end of a sentence about an attacker.
    let effect: String
    /// Whether somebody outside may run code through it.
    let opensDebugger: Bool
    /// The value with which nothing of it is left to see; `nil` when the variable can go.
    private(set) var remainder: String?

    /// The switch that a variable turns on with a value; `nil` when it does not or nobody can tell.
    init?(name: String, value: String) {
        let text = value.lowercased().trimmingBlanks
        let isOn = ["1", "true", "yes", "on"].contains(text)
        switch name.uppercased() {
        case "FLASK_DEBUG" where isOn:
            self.init("opens Werkzeug's debugger on errors, which runs Python that the caller types", debugger: true)
        case "FLASK_ENV" where text == "development":
            self.init("opens Werkzeug's debugger on errors, which runs Python that the caller types", debugger: true)
        case "DJANGO_DEBUG" where isOn:
            self.init("answers errors with settings, source and local variables")
        case "APP_DEBUG" where isOn, "LARAVEL_DEBUG" where isOn:
            self.init("answers errors with the stack, its source and the environment")
        case "RAILS_ENV" where text == "development", "RACK_ENV" where text == "development":
            // Without the variable Rails and Rack take themselves to be in development.
            self.init("answers errors with the stack, its source and the session")
            remainder = "production"
        case "ASPNETCORE_ENVIRONMENT" where text == "development", "DOTNET_ENVIRONMENT" where text == "development":
            self.init("answers errors with the stack, its source and the request's cookies")
        case "PYTHONINSPECT" where !text.isEmpty, "PYTHONBREAKPOINT" where !["", "0"].contains(text):
            self.init("leaves the interpreter waiting for input inside the function", debugger: true)
        case "NODE_OPTIONS" where DebugSwitch.inspects(text):
            self.init("opens the Node.js inspector, which runs any code it is sent", debugger: true)
            remainder = DebugSwitch.options(value) { !DebugSwitch.inspects($0.lowercased()) }
        case "JAVA_TOOL_OPTIONS" where text.contains("-agentlib:jdwp") || text.contains("-xrunjdwp"):
            self.init("opens the Java debug port, which runs any code it is sent", debugger: true)
            remainder = DebugSwitch.options(value) { option in
                !["-agentlib:jdwp", "-xrunjdwp", "-xdebug"].contains { option.lowercased().hasPrefix($0) }
            }
        case "NODE_DEBUG" where !text.isEmpty && text != "0" && text != "false":
            self.init("writes requests of Node's own modules, headers included, to the log")
        case "DEBUG" where text == "*":
            self.init("makes every library write its inner state to the log")
        case "GODEBUG" where text.contains("http2debug="):
            self.init("writes every HTTP/2 frame, headers included, to the log")
        default: return nil
        }
    }

    private init(_ effect: String, debugger: Bool = false) {
        self.effect = effect
        opensDebugger = debugger
    }

    /// The options that stay; `nil` when none does.
    private static func options(_ text: String, where stays: (String) -> Bool) -> String? {
        let kept = text.split(separator: " ").map(String.init).filter(stays)
        return kept.isEmpty ? nil : kept.joined(separator: " ")
    }

    /// `--inspect`, `--inspect-brk` and `--inspect=…` open it, `--inspect-publish-uid` alone does not.
    private static func inspects(_ options: String) -> Bool {
        options.split(separator: " ").contains { option in
            let name = option.prefix { $0 != "=" }
            return name == "--inspect" || name == "--inspect-brk" || name == "--inspect-wait"
        }
    }
}

extension String {
    /// Without spaces, tabs and line breaks at the ends.
    var trimmingBlanks: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
