import ApplicationModel
import AuditKit
import Findings
import SourceText

/// A package with what only people need: tests, settings, the history.
struct DevFilesPackagedRule: ApplicationRule {
    static let metadata = RuleMetadata(
        .granularity, "dev-files-packaged", since: "0.1.0", severity: .low,
        summary: "ships files that only developers need",
        why: """
            What is in the package is there for an attacker to read: tests show how things are done and with which test \
            accounts, a `.env` file holds what the environment was meant to keep, and a `.git` folder holds everything that \
            was ever removed. The framework leaves `.env` and `.git` out by itself until a pattern such as `**` puts them \
            back. In a template `CodeUri: .` takes the folder of the template as it is.
            """,
        remedy: """
            Name in `package.patterns` the folders that run, and leave the rest out with `!`. In a template give the code a \
            folder of its own and name it in `CodeUri`.
            """,
        cwe: [538, 1125],
        references: [
            "https://www.serverless.com/framework/docs/providers/aws/guide/packaging",
            "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-codeuri",
        ])

    init() {}

    /// How many patterns of one function are looked at.
    private static let patternLimit = 500

    func verdicts(on application: Application, in context: AuditContext) -> [Verdict] {
        guard application.format == .serverlessFramework else { return verdictsOnTemplate(application) }
        var order: [[Value]] = []
        var groups: [[Value]: [Function]] = [:]
        for function in application.functions where function.package.isZippedFromPatterns {
            let patterns = Array(function.package.patterns.prefix(Self.patternLimit))
            if groups[patterns] == nil { order.append(patterns) }
            groups[patterns, default: []].append(function)
        }
        return order.flatMap { verdicts(on: $0, of: groups[$0] ?? []) }
    }

    private func verdicts(on patterns: [Value], of functions: [Function]) -> [Verdict] {
        let names = functions.map(\.name)
        let texts = patterns.map { $0.text(placeholder: "?") ?? "" }
        let attacker = functions.mostExposed?.attacker ?? "whoever takes over a function"
        var verdicts = patterns.filter { $0.string == nil && $0.isUndetermined }.map { pattern in
            Verdict.undecided(at: pattern.place, because: pattern.whyUndetermined, functions: names)
        }
        for (pattern, text) in zip(patterns, texts) where !text.hasPrefix("!") && pattern.string != nil {
            guard let named = DevelopmentFile.named(by: text) else { continue }
            verdicts.append(.violation(violation(at: pattern, "`\(text)` puts \(named.what) into the package", named.isSecret, attacker, names)))
        }
        if let position = DevelopmentFile.positionPuttingBack(texts), DevelopmentFile.named(by: texts[position]) == nil {
            let message = "`\(texts[position])` puts back what the framework leaves out: `.env` and `.git`, where there are any"
            verdicts.append(.violation(violation(at: patterns[position], message, true, attacker, names)))
        }
        return verdicts
    }

    private func violation(
        at pattern: Value, _ message: String, _ isSecret: Bool, _ attacker: String, _ names: [String]
    ) -> Violation {
        Violation(
            at: pattern.place, message,
            gain: "\(attacker) reads \(isSecret ? "secrets that were never meant for the function" : "how the application is tested and built")",
            functions: names, subject: names.count == 1 ? names.first.map { "function \($0)" } : nil,
            severity: isSecret ? .medium : .low,
            repair: Repair("take the pattern out", safety: .unsafe, [.removeElement(pattern.place)]))
    }

    /// Builders that bundle, and those that copy what a list of the language names, ship less.
    private func verdictsOnTemplate(_ application: Application) -> [Verdict] {
        var order: [SourcePlace] = []
        var groups: [SourcePlace: [TemplateCode]] = [:]
        for code in TemplateCode.all(in: application) where code.isWholeFolder && !code.isCompiled {
            if groups[code.value.place] == nil { order.append(code.value.place) }
            groups[code.value.place, default: []].append(code)
        }
        return order.map { place in
            let functions = (groups[place] ?? []).map(\.function)
            return .violation(
                Violation(
                    at: place, "the code is the folder of the template, with everything that lies in it",
                    gain: "\(functions.mostExposed?.attacker ?? "whoever takes over the function") reads tests, scripts and settings that only developers need",
                    functions: functions.map(\.name), confidence: .medium))
        }
    }
}

extension FunctionPackage {
    /// Whether the patterns decide what is in the archive.
    fileprivate var isZippedFromPatterns: Bool {
        (method == .sharedService || method == .individual || method == .bundler) && !patterns.isEmpty
    }
}
