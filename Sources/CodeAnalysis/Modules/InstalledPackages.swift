internal import SourceText

/// The packages of Python that an installer put into a folder, by the names they are imported by.
///
/// Source: https://packaging.python.org/en/latest/specifications/recording-installed-packages/
struct InstalledPackages: Sendable {
    private var names: Set<String> = []
    /// Whether anything was put there.
    private var isTarget = false

    /// How much of a list of files is read.
    private static let lineLimit = 5_000

    /// Reads what the installer has written down.
    init(in folder: RelativePath, _ files: CodeFiles) {
        for name in files.folderNames(in: folder) {
            guard name.hasSuffix(".dist-info") || name.hasSuffix(".egg-info"), let notes = folder.appending(name) else { continue }
            isTarget = true
            names.insert(Self.distribution(name))
            names.formUnion(Self.recorded(in: notes, files))
        }
    }

    /// Whether a package is one of them. Beside them stands what the author wrote too; what says its own version was released.
    func contains(_ name: String, at package: RelativePath, _ files: CodeFiles) -> Bool {
        guard isTarget else { return false }
        if names.contains(name) { return true }
        guard let file = package.appending("__init__.py"), let text = files.file(file)?.text else { return false }
        return text.split(whereSeparator: \.isNewline).prefix(400).contains { $0.hasPrefix("__version__") }
    }

    /// `PyYAML-6.0.1.dist-info` without its version.
    private static func distribution(_ folder: String) -> String { String(folder.prefix { $0 != "-" }) }

    private static func recorded(in notes: RelativePath, _ files: CodeFiles) -> Set<String> {
        if let list = notes.appending("top_level.txt"), let text = files.file(list)?.text {
            return Set(text.split(whereSeparator: \.isNewline).prefix(lineLimit).map(String.init))
        }
        guard let record = notes.appending("RECORD"), let text = files.file(record)?.text else { return [] }
        let paths = text.split(whereSeparator: \.isNewline).prefix(lineLimit)
        return Set(
            paths.compactMap { path in
                if path.contains("/") { return String(path.prefix { $0 != "/" }) }
                return path.contains(".py,") ? String(path.prefix { $0 != "." }) : nil
            })
    }
}
