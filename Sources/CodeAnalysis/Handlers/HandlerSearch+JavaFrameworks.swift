internal import ApplicationModel
internal import CodeSyntax
internal import SourceText

extension HandlerSearch {
    /// The author's code behind the handler of a framework, where a variable of the environment names it.
    func frameworkLocation(_ handler: String) -> HandlerLocation? {
        if handler.hasPrefix("org.springframework.cloud.function."), let name = variable("SPRING_CLOUD_FUNCTION_DEFINITION") {
            // Several functions may be chained: the first takes the event.
            return springFunction(String(name.prefix { $0 != "|" && $0 != "," && $0 != ";" }))
        }
        if handler.hasPrefix("io.quarkus."), let name = variable("QUARKUS_LAMBDA_HANDLER") { return quarkusHandler(name) }
        return nil
    }

    private func variable(_ name: String) -> String? {
        function.environment.last { $0.name == name }.flatMap { $0.value.string }
    }

    /// A class that is a function itself, or a method that gives one.
    /// Source: https://docs.spring.io/spring-cloud-function/reference/adapters/aws-intro.html
    private func springFunction(_ name: String) -> HandlerLocation? {
        guard let first = name.first else { return nil }
        let type = first.uppercased() + name.dropFirst()
        for file in javaFiles {
            if file.name == type + ".java" {
                guard let text = files.file(file)?.text else { continue }
                let method = text.contains("Consumer<") ? "accept" : text.contains("Supplier<") ? "get" : "apply"
                return .found(file: file, exportPath: [type, method], language: .java)
            }
            guard let text = files.file(file)?.text, text.contains("@Bean"), text.contains("> \(name)(") else { continue }
            return .found(file: file, exportPath: [Self.stem(file), name, HandlerSearch.resultStep], language: .java)
        }
        return nil
    }

    /// A class that is named by an annotation.
    /// Source: https://quarkus.io/guides/aws-lambda
    private func quarkusHandler(_ name: String) -> HandlerLocation? {
        let file = javaFiles.first { files.file($0)?.text.contains("@Named(\"\(name)\")") == true }
        return file.map { .found(file: $0, exportPath: [Self.stem($0), "handleRequest"], language: .java) }
    }

    private static func stem(_ file: RelativePath) -> String { String(file.name.dropLast(".java".count)) }

    /// How many files are looked into.
    private static let fileLimit = 2_000

    private var javaFiles: [RelativePath] {
        for start in starts {
            let found = files.folders(below: start).filter { !$0.description.contains("src/test/") }
                .flatMap { JavaResolver.files(in: $0, files) }
            if !found.isEmpty { return Array(found.prefix(Self.fileLimit)) }
        }
        return []
    }
}

extension HandlerSearch {
    /// A step of an export's path that stands for what a method gives.
    static let resultStep = "()"
}
