import AuditKit
import CodeAnalysis
import Findings
import ManifestReading
import ManifestSyntax
import PackageInventory
import SourceText

/// Why a repair that a rule proposes cannot be made in the text.
struct FixRefusal: Error, Hashable {
    /// The reason: lower case, no full stop, without the user's text.
    let reason: String
    /// The command that repairs it; `nil` when none is known.
    var followUp: FollowUp?
}

/// Turns the repairs that rules propose into edits of the author's text.
///
/// Each manifest is indexed once, when the first repair asks for it.
struct FixMaker {
    private let documents: [RelativePath: ManifestDocument]
    /// The files of code that were read.
    private let modules: [RelativePath: CodeModule]
    /// Lists of packages, and the manifests that these follow from.
    private let lists: [RelativePath: SourceFile]
    /// Files that more than one application is made of.
    private let shared: Set<RelativePath>
    private var editable: [RelativePath: EditableManifest] = [:]

    /// Makes a maker for what a scan has read.
    init(_ model: ScanModel) {
        documents = model.documents
        modules = Dictionary(model.code.flatMap(\.program.units.values).map { ($0.module.file.path, $0.module) }) { first, _ in first }
        lists = model.packageFiles
        shared = model.sharedFiles
    }

    /// The edits of each repair, `nil` where there is none; each alone leaves its files readable.
    mutating func fixes(for repairs: [Repair?]) -> [Result<Fix, FixRefusal>?] {
        var results: [Result<Fix, FixRefusal>?] = []
        for repair in repairs { results.append(repair.map { fix(for: $0) }) }
        FixCheck(documents: documents, modules: modules).refuseUnreadable(&results)
        return results
    }

    private mutating func fix(for repair: Repair) -> Result<Fix, FixRefusal> {
        do throws(FixRefusal) {
            guard !repair.namesNestedResource else {
                throw FixRefusal(reason: "the resource is in another stack, which has to hand out its name")
            }
            var changes: [RelativePath: [ManifestChange]] = [:]
            var edits: [TextEdit] = []
            var creates: Set<String> = []
            for change in repair.changes {
                let place = change.place
                if case .rewrite(_, let text) = change {
                    edits.append(try rewriting(place, with: text))
                    continue
                }
                let file = try manifest(at: place.path)
                if case .removeComment = change {
                    edits.append(try file.removingComment(at: place))
                } else {
                    let made = try file.change(change)
                    if let key = made.createdKey { creates.insert("\(place.path) \(key)") }
                    changes[place.path, default: []].append(made)
                }
            }
            for path in changes.keys.sorted() {
                edits += try manifest(at: path).edits(for: changes[path] ?? [])
            }
            var seen: Set<TextEdit> = []
            edits = edits.filter { seen.insert($0).inserted }
            guard !edits.isEmpty else { throw FixRefusal(nothingToChange: repair.followUp) }
            var fix = Fix(title: repair.title, safety: repair.safety, edits: edits, reveals: repair.reveals, followUp: repair.followUp)
            fix.creates = creates
            return .success(fix)
        } catch {
            return .failure(error)
        }
    }

    /// Folders that compilers and bundlers write to.
    private static let outputFolders: Set<Substring> = ["dist", "build", "out", ".build", ".webpack", ".esbuild", ".serverless", ".aws-sam"]

    private func rewriting(_ place: SourcePlace, with text: String) throws(FixRefusal) -> TextEdit {
        let path = place.path
        let folders = path.description.split(separator: "/").dropLast()
        guard !path.isInAssembly, !folders.contains(where: Self.outputFolders.contains) else {
            throw FixRefusal(reason: "`\(path)` is the output of a build; change its source and build anew")
        }
        if let list = lists[path], place.span.upperBound <= list.bytes.count { return TextEdit(place: place, replacement: text) }
        guard documents[path] == nil else { throw FixRefusal(reason: "the code stands in a manifest") }
        guard let module = modules[path], place.span.upperBound <= module.file.bytes.count else {
            throw FixRefusal(reason: "`\(path)` is no code that was read")
        }
        return TextEdit(place: place, replacement: text)
    }

    private func packageManifest(at path: RelativePath) -> ManifestDocument? {
        guard let file = lists[path], PackageListKind(path: path) == .packageJSON else { return nil }
        return ManifestDocument.parse(file, language: .json, limits: ManifestLoader.standardLimits)
    }

    private mutating func manifest(at path: RelativePath) throws(FixRefusal) -> EditableManifest {
        if let known = editable[path] { return known }
        guard !path.isInAssembly else {
            throw FixRefusal(reason: "the CDK generates `\(path)`; change its source and synthesize anew")
        }
        guard !shared.contains(path) else {
            throw FixRefusal(reason: "`\(path)` is a part of several applications, and a change of it changes them all")
        }
        guard let document = documents[path] ?? packageManifest(at: path), let language = ManifestLanguage(path: path) else {
            throw FixRefusal(reason: "`\(path)` is no YAML or JSON that was read")
        }
        let manifest = EditableManifest(document, language: language)
        editable[path] = manifest
        return manifest
    }
}

/// A manifest with what is needed to edit it.
private struct EditableManifest {
    private let document: ManifestDocument
    private let editor: ManifestEditor
    private let places: ManifestPlaces
    /// Whether functions are written out: in JSON, whatever the file's name says, and where the author does so.
    private let isLong: Bool

    init(_ document: ManifestDocument, language: ManifestLanguage) {
        self.document = document
        editor = ManifestEditor(document, language: language)
        places = ManifestPlaces(document)
        let isJSON = language == .json || document.roots.first.map { document.file.bytes[$0.place.span.lowerBound...].first } == 0x7B
        isLong = isJSON || document.roots.first?.spellsFunctionsOut == true
    }

    /// Intrinsic functions in their short form where the text is YAML and its author does not write them out.
    private func written(_ literal: Repair.Literal) -> ManifestLiteral {
        if case .commented(let source, let literal) = literal { return commented(written(literal), by: source) }
        return (isLong ? nil : literal.shortForm) ?? literal.mapped(written)
    }

    private func commented(_ literal: ManifestLiteral, by source: Repair.CommentSource) -> ManifestLiteral {
        let comments = Set(source.parts.flatMap(comments)).subtracting(source.others.flatMap(comments)).sorted()
        return comments.isEmpty ? literal : .commented(comments.map(document.file.text), literal)
    }

    private func comments(about part: Repair.CommentSource.Part) -> [ByteSpan] {
        guard part.place.path == document.file.path else { return [] }
        return document.comments(about: part.place.span, within: part.whole?.span)
    }

    func change(_ change: Repair.Change) throws(FixRefusal) -> ManifestChange {
        switch change {
        case .replace(let place, let literal): ManifestChange(.replace(written(literal)), at: try value(at: place))
        case .spread(let place, let literals):
            ManifestChange(.spread(literals.map(written)), at: try value(at: place))
        case .insert(let literal, let keys, let place):
            ManifestChange(.insert(keys, written(literal)), at: try value(at: place))
        case .insertBelowKey(let literal, let keys, let place):
            ManifestChange(.insert(keys, written(literal)), at: try member(at: place))
        case .append(let literal, let place): ManifestChange(.append(written(literal)), at: try value(at: place))
        case .removeMember(let place): ManifestChange(.remove, at: try member(at: place))
        case .removeElement(let place): ManifestChange(.remove, at: try value(at: place))
        case .removeComment, .rewrite: throw FixRefusal(reason: "what stands there is no value")
        }
    }

    func edits(for changes: [ManifestChange]) throws(FixRefusal) -> [TextEdit] {
        do throws(ManifestEditError) {
            return try editor.replacements(for: changes).map { replacement in
                TextEdit(
                    place: SourcePlace(path: document.file.path, span: replacement.span),
                    replacement: replacement.text)
            }
        } catch {
            throw FixRefusal(error)
        }
    }

    /// A comment on a line of its own goes with its line, one behind something with the blanks before it.
    func removingComment(at place: SourcePlace) throws(FixRefusal) -> TextEdit {
        let file = document.file
        guard document.comments.contains(place.span), let line = file.span(ofLine: file.position(at: place.span.lowerBound).line)
        else { throw FixRefusal(reason: "no comment stands there any more") }
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        var lower = place.span.lowerBound
        while lower > line.lowerBound, isBlank(file.bytes[lower - 1]) { lower -= 1 }
        guard lower == line.lowerBound else {
            return TextEdit(
                place: SourcePlace(path: place.path, span: ByteSpan(lower, place.span.upperBound)), replacement: "")
        }
        let next = file.position(at: place.span.lowerBound).line
        let end = next < file.lineCount ? file.lineStarts[next] : line.upperBound
        return TextEdit(place: SourcePlace(path: place.path, span: ByteSpan(lower, end)), replacement: "")
    }

    private func value(at place: SourcePlace) throws(FixRefusal) -> ManifestSpot {
        try found { () throws(ManifestEditError) in try places.spot(at: place.span) }
    }

    private func member(at place: SourcePlace) throws(FixRefusal) -> ManifestSpot {
        try found { () throws(ManifestEditError) in try places.spot(ofKeyAt: place.span) }
    }

    private func found(
        _ look: () throws(ManifestEditError) -> ManifestSpot?
    ) throws(FixRefusal) -> ManifestSpot {
        let spot: ManifestSpot?
        do throws(ManifestEditError) { spot = try look() } catch { throw FixRefusal(error) }
        guard let spot else {
            throw FixRefusal(reason: "what is to be changed is a part of another value, or generated from one")
        }
        return spot
    }
}

extension FixRefusal {
    /// A repair without edits: a command may do all of it.
    fileprivate init(nothingToChange followUp: FollowUp?) {
        self.init(reason: "there is nothing to change", followUp: followUp)
    }

    /// The reason in words.
    fileprivate init(_ error: ManifestEditError) {
        switch error {
        case .notFound: self.init(reason: "what is to be changed does not stand in the file")
        case .shared: self.init(reason: "the text counts in other places too, through an alias or a merge key")
        case .wrongKind: self.init(reason: "what stands there is no mapping or list of its own, such as a variable or a function")
        case .keyExists(_, let key): self.init(reason: "`\(key)` is set there already")
        case .unsupported(_, let reason): self.init(reason: reason)
        case .overlap, .notReadable: self.init(reason: "the changed text would not read well")
        }
    }
}

extension Repair.Change {
    /// The place the change names.
    fileprivate var place: SourcePlace {
        switch self {
        case .replace(let place, _), .spread(let place, _), .insert(_, _, let place), .insertBelowKey(_, _, let place), .append(_, let place),
            .removeMember(let place), .removeElement(let place), .removeComment(let place), .rewrite(let place, _):
            place
        }
    }
}

extension Repair.Literal {
    /// The literal as manifests write it, its parts by `write`.
    fileprivate func mapped(_ write: (Repair.Literal) -> ManifestLiteral) -> ManifestLiteral {
        switch self {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let text): .number(text)
        case .string(let text): .string(text)
        case .list(let elements): .sequence(elements.map(write))
        case .map(let members): .mapping(members.map { ManifestLiteral.Member($0.key, write($0.value)) })
        case .commented(_, let literal): write(literal)
        }
    }

    /// The short form of an intrinsic function; `nil` for anything else.
    fileprivate var shortForm: ManifestLiteral? {
        guard case .map(let members) = self, members.count == 1, let function = members.first else { return nil }
        switch (function.key, function.value) {
        case ("Ref", .string(let name)): return .tagged("!Ref", .string(name))
        case ("Fn::Sub", .string(let text)): return .tagged("!Sub", .string(text))
        case ("Fn::GetAtt", .list(let parts)):
            let names = parts.compactMap { if case .string(let name) = $0 { name } else { nil } }
            return names.count == parts.count ? .tagged("!GetAtt", .string(names.joined(separator: "."))) : nil
        default: return nil
        }
    }
}
