package import CodeAnalysis
package import SourceText

/// A named value that a call is given: a named argument, or a field of an object among its arguments.
package struct CallOption: Sendable {
    /// The name.
    package let name: String
    /// What it may be.
    package let value: AbstractValue
    /// Where the value is written; the call's name where that could not be told.
    package let place: SourcePlace

    /// How deep options are nested that are looked at.
    private static let depthLimit = 4

    /// The options of a call that have one of some names, in the order they are written, nested ones behind.
    package static func options(of call: CallFact, named names: Set<String>, in code: FunctionCode) -> [CallOption] {
        var found: [CallOption] = []
        for argument in call.arguments {
            if let name = argument.name, names.contains(name) {
                found.append(CallOption(name: name, value: argument.value, place: argument.place))
            }
            collect(argument.value, names, call, code, depth: 0, &found)
        }
        return found
    }

    private static func collect(
        _ value: AbstractValue, _ names: Set<String>, _ call: CallFact, _ code: FunctionCode, depth: Int, _ found: inout [CallOption]
    ) {
        guard depth < depthLimit else { return }
        for object in code.analysis.objects(of: value) where object.isOptions {
            for name in object.fieldOrder {
                guard let field = object.fields[name] else { continue }
                if names.contains(name) {
                    let place = code.place(ofField: name, at: object.place) ?? call.namePlace
                    found.append(CallOption(name: name, value: field, place: place))
                }
                collect(field, names, call, code, depth: depth + 1, &found)
            }
        }
    }
}

extension HeapObject {
    /// Whether its fields are what the program wrote there rather than a library's own.
    fileprivate var isOptions: Bool {
        switch kind {
        case .record, .list: true
        // Java's requests are objects of a class of the library, made for one call.
        case .external(let api): api.hasSuffix("Request#")
        case .instance: false
        }
    }
}

extension FunctionCode {
    /// Where the value of a field is written in the object literal at a place.
    package func place(ofField name: String, at place: SourcePlace) -> SourcePlace? {
        guard let module = program[place.path]?.module else { return nil }
        for expression in module.expressions where expression.span == place.span {
            guard case .record(let properties) = expression.kind else { continue }
            for case .named(name, _, let value) in properties.reversed() { return module.place(module[value].span) }
        }
        return nil
    }
}
