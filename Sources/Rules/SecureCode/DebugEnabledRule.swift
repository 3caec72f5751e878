import ApplicationModel
import AuditKit
import Findings

/// An environment variable that switches debug code on.
struct DebugEnabledRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .secureCode, "debug-enabled", since: "0.1.0", severity: .medium,
        summary: "is deployed with debugging switched on",
        why: """
            Debug modes exist to show the inside of a program: stack traces with source and variables, every header a \
            library sends, an interpreter to type into. Deployed, they show it to whoever causes an error or reads the \
            log. Only variables are reported that are known to switch such code on; log levels are not.
            """,
        remedy: "Remove the variable, or set it for the stages that only developers reach.",
        cwe: [489, 215],
        references: [
            "https://cheatsheetseries.owasp.org/cheatsheets/Error_Handling_Cheat_Sheet.html",
            "https://flask.palletsprojects.com/en/stable/debugging/",
            "https://nodejs.org/en/learn/getting-started/debugging",
        ])

    static let examples: [RuleExample] = [
        .flagged(
            .serverlessFramework,
            """
            service: shop
            provider:
              name: aws
              environment:
                DEBUG: «'*'»
            functions:
              list:
                handler: list.handler
                environment:
                  FLASK_DEBUG: «1»
                  NODE_OPTIONS: «--enable-source-maps --inspect=0.0.0.0:9229»
            """),
        .clean(
            .serverlessFramework,
            """
            # Levels and switches that are off.
            service: shop
            provider:
              name: aws
              environment:
                LOG_LEVEL: debug
                DEBUG: 'false'
                FLASK_DEBUG: 0
                NODE_OPTIONS: --enable-source-maps
                NODE_ENV: production
            functions:
              list:
                handler: list.handler
            """),
        .clean(
            .serverlessFramework,
            """
            # One library's own messages.
            service: shop
            provider:
              name: aws
            functions:
              list:
                handler: list.handler
                environment:
                  DEBUG: shop:orders
            """),
    ]

    init() {}

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        application.environmentBindings.compactMap { binding in
            verdict(on: binding.variable, of: binding.mostExposed).map(binding.concerning)
        }
    }

    private func verdict(on variable: EnvironmentVariable, of function: Function) -> Verdict? {
        guard let text = variable.value.scalarText, let found = DebugSwitch(name: variable.name, value: text) else {
            return undecided(variable)
        }
        return .violation(violation(variable, found, of: function))
    }

    /// Only variables that are nothing but switches are worth a question when their value is open.
    private func undecided(_ variable: EnvironmentVariable) -> Verdict? {
        let switches = ["FLASK_DEBUG", "DJANGO_DEBUG", "APP_DEBUG", "PYTHONINSPECT"]
        guard switches.contains(variable.name.uppercased()), variable.value.isUndetermined else { return nil }
        return .undecided(at: variable.value.place, because: variable.value.whyUndetermined, functions: [])
    }

    private func violation(
        _ variable: EnvironmentVariable, _ found: DebugSwitch, of function: Function
    ) -> Violation {
        let severity: Severity = found.opensDebugger ? .high : .medium
        return Violation(
            at: variable.value.place, "environment variable `\(variable.name)` switches debugging on",
            gain: "in `\(function.name)` it \(found.effect)",
            severity: severity.weighed(by: function.exposure), repair: repair(variable, found))
    }

    private func repair(_ variable: EnvironmentVariable, _ found: DebugSwitch) -> Repair? {
        switch found.remainder {
        case .none:
            return Repair("remove `\(variable.name)`", .removeMember(keyPlace: variable.namePlace))
        case .some(let text):
            guard variable.value.isWrittenWhereUsed else { return nil }
            return Repair("set `\(variable.name)` to `\(text)`", .replace(variable.value.place, with: .string(text)))
        }
    }
}
