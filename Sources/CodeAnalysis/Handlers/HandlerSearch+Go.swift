internal import ApplicationModel
internal import CodeSyntax
internal import SourceText

extension HandlerSearch {
    /// The file with `func main` of the program that is built as the handler.
    /// Source: https://docs.aws.amazon.com/lambda/latest/dg/golang-handler.html
    var goLocation: HandlerLocation {
        if let file = goCandidates.lazy.compactMap(mainFile).first ?? onlyProgram { return program(file) }
        if !isAWS, let file = exportingFile { return .found(file: file, exportPath: [handler], language: .go) }
        if let other = otherProgram { return .notAnalysed(.language(other)) }
        if let script = script { return .notAnalysed(.script(script)) }
        return .missing(tried: Self.shown(goCandidates.map { $0.appending("main.go") ?? $0 }))
    }

    private func program(_ file: RelativePath) -> HandlerLocation {
        if let kind = files.kind(ofCode: file), kind != .source { return .notAnalysed(.notSource(file, kind)) }
        return .found(file: file, exportPath: ["main"], language: .go)
    }

    /// Google's functions are exported by the package of the code's folder.
    private var exportingFile: RelativePath? {
        guard handler.first?.isUppercase == true else { return nil }
        return GoResolver.files(in: roots.code, files).first { files.file($0)?.text.contains("func \(handler)(") == true }
    }

    private var script: String? {
        if handler.hasSuffix(".sh") { return handler }
        let bootstrap = starts.lazy.compactMap { $0.appending("bootstrap") }.first(where: files.isFile)
        return bootstrap?.description
    }

    /// Files and folders in which the program may stand, likeliest first.
    private var goCandidates: [RelativePath] {
        let names = programNames
        let direct = [handler].filter { !$0.isEmpty && !$0.hasPrefix("/") } + makefileTargets
        let conventional = names.flatMap { name in
            ["cmd/", "functions/", "lambdas/", "lambda/", "handlers/", "src/", "src/handlers/", "internal/", ""].map { $0 + name }
        }
        let below = starts.flatMap { start in (direct + conventional).compactMap { start.appending($0) } }
        return starts.filter { files.isDirectory($0) && $0 != roots.manifest } + below + starts
    }

    /// What the program may be called: by the handler, the artefact, or the function.
    private var programNames: [String] {
        let artifact = function.package.artifact?.string ?? function.package.source?.string ?? ""
        let words = [handler, artifact].flatMap { $0.split(separator: "/").reversed() } + [function.name[...]]
        let plain = words.map { word in String(word.prefix { $0 != "." }) }
        return plain.filter { !$0.isEmpty && !Self.generalNames.contains($0) }
    }

    private static let generalNames: Set<String> = ["bootstrap", "main", "bin", "build", "dist", "target", "handler"]

    private func mainFile(_ path: RelativePath) -> RelativePath? {
        if path.fileExtension == "go" { return isProgram(path) ? path : nil }
        if let file = path.renamed(path.name + ".go"), path != .root, isProgram(file) { return file }
        let inFolder = GoResolver.files(in: path, files)
        return inFolder.first { $0.name == "main.go" && isProgram($0) } ?? inFolder.first(where: isProgram)
    }

    private func isProgram(_ path: RelativePath) -> Bool {
        guard files.isFile(path), let text = files.file(path)?.text else { return false }
        let lines = text.split(whereSeparator: \.isNewline)
        return lines.contains { $0.hasPrefix("package main") } && lines.contains { $0.hasPrefix("func main(") }
    }

    /// The only program below the code, or below the manifest when the code is not there; where there are several, nobody knows which it is.
    private var onlyProgram: RelativePath? {
        for start in files.isDirectory(named) ? [named] : starts {
            var found: [RelativePath] = []
            for folder in files.folders(below: start) where found.count < 2 {
                found += GoResolver.files(in: folder, files).filter(isProgram).prefix(1)
            }
            if found.count == 1 { return found[0] }
        }
        return nil
    }

    /// Files that tell other languages of programs.
    private var otherProgram: String? {
        let marks = [("Cargo.toml", "Rust"), ("Package.swift", "Swift"), ("CMakeLists.txt", "C++"), ("composer.json", "PHP")]
        for start in starts {
            let names = files.fileNames(in: start)
            if let mark = marks.first(where: { names.contains($0.0) }) { return mark.1 }
            let endings = [(".csproj", "C#"), (".fsproj", "F#"), (".ps1", "PowerShell"), (".cabal", "Haskell"), (".cpp", "C++")]
            if let ending = endings.first(where: { ending in names.contains { $0.hasSuffix(ending.0) } }) { return ending.1 }
        }
        return nil
    }

    /// What a `Makefile` builds the handler from: `go build … -o bin/hello ./hello/main.go`.
    private var makefileTargets: [String] {
        let programs = Set(programNames + [handler])
        return starts.compactMap { $0.appending("Makefile") }.flatMap { path -> [String] in
            guard let text = files.file(path)?.text else { return [] }
            return text.split(whereSeparator: \.isNewline).prefix(2_000).compactMap { builtPackage($0, programs) }
        }
    }

    private func builtPackage(_ line: Substring, _ programs: Set<String>) -> String? {
        guard line.contains("go build") else { return nil }
        var folder = ""
        for command in line.replacing("&&", with: ";").split(separator: ";") {
            let words = command.split { $0 == " " || $0 == "\t" }
            if words.first == "cd", words.count == 2 { folder += words[1] + "/" }
            if let source = builtPackage(words, programs) { return folder + source }
        }
        return nil
    }

    /// What one command builds, when its output is one of the programs.
    private func builtPackage(_ words: [Substring], _ programs: Set<String>) -> Substring? {
        guard words.contains("build"), let output = words.firstIndex(of: "-o"), output + 1 < words.count,
            let source = words.last, source != words[output + 1], !source.hasPrefix("-"), !source.hasPrefix("/")
        else { return nil }
        let names = words[output + 1].split(separator: "/").map { String($0.prefix { $0 != "." }) }
        return names.contains(where: programs.contains) || words[output + 1] == handler ? source : nil
    }
}
