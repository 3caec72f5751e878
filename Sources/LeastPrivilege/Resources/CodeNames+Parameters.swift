import CodeAnalysis
import Permissions

extension CodeNames {
    /// What stands at a path of parameters.
    func values(at path: SDKParameterPath, in parameters: CallParameters) -> ParameterValues {
        guard case .member(let name)? = path.steps.first else { return ParameterValues() }
        return path.steps.dropFirst().reduce(outermost(name, parameters)) { found, step in
            var next = ParameterValues(isMissing: found.isMissing, isHidden: found.isHidden)
            for value in found.seen { next.add(self.next(step, in: value)) }
            return next
        }
    }

    /// The texts at a path of parameters, `*` among them where there may be others; `nil` when nothing is seen there.
    func texts(at path: SDKParameterPath, in parameters: CallParameters) -> [String]? {
        let ofKeys = path.steps.last == .keys
        let found = values(at: ofKeys ? SDKParameterPath(steps: Array(path.steps.dropLast())) : path, in: parameters)
        guard !found.seen.isEmpty else { return nil }
        let texts = found.seen.flatMap(ofKeys ? keys : texts)
        return found.isHidden && !texts.contains("*") ? texts + ["*"] : texts
    }

    /// Whether there may be parameters that cannot be seen.
    func isOpen(_ parameters: CallParameters) -> Bool { parameters.isOpen || parameters.objects.contains(where: analysis.hidesMembers) }

    /// The names of the outermost parameters that can be seen, in order.
    func names(in parameters: CallParameters) -> [String] { parameters.named.keys.sorted() + parameters.objects.flatMap(analysis.fieldNames) }

    /// The names of an object's fields; `*` when they cannot be told.
    func keys(of map: AbstractValue) -> [String] {
        let names = analysis.fieldNames(of: map)
        return names.isEmpty || analysis.hidesMembers(map) ? names + ["*"] : names
    }

    /// A field of an object in either spelling, or of what a library's object was made of: a struct of Go's.
    func field(_ name: String, of value: AbstractValue) -> AbstractValue? {
        let own = analysis.field(name, of: value) ?? analysis.field(name.switchingCase, of: value)
        return own ?? analysis.arguments(madeWith: value).lazy.compactMap { made in
            analysis.field(name, of: made) ?? analysis.field(name.switchingCase, of: made)
        }.first
    }

    // MARK: Steps

    private func outermost(_ name: String, _ parameters: CallParameters) -> ParameterValues {
        if let value = parameters.named[name] ?? parameters.named[name.switchingCase] { return ParameterValues(seen: [value]) }
        var none = ParameterValues(isHidden: parameters.isOpen)
        for object in parameters.objects {
            let found = member(name, of: object)
            if !found.seen.isEmpty { return found }
            none.add(found)
        }
        none.isMissing = !none.isHidden
        return none
    }

    private func next(_ step: SDKParameterPath.Step, in value: AbstractValue) -> ParameterValues {
        switch step {
        case .member(let name): member(name, of: value)
        case .elements: elements(of: value)
        case .members, .keys: members(of: value)
        }
    }

    private func member(_ name: String, of value: AbstractValue) -> ParameterValues {
        var found = ParameterValues(isHidden: value.mayBeUnseen)
        for object in analysis.objects(of: value) {
            if let field = field(name, of: object) {
                found.seen.append(field)
            } else if object.hidesMembers {
                found.isHidden = true
            } else {
                found.isMissing = true
            }
        }
        return found
    }

    private func field(_ name: String, of object: HeapObject) -> AbstractValue? {
        let own = object.fields[name] ?? object.fields[name.switchingCase]
        return own ?? object.arguments.lazy.compactMap { field(name, of: $0) }.first
    }

    /// The elements of a list; Java hands them over one by one as well.
    private func elements(of value: AbstractValue) -> ParameterValues {
        var found = ParameterValues(isHidden: value.mayBeUnseen || value.mayBeFunction)
        let objects = analysis.objects(of: value)
        if objects.contains(where: \.isRequest) { found.seen.append(value) }
        for object in objects where !object.isRequest {
            if case .list = object.kind { found.seen += object.values } else { found.isHidden = true }
        }
        return found
    }

    private func members(of value: AbstractValue) -> ParameterValues {
        let objects = analysis.objects(of: value)
        return ParameterValues(
            seen: objects.flatMap(\.values), isHidden: value.mayBeUnseen || objects.contains { $0.isOfLibrary && $0.hidesMembers })
    }
}

extension HeapObject {
    fileprivate var isOfLibrary: Bool { if case .external = kind { true } else { false } }

    /// The values of its fields in order, then what stands under names or positions that could not be told.
    fileprivate var values: [AbstractValue] {
        let known = fieldOrder.compactMap { fields[$0] }
        return rest.isEmpty ? known : known + [rest]
    }
}
