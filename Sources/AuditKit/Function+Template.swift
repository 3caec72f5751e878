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

    /// Adds a property to the function's resource.
    package func property(_ literal: Repair.Literal, at keys: String...) -> Repair.Change {
        .insertBelowKey(literal, at: ["Properties"] + keys, keyPlace: namePlace)
    }
}
