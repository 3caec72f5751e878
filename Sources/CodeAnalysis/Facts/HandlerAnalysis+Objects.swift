extension HandlerAnalysis {
    /// The objects, lists, instances and library's objects that a value may be.
    package func objects(of value: AbstractValue) -> [HeapObject] {
        value.references.compactMap { if case .object(let id) = $0 { heap[id] } else { nil } }
    }

    /// The paths by which library's rules name what a call is made on and its member: `requests.Session().get`.
    package func apis(ofMember name: String, of value: AbstractValue) -> [String] {
        apis(of: value).map { APIPath.member(name, of: $0) }
    }
}

extension HandlerAnalysis {
    /// How far up classes are asked.
    private static let inheritanceLimit = 12

    /// A static field of a class that a value is, or is an instance of, through the classes that hold each other:
    /// `["Meta", "table_name"]`; of annotations of Java `["@Name.argument"]`. `nil` when no such class says it.
    package func staticField(_ path: [String], of value: AbstractValue) -> AbstractValue? { staticField(path[...], of: value, depth: 0) }

    private func staticField(_ path: ArraySlice<String>, of value: AbstractValue, depth: Int) -> AbstractValue? {
        guard let name = path.first else { return value }
        guard depth < Self.inheritanceLimit else { return nil }
        return classes(of: value).lazy.compactMap { id -> AbstractValue? in
            let own = statics[id].flatMap { heap[$0].fields[name] }
            if let found = own.flatMap({ staticField(path.dropFirst(), of: $0, depth: depth + 1) }) { return found }
            return bases[id].flatMap { staticField(path, of: $0, depth: depth + 1) }
        }.first
    }

    private func classes(of value: AbstractValue) -> [ClassValue.ID] {
        value.references.compactMap { reference in
            switch reference {
            case .classValue(let id): return id
            case .object(let id):
                guard case .instance(let type) = heap[id].kind else { return nil }
                return type
            case .closure, .module, .api: return nil
            }
        }
    }
}
