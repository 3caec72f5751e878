internal import SourceText

/// The files of a source root of Java by the interfaces that their classes say they implement.
struct JavaImplementers: Sendable {
    private var byInterface: [String: [RelativePath]] = [:]

    /// How many folders and files of a root are looked into.
    private static let folderLimit = 400
    private static let fileLimit = 1_500

    /// Looks through the files below a root, nearest folders first.
    init(below root: RelativePath, _ files: CodeFiles) {
        var pending = [root]
        var next = 0
        var count = 0
        while next < min(pending.count, Self.folderLimit), count < Self.fileLimit {
            let folder = pending[next]
            next += 1
            pending += files.folderNames(in: folder).compactMap { folder.appending($0) }
            for path in JavaResolver.files(in: folder, files) where count < Self.fileLimit {
                count += 1
                guard let text = files.file(path)?.text else { continue }
                for name in Self.interfaces(in: text).sorted() { byInterface[name, default: []].append(path) }
            }
        }
    }

    /// The files with a class that implements an interface, sorted.
    func files(of interface: String) -> [RelativePath] { (byInterface[interface] ?? []).sorted() }

    /// The names behind the first `implements` of a file.
    static func interfaces(in text: String) -> Set<String> {
        guard let start = text.firstRange(of: "implements ") else { return [] }
        let list = text[start.upperBound...].prefix { $0 != "{" }.prefix(1_000)
        return Set(list.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
    }
}
