package import ApplicationModel
import SourceText

extension Function {
    /// How a function is declared in a template.
    package enum Declaration: Sendable { case lambda, serverless }

    /// How a template declares the function; `nil` when the framework's own section does.
    package var declaration: Declaration? {
        switch definition["Type"]?.string {
        case "AWS::Lambda::Function": .lambda
        case "AWS::Serverless::Function": .serverless
        default: nil
        }
    }

    /// What fits how the function is declared, whatever else the template holds; `nil` for the framework's own functions.
    package func remedy(sam: String, cloudFormation: String) -> String? {
        switch declaration {
        case .serverless: sam
        case .lambda: cloudFormation
        case nil: nil
        }
    }

    /// Whether the author writes the function's role, to which no transform adds anything.
    package var hasRoleOfItsOwn: Bool {
        let role = definition[path: "Properties", "Role"]
        return role.map { !$0.isNull } ?? false
    }

    /// Adds a property to the function's resource.
    package func property(_ literal: Repair.Literal, at keys: String...) -> Repair.Change {
        .insertBelowKey(literal, at: ["Properties"] + keys, keyPlace: namePlace)
    }
}
