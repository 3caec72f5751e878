internal import ApplicationModel
internal import CodeSyntax
internal import SourceText

extension HandlerSearch {
    /// `pkg.Class::method`, or `pkg.Class` of a class whose method the interface names.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html
    var javaLocation: HandlerLocation {
        let parts = handler.split(separator: ":", omittingEmptySubsequences: true)
        guard let qualified = parts.first else { return .missing(tried: []) }
        let method = parts.count > 1 ? String(parts[1]) : "handleRequest"
        let classes = qualified.split(separator: "$").map(String.init)
        guard let outer = classes.first else { return .missing(tried: []) }
        let path = outer.replacing(".", with: "/")
        if let file = classFile(path, ".java", language: "java") {
            let name = file.name.dropLast(".java".count)
            return .found(file: file, exportPath: [String(name)] + classes.dropFirst() + [method], language: .java)
        }
        if let framework = frameworkLocation(outer) { return framework }
        if let other = otherLanguage(path) { return .notAnalysed(.language(other)) }
        if Self.frameworks.contains(where: outer.hasPrefix) { return .notAnalysed(.package(outer)) }
        let tried = starts.compactMap { $0.appending("src/main/java/" + path + ".java") }
        return .missing(tried: Self.shown(tried))
    }

    /// Packages of frameworks whose own handler finds the author's code.
    private static let frameworks = [
        "org.springframework.", "io.quarkus.", "io.micronaut.", "com.amazonaws.", "software.amazon.", "org.http4k.",
    ]

    private func otherLanguage(_ path: String) -> String? {
        [("kotlin", ".kt", "Kotlin"), ("scala", ".scala", "Scala"), ("groovy", ".groovy", "Groovy")].first { other in
            classFile(path, other.1, language: other.0) != nil
        }?.2
    }

    private func classFile(_ path: String, _ ending: String, language: String) -> RelativePath? {
        let roots = starts.flatMap { start in
            ["src/main/" + language, "src", ".", "app/src/main/" + language].compactMap { start.appending($0) }
        }
        if let found = roots.lazy.compactMap({ $0.appending(path + ending) }).first(where: files.isFile) { return found }
        return starts.lazy.compactMap { deepFile(path + ending, below: $0) }.first
    }

    /// The file of a class in any folder, as in builds of several modules.
    private func deepFile(_ path: String, below start: RelativePath) -> RelativePath? {
        files.folders(below: start).lazy.compactMap { $0.appending(path) }.first(where: files.isFile)
    }
}
