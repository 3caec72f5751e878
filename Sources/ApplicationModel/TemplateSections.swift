package import SourceText

/// A parameter of a CloudFormation template or of a template section.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
package struct TemplateParameter: Sendable {
    /// The name.
    package let name: String
    /// Where the name is written.
    package let namePlace: SourcePlace
    /// The parameter's own part of the manifest: `Type`, `Default`, `AllowedValues`, `NoEcho`, …
    package let definition: Value

    /// The default, as written; `nil` when there is none.
    package var defaultValue: Value? { definition["Default"] }
    /// The type, such as `String` or `AWS::SSM::Parameter::Value<String>`; `nil` when it is not known.
    package var type: String? { definition["Type"]?.string }
    /// Whether CloudFormation hides the value: `NoEcho` as written.
    package var noEcho: Value? { definition["NoEcho"] }

    /// Makes a parameter.
    package init(name: String, namePlace: SourcePlace, definition: Value) {
        self.name = name
        self.namePlace = namePlace
        self.definition = definition
    }
}

/// An output of a CloudFormation template or of a template section.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/outputs-section-structure.html
package struct TemplateOutput: Sendable {
    /// The name.
    package let name: String
    /// Where the name is written.
    package let namePlace: SourcePlace
    /// The output's own part of the manifest: `Value`, `Export`, `Description`, `Condition`.
    package let definition: Value

    /// The value; `nil` when there is none.
    package var value: Value? { definition["Value"] }
    /// The name other stacks import it by; `nil` when it is not exported.
    package var exportName: Value? { definition[path: "Export", "Name"] }

    /// Makes an output.
    package init(name: String, namePlace: SourcePlace, definition: Value) {
        self.name = name
        self.namePlace = namePlace
        self.definition = definition
    }
}
