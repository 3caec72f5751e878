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
