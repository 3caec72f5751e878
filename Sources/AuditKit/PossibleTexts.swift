package import ApplicationModel
package import SourceText

/// A text that a value may turn out to be, as far as the tree tells.
package struct PossibleText: Sendable, Hashable {
    /// How the text gets to be the value.
    package enum Origin: Sendable, Hashable {
        /// It stands there.
        case written
        /// A variable's fallback.
        case fallback
        /// The default of a template's parameter, by the parameter's name.
        case parameterDefault(String)
        /// One of those that an intrinsic function chooses from, by the function's name.
        case choice(String)
    }

    /// Stands for a part that is not known: U+FFFC.
    package static let unknownPart = "\u{FFFC}"

    /// The text, with `unknownPart` for what is not known.
    package let text: String
    /// Where the text is written, of several places the one that puts them together.
    package let place: SourcePlace
    /// Every place whose text is in it, `place` first.
    package let places: [SourcePlace]
    /// How it gets to be the value.
    package let origin: Origin
    /// Whether it is written as a number or a Boolean rather than as a string.
    package let isTyped: Bool
}

/// All that a value may turn out to be.
package struct PossibleTexts: Sendable {
    /// The texts, first choice first; each once.
    package fileprivate(set) var texts: [PossibleText] = []
    /// The values on the way that, or parts of which, the tree does not tell.
    package fileprivate(set) var unfollowed: [Value] = []
}

extension Application {
    /// What a value may turn out to be: its own text, fallbacks, the defaults of parameters, and whatever `Fn::If`,
    /// `Fn::Select`, `Fn::FindInMap` and `Fn::Base64` choose from.
    package func possibleTexts(of value: Value) -> PossibleTexts {
        var walk = PossibilityWalk(application: self)
        walk.visit(value, .written, depth: 0)
        return walk.found
    }
}

extension Value.Part {
    /// The part as far as it is written, with U+FFFC for what is not.
    fileprivate var writtenText: String {
        if case .literal(let text) = self { text } else { PossibleText.unknownPart }
    }
}

/// The walk through a value's possibilities.
private struct PossibilityWalk {
    /// How many values of one variable are looked at.
    private static let valueLimit = 128
    /// How many functions deep; CloudFormation itself nests few.
    private static let depthLimit = 16
    /// How many texts one composed string is multiplied out to.
    private static let productLimit = 16
    /// How many parts of one composed string are followed; of a longer one only what is written is looked at.
    private static let partLimit = 4096

    let application: Application
    var found = PossibleTexts()
    private var seen = 0

    init(application: Application) { self.application = application }

    mutating func visit(_ value: Value, _ origin: PossibleText.Origin, depth: Int) {
        seen += 1
        guard seen < Self.valueLimit, depth < Self.depthLimit else { return found.unfollowed.append(value) }
        switch value.content {
        case .string(let text): add(text, [value.place], origin)
        case .bool, .number: add(value.scalarText ?? "", [value.place], origin, isTyped: true)
        case .composed(let parts): compose(parts, of: value, origin, depth: depth)
        case .symbolic(let symbol): follow(symbol, of: value, depth: depth)
        case .unknown: found.unfollowed.append(value)
        case .null, .list, .map: break
        }
        for alternative in value.alternatives { visit(alternative, .fallback, depth: depth + 1) }
    }

    private mutating func add(
        _ text: String, _ places: [SourcePlace], _ origin: PossibleText.Origin, isTyped: Bool = false
    ) {
        guard let place = places.first else { return }
        let new = PossibleText(text: text, place: place, places: places, origin: origin, isTyped: isTyped)
        if !found.texts.contains(new) { found.texts.append(new) }
    }

    private mutating func follow(_ symbol: Symbol, of value: Value, depth: Int) {
        guard let choices = choices(of: symbol, at: value) else { return found.unfollowed.append(value) }
        for (choice, origin) in choices { visit(choice, origin, depth: depth + 1) }
    }

    private mutating func compose(
        _ parts: [Value.Part], of value: Value, _ origin: PossibleText.Origin, depth: Int
    ) {
        let isFollowed = parts.count <= Self.partLimit
        if !isFollowed {
            found.unfollowed.append(
                Value(.unknown(reason: "it is put together of more than \(Self.partLimit) parts"), place: value.place))
        }
        var variants = [(text: "", places: [value.place])]
        var isWhole = true
        for part in parts {
            let pieces = isFollowed ? pieces(of: part, at: value, depth: depth) : [(part.writtenText, [])]
            if pieces.contains(where: \.text.holdsUnknownPart) { isWhole = false }
            if pieces.count == 1, let piece = pieces.first {
                for index in variants.indices {
                    variants[index].text += piece.text
                    variants[index].places += piece.places
                }
                continue
            }
            variants = Array(
                variants.lazy.flatMap { start in
                    pieces.lazy.map { (text: start.text + $0.text, places: start.places + $0.places) }
                }.prefix(Self.productLimit))
        }
        for variant in variants { add(variant.text, variant.places, origin) }
        if !isWhole { found.unfollowed.append(value) }
    }

    private mutating func pieces(
        of part: Value.Part, at value: Value, depth: Int
    ) -> [(text: String, places: [SourcePlace])] {
        switch part {
        case .literal(let text): return [(text, [])]
        case .unknown: return [(PossibleText.unknownPart, [])]
        case .symbol(let symbol):
            guard let choices = choices(of: symbol, at: value) else { return [(PossibleText.unknownPart, [])] }
            var walk = PossibilityWalk(application: application)
            walk.seen = seen
            for (choice, origin) in choices { walk.visit(choice, origin, depth: depth + 1) }
            seen = walk.seen
            let texts = walk.found.texts.map { (text: $0.text, places: $0.places) }
            return texts.isEmpty ? [(PossibleText.unknownPart, [])] : texts
        }
    }

    /// What a symbol chooses from; `nil` when the tree does not tell.
    private func choices(of symbol: Symbol, at value: Value) -> [(Value, PossibleText.Origin)]? {
        switch symbol {
        case .parameter(let name):
            return template("Parameters")[name]?["Default"].map { [($0, .parameterDefault(name))] }
        case .intrinsic(let name, let argument):
            return choices(of: name, argument)?.map { ($0, .choice(name)) }
        default: return nil
        }
    }

    private func choices(of function: String, _ argument: Value) -> [Value]? {
        let elements = argument.elements
        switch function {
        case "Fn::If" where elements.count == 3: return Array(elements.dropFirst())
        case "Fn::Select" where elements.count == 2: return selected(from: elements[1], index: elements[0])
        case "Fn::FindInMap" where elements.count >= 3: return mapped(elements)
        case "Fn::Base64": return [argument]
        default: return nil
        }
    }

    private func selected(from list: Value, index: Value) -> [Value]? {
        guard let elements = selection(list) else { return nil }
        guard let number = index.number else { return elements }
        return Int(exactly: number).flatMap { elements.indices.contains($0) ? [elements[$0]] : nil }
    }

    private func selection(_ list: Value) -> [Value]? {
        if case .list(let elements) = list.content { return elements }
        guard case .symbolic(.intrinsic("Fn::Split", let argument)) = list.content, argument.elements.count == 2,
            let separator = argument.elements[0].string, !separator.isEmpty, let text = argument.elements[1].string
        else { return nil }
        let place = argument.elements[1].place
        return text.split(separator: separator, omittingEmptySubsequences: false).map {
            Value(.string(String($0)), place: place)
        }
    }

    /// Keys that are not known stand for every one of the map's.
    private func mapped(_ elements: [Value]) -> [Value]? {
        let limit = Self.productLimit
        guard let name = elements[0].string, let map = template("Mappings")[name] else { return nil }
        let rows = elements[1].string.map { [map[$0]].compactMap(\.self) } ?? map.members.prefix(limit).map(\.value)
        let values = rows.flatMap { row in
            elements[2].string.map { [row[$0]].compactMap(\.self) } ?? row.members.prefix(limit).map(\.value)
        }
        let spare = elements.dropFirst(3).compactMap { $0["DefaultValue"] }
        return values.isEmpty && spare.isEmpty ? nil : values + spare
    }

    /// A section of the template: beside the resources for CloudFormation, below `resources` for the framework, which
    /// also takes a list of templates there.
    private func template(_ section: String) -> TemplatePart {
        let templates = [application.document] + (application.document["resources"]?.oneOrMany ?? [])
        return TemplatePart(sections: templates.compactMap { $0[section] })
    }

    private struct TemplatePart {
        let sections: [Value]
        subscript(name: String) -> Value? { sections.lazy.compactMap { $0[name] }.last }
    }
}

extension String {
    /// Whether a part of the text is only known to the deployment.
    fileprivate var holdsUnknownPart: Bool {
        // Most texts are ASCII, which is told faster than that a text is not within another.
        !utf8.allSatisfy { $0 < 0x80 } && contains(PossibleText.unknownPart)
    }
}
