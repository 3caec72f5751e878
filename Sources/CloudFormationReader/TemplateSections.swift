package import ApplicationModel

extension TemplateParameter {
    /// The parameters of a `Parameters` section, in order; of duplicate keys the last.
    package static func parameters(in section: Value?) -> [TemplateParameter] {
        sectionEntries(of: section).map { TemplateParameter(name: $0.key, namePlace: $0.keyPlace, definition: $0.value) }
    }
}

extension TemplateOutput {
    /// The outputs of an `Outputs` section, in order; of duplicate keys the last.
    package static func outputs(in section: Value?) -> [TemplateOutput] {
        sectionEntries(of: section).map { TemplateOutput(name: $0.key, namePlace: $0.keyPlace, definition: $0.value) }
    }
}

/// Entries that are maps; `Fn::ForEach` and the like make others, which are not known.
private func sectionEntries(of section: Value?) -> [Value.Member] {
    let members = section?.members ?? []
    let positions = Dictionary(members.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { $1 })
    return members.enumerated().compactMap { position, member in
        positions[member.key] == position && member.value.isMap && !member.key.hasPrefix("Fn::") ? member : nil
    }
}
