import ApplicationModel
import SourceText

/// The properties of resources that take a password and are set to a text, such as `MasterUserPassword`.
struct SecretProperties {
    /// The first property with a text, by that text.
    let uses: [String: (name: String, place: SourcePlace)]

    /// How many values of the template are looked at.
    private static let valueLimit = 50_000

    /// Collects an application's.
    init(of application: Application) {
        var uses: [String: (name: String, place: SourcePlace)] = [:]
        var pending = Array(application.resources.reversed().map(\.properties))
        var seen = 0
        while let value = pending.popLast(), seen < Self.valueLimit {
            seen += 1
            for member in value.members {
                guard let text = member.value.scalarText, uses[text] == nil else { continue }
                if SecretName(member.key).kind == .password { uses[text] = (member.key, member.value.usePlace) }
            }
            pending += value.members.reversed().map(\.value) + value.elements.reversed()
        }
        self.uses = uses
    }
}
