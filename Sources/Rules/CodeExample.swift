import ApplicationModel
import AuditKit

/// The language of an example's code.
enum ExampleLanguage: String {
    case javaScript = "js"
    case typeScript = "ts"
    case python = "py"
    case java
    case go

    /// What the manifest says it runs on.
    fileprivate var runtime: String {
        switch self {
        case .javaScript, .typeScript: "nodejs24.x"
        case .python: "python3.14"
        case .java: "java21"
        case .go: "provided.al2023"
        }
    }

    /// The file with the code, and what in it is the handler.
    fileprivate var file: String {
        switch self {
        case .java: "Orders.java"
        case .go: "main.go"
        case .javaScript, .typeScript, .python: "orders.\(rawValue)"
        }
    }
    fileprivate var handler: String {
        switch self {
        case .java: "Orders::handleRequest"
        case .go: "bootstrap"
        case .javaScript, .typeScript, .python: "orders.handler"
        }
    }
}

extension RuleExample {
    /// Code of the function `orders` that the rule flags at every `«…»`; it is behind an open route unless `events` says
    /// otherwise.
    static func flagged(
        _ language: ExampleLanguage, _ code: String, events: String = "- httpApi: POST /orders", more: String = "",
        file: String = #filePath, line: Int = #line
    ) -> RuleExample {
        .flagged(
            .serverlessFramework, manifest(language, events, more), files: [language.file: code], file: file, line: line)
    }

    /// Code of the function `orders` that the rule passes; it is behind an open route unless `events` says otherwise.
    static func clean(
        _ language: ExampleLanguage, _ code: String, events: String = "- httpApi: POST /orders", more: String = "",
        file: String = #filePath, line: Int = #line
    ) -> RuleExample {
        .clean(
            .serverlessFramework, manifest(language, events, more), files: [language.file: code], file: file, line: line)
    }

    /// Code of the function `orders`, whose role has some statements, which the rule flags at every `«…»` in either.
    static func flagged(
        _ language: ExampleLanguage, _ code: String, permissions: String, file: String = #filePath, line: Int = #line
    ) -> RuleExample {
        .flagged(
            .serverlessFramework, manifest(language, permissions: permissions), files: ["orders.\(language.rawValue)": code], file: file,
            line: line)
    }

    /// Code of the function `orders`, whose role has some statements; the rule passes both.
    static func clean(
        _ language: ExampleLanguage, _ code: String, permissions: String, file: String = #filePath, line: Int = #line
    ) -> RuleExample {
        .clean(
            .serverlessFramework, manifest(language, permissions: permissions), files: ["orders.\(language.rawValue)": code], file: file,
            line: line)
    }

    /// Code of the function `orders`, whose role has some statements, of which the rule cannot tell whether they are needed.
    static func undecided(
        _ language: ExampleLanguage, _ code: String, permissions: String, file: String = #filePath, line: Int = #line
    ) -> RuleExample {
        .undecided(
            .serverlessFramework, manifest(language, permissions: permissions), files: ["orders.\(language.rawValue)": code], file: file,
            line: line)
    }

    private static func manifest(_ language: ExampleLanguage, permissions: String) -> String {
        let statements = permissions.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n")
        return """
            service: shop
            provider:
              name: aws
              runtime: \(language.runtime)
              iam:
                role:
                  statements:
            \(statements)
            functions:
              orders:
                handler: orders.handler
                events:
                  - httpApi: POST /orders
            """
    }

    private static func manifest(_ language: ExampleLanguage, _ events: String, _ more: String) -> String {
        let trigger = events.split(separator: "\n").map { "      " + $0 }.joined(separator: "\n")
        return """
            service: shop
            provider:
              name: aws
              runtime: \(language.runtime)
            functions:
              orders:
                handler: \(language.handler)
                events:
            \(trigger)
            """ + (more.isEmpty ? "" : "\n" + more)
    }
}
