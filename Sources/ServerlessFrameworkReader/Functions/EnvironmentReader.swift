import ApplicationModel
import ManifestReading
import SourceText

/// Lays a function's own environment over the provider's.
struct EnvironmentReader {
    /// The variables so far, inherited ones first; one that is set to null is taken out.
    var variables: [EnvironmentVariable] { settings.filter { !$0.value.isNull } }
    private var settings: [EnvironmentVariable] = []
    private var positions: [String: Int] = [:]
    /// What could not be read.
    private(set) var issues: [SourceIssue] = []

    /// Adds a section; a variable that is set again is replaced.
    mutating func read(_ section: Value?, isInherited: Bool) {
        guard let section, section.isTruthy else { return }
        // A list of maps is not the framework's form, but some plugins and authors use it.
        let maps = section.isMap ? [section] : section.elements
        if maps.isEmpty { report(section) }
        for map in maps {
            guard map.isMap else {
                report(map)
                continue
            }
            for member in map.members { set(member, isInherited: isInherited) }
        }
    }

    private mutating func set(_ member: Value.Member, isInherited: Bool) {
        let variable = EnvironmentVariable(
            name: member.key, namePlace: member.keyPlace, value: member.value, isInherited: isInherited)
        if let position = positions[member.key] {
            settings[position] = variable
        } else {
            positions[member.key] = settings.count
            settings.append(variable)
        }
    }

    private mutating func report(_ value: Value) {
        issues.append(
            SourceIssue(
                value.isUndetermined ? .unresolved : .unexpectedShape,
                "a part of the environment is not known" + (value.undeterminedReason.map { ": \($0)" } ?? ""),
                at: value.usePlace))
    }
}
