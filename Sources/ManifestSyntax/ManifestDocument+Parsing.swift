package import SourceText

extension ManifestDocument {
    /// Reads a manifest; what cannot be read is an issue with its place, and half a file yields half a tree.
    ///
    /// Takes time linear in the file's length whatever its bytes are.
    package static func parse(
        _ file: SourceFile, language: ManifestLanguage, limits: ManifestLimits = .standard
    ) -> ManifestDocument {
        if let refusal = refusal(of: file, limits: limits) {
            return ManifestDocument(file: file, roots: [], comments: [], issues: [refusal])
        }
        var text = ManifestText(file, limits: limits)
        switch language {
        case .yaml:
            var reader = YAMLReader(text)
            let roots = reader.readDocuments()
            return ManifestDocument(
                file: file, roots: roots, comments: reader.comments, issues: reader.text.sortedIssues)
        case .json:
            let root = JSONReader.read(&text)
            return ManifestDocument(
                file: file, roots: root.map { [$0] } ?? [], comments: [], issues: text.sortedIssues)
        }
    }

    /// Reads JSON that may hold comments and trailing commas, as `tsconfig.json` and `bun.lock` do.
    package static func parse(
        commentedJSON file: SourceFile, limits: ManifestLimits = .standard
    ) -> ManifestDocument {
        if let refusal = refusal(of: file, limits: limits) {
            return ManifestDocument(file: file, roots: [], comments: [], issues: [refusal])
        }
        var text = ManifestText(file, limits: limits)
        let root = JSONReader.read(&text, isLenient: true)
        return ManifestDocument(file: file, roots: root.map { [$0] } ?? [], comments: [], issues: text.sortedIssues)
    }

    /// Reads TOML, version 1.0; dates and times are text.
    ///
    /// Takes time linear in the file's length whatever its bytes are. A table's place reaches from its header to the end
    /// of what belongs to it.
    package static func parse(toml file: SourceFile, limits: ManifestLimits = .standard) -> ManifestDocument {
        if let refusal = refusal(of: file, limits: limits) {
            return ManifestDocument(file: file, roots: [], comments: [], issues: [refusal])
        }
        var reader = TOMLReader(ManifestText(file, limits: limits))
        let root = reader.read()
        return ManifestDocument(file: file, roots: [root], comments: reader.comments, issues: reader.text.sortedIssues)
    }

    /// Reads the elements of an XML file; see `XMLElement`.
    ///
    /// Takes time linear in the file's length whatever its bytes are.
    package static func parse(
        xml file: SourceFile, limits: ManifestLimits = .standard
    ) -> (root: XMLElement?, issues: [SourceIssue]) {
        if let refusal = refusal(of: file, limits: limits) { return (nil, [refusal]) }
        var reader = XMLReader(ManifestText(file, limits: limits))
        let root = reader.read()
        return (root, reader.text.sortedIssues)
    }

    private static func refusal(of file: SourceFile, limits: ManifestLimits) -> SourceIssue? {
        let whole = SourcePlace(wholeOf: file.path)
        guard file.bytes.count <= limits.bytes else {
            return SourceIssue(
                .tooLarge, "the file has \(file.bytes.count) bytes; at most \(limits.bytes) are read", at: whole)
        }
        if file.bytes.starts(with: [0xFF, 0xFE]) || file.bytes.starts(with: [0xFE, 0xFF]) {
            return SourceIssue(
                .notUTF8, "the file is UTF-16, which is not read", help: "save the file as UTF-8", at: whole)
        }
        return nil
    }
}
