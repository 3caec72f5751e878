internal import ApplicationModel
internal import SourceText

/// The handler of a container image, as its Dockerfile and the manifest say, and the folders that its code is copied from.
/// Source: https://docs.aws.amazon.com/lambda/latest/dg/images-create.html
struct ImageHandler {
    /// The handler, as `CMD` or the manifest's command names it.
    let handler: String
    /// Folders that its file may lie in, likeliest first.
    let folders: [RelativePath]
    /// The language that the base image is for; `nil` when its name does not say.
    let language: HandlerLanguage?

    /// How many lines and folders are looked at.
    private static let limit = 500

    /// Reads the Dockerfile of a function's image; `nil` when the image is made elsewhere, or starts something else than a
    /// handler.
    init?(of function: Function, in application: Application, _ files: CodeFiles) {
        guard let source = Source(function, application), let text = files.file(source.dockerfile)?.text else { return nil }
        let instructions = Self.instructions(text)
        let command = source.command ?? instructions.last { $0.name == "CMD" }.flatMap { Self.words($0.rest).first }
        guard let command, Self.isHandler(command) else { return nil }
        handler = command
        let stage = instructions.lastIndex { $0.name == "FROM" }.map { instructions[$0...] } ?? instructions[...]
        language = stage.first.flatMap { Self.language($0.rest) }
        folders = Self.folders(instructions.filter { $0.name == "COPY" || $0.name == "ADD" }, source.context, files)
    }

    /// `app.handler`, never `server.js` or `/bin/sh`.
    private static func isHandler(_ text: String) -> Bool {
        guard !text.hasPrefix("/"), !text.contains(" "), !text.contains("$"), let dot = text.lastIndex(of: "."), dot != text.startIndex else { return false }
        return !["js", "mjs", "cjs", "ts", "py", "sh", "jar", ""].contains(text[text.index(after: dot)...])
    }

    // MARK: Where it is made

    /// Where an image is made, as the manifest says.
    private struct Source {
        let context: RelativePath
        let dockerfile: RelativePath
        /// What the manifest starts in the place of `CMD`.
        let command: String?

        init?(_ function: Function, _ application: Application) {
            let base = application.manifest.directory
            let own = function.definition
            let named: (folder: String?, file: String?)
            if application.format == .serverlessFramework {
                guard let name = own["image"]?.string ?? own[path: "image", "name"]?.string,
                    let image = application.document[path: "provider", "ecr", "images"]?[name]
                else { return nil }
                named = (image.string ?? image["path"]?.string, image["file"]?.string)
                command = own[path: "image", "command"]?.oneOrMany.first?.string
            } else {
                let metadata = own["Metadata"]
                named = (metadata?["DockerContext"]?.string, metadata?["Dockerfile"]?.string)
                command = own[path: "Properties", "ImageConfig", "Command"]?.oneOrMany.first?.string
            }
            guard let folder = named.folder, let context = folder == "." ? base : base.appending(folder),
                let dockerfile = context.appending(named.file ?? "Dockerfile")
            else { return nil }
            self.context = context
            self.dockerfile = dockerfile
        }
    }

    // MARK: Instructions

    private struct Instruction {
        let name: String
        let rest: String
    }

    /// The instructions, continued lines joined.
    /// Source: https://docs.docker.com/reference/dockerfile/
    private static func instructions(_ text: String) -> [Instruction] {
        var found: [Instruction] = []
        var line = ""
        for part in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(limit) {
            let trimmed = part.drop { $0 == " " || $0 == "\t" }
            if trimmed.hasPrefix("#") { continue }
            line += trimmed.hasSuffix("\\") ? trimmed.dropLast() + " " : trimmed
            if trimmed.hasSuffix("\\") { continue }
            if let space = line.firstIndex(where: { $0 == " " || $0 == "\t" }) {
                found.append(Instruction(name: line[..<space].uppercased(), rest: String(line[line.index(after: space)...])))
            }
            line = ""
        }
        return found
    }

    /// The words of an instruction, as a list of JSON or apart by blanks.
    private static func words(_ text: String) -> [String] {
        let separators: Set<Character> = text.contains("[") ? ["[", "]", ",", "\"", " ", "\t"] : [" ", "\t"]
        return text.split(whereSeparator: separators.contains).map(String.init)
    }

    private static func language(_ image: String) -> HandlerLanguage? {
        let name = image.lowercased()
        if name.contains("python") { return .python }
        return name.contains("node") ? .node : nil
    }

    /// The folders that are copied into the image, or that copied files lie in, and the context itself.
    private static func folders(_ copies: [Instruction], _ context: RelativePath, _ files: CodeFiles) -> [RelativePath] {
        var found: [RelativePath] = []
        for copy in copies {
            let words = words(copy.rest)
            guard !words.contains(where: { $0.hasPrefix("--from") }) else { continue }
            for source in words.filter({ !$0.hasPrefix("--") }).dropLast() {
                let plain = source.split(separator: "/").prefix { !$0.contains("*") && !$0.contains("$") }.filter { $0 != "." }.joined(separator: "/")
                guard let path = plain.isEmpty ? context : context.appending(plain) else { continue }
                let folder = files.isDirectory(path) ? path : path.directory
                if !found.contains(folder), found.count < limit { found.append(folder) }
            }
        }
        return found.contains(context) ? found : found + [context]
    }
}
