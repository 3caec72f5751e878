package import ApplicationModel
internal import ManifestSyntax
internal import SourceText

/// Looks for the files that list what is installed for functions' code, beside the code and above it up to the root.
package struct DependencyListReader {
    private static let npmLocks = [
        "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb",
    ]
    private static let pipLocks = [
        "Pipfile.lock", "poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "requirements.lock",
    ]
    /// How many packages of one list are kept; no real project lists more.
    private static let entryLimit = 2_000

    private struct Search: Hashable {
        let ecosystem: DependencyList.Ecosystem
        let directory: RelativePath
        let top: RelativePath
    }

    private var known: [Search: DependencyList?] = [:]

    private init() {}

    /// Gives every function whose code lies in the tree its list.
    package static func fill(_ application: inout Application, loader: inout ManifestLoader) {
        var reader = DependencyListReader()
        let directory = application.manifest.directory
        for index in application.functions.indices {
            let function = application.functions[index]
            guard function.image == nil, function.package.method != .artifact, let handler = function.handler?.string,
                let ecosystem = ecosystem(of: function.runtime), let source = source(of: function, in: application),
                let base = directory.appending(source), let code = base.appending(folder(of: handler))
            else { continue }
            // What a template packs is the folder it names; a service installs for all of a work tree.
            let top = application.format == .serverlessFramework ? RelativePath.root : base
            application.functions[index].package.dependencyList = reader.list(ecosystem, above: code, upTo: top, &loader)
        }
    }

    /// The folder that handlers are named from: the service's own, in a template what `CodeUri` says; `nil` for code
    /// that stands in the template itself.
    private static func source(of function: Function, in application: Application) -> String? {
        function.package.source?.string ?? (application.format == .serverlessFramework ? "." : nil)
    }

    private static func folder(of handler: String) -> String {
        handler.lastIndex(of: "/").map { String(handler[..<$0]) } ?? "."
    }

    /// Where no runtime is said, the frameworks take Node.js.
    private static func ecosystem(of runtime: Value?) -> DependencyList.Ecosystem? {
        guard let runtime else { return .npm }
        guard let text = runtime.string else { return nil }
        return text.hasPrefix("nodejs") ? .npm : text.hasPrefix("python") ? .pip : nil
    }

    private mutating func list(
        _ ecosystem: DependencyList.Ecosystem, above directory: RelativePath, upTo top: RelativePath,
        _ loader: inout ManifestLoader
    ) -> DependencyList? {
        let search = Search(ecosystem: ecosystem, directory: directory, top: top)
        if let found = known[search] { return found }
        var found = read(ecosystem, in: directory, &loader)
        if found == nil, directory != top, directory != .root {
            found = list(ecosystem, above: directory.directory, upTo: top, &loader)
        }
        known[search] = .some(found)
        return found
    }

    private func read(
        _ ecosystem: DependencyList.Ecosystem, in directory: RelativePath, _ loader: inout ManifestLoader
    ) -> DependencyList? {
        let name = ecosystem == .npm ? "package.json" : "requirements.txt"
        guard let path = directory.appending(name), loader.kind(of: path) == .file,
            case .success(let file) = loader.look(path)
        else { return nil }
        let entries = ecosystem == .npm ? file.root.map(Self.packages) : Self.requirements(file.file)
        let names = ecosystem == .npm ? Self.npmLocks : Self.pipLocks
        return DependencyList(
            ecosystem: ecosystem, path: path, entries: Array((entries ?? []).prefix(Self.entryLimit)),
            locks: locks(names, above: directory, loader))
    }

    /// Workspaces have one lockfile at their root.
    private func locks(_ names: [String], above directory: RelativePath, _ loader: ManifestLoader) -> [RelativePath] {
        var found: [RelativePath] = []
        var directory = directory
        while true {
            found += names.compactMap { directory.appending($0) }.filter { loader.kind(of: $0) == .file }
            if directory == .root { return found }
            directory = directory.directory
        }
    }

    /// Paths and workspaces are the project's own code.
    private static func packages(_ root: ManifestNode) -> [DependencyList.Entry] {
        let own = ["file:", "link:", "workspace:", "portal:", "./", "../"]
        return (root["dependencies"]?.members ?? []).compactMap { member in
            let range = member.value.string ?? ""
            guard !own.contains(where: range.hasPrefix) else { return nil }
            return DependencyList.Entry(
                name: member.key, isExact: isExact(range), version: isExact(range) ? range : nil, place: member.keyPlace)
        }
    }

    /// `1.2.3`, with what may stand behind it; a range has marks or too few numbers.
    private static func isExact(_ range: String) -> Bool {
        let numbers = range.prefix { $0.isNumber || $0 == "." }.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 3 && numbers.allSatisfy { !$0.isEmpty } && !range.contains { " |*".contains($0) }
    }

    /// Lines of `requirements.txt`; options and comments left out.
    /// Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/
    private static func requirements(_ file: SourceFile) -> [DependencyList.Entry] {
        (1...max(1, file.lineCount)).prefix(4 * entryLimit).compactMap { number in
            guard let span = file.span(ofLine: number) else { return nil }
            let line = file.text(in: span).prefix { $0 != "#" }.drop { $0 == " " || $0 == "\t" }
            let name = line.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) }
            guard !name.isEmpty, !line.hasPrefix("-"), !line.hasPrefix(".") else { return nil }
            let isExact = (line.contains("==") && !line.contains("*")) || line.contains("@")
            return DependencyList.Entry(
                name: String(name), isExact: isExact, place: SourcePlace(path: file.path, span: span))
        }
    }
}
