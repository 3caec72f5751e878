package import SourceText

/// A resource of a CloudFormation template or of a template section.
package struct Resource: Sendable {
    /// The logical id.
    package let logicalID: String
    /// Where the logical id is written.
    package let logicalIDPlace: SourcePlace
    /// The type, such as `AWS::SQS::Queue`; empty when it is missing or not known.
    package let type: String
    /// The properties, with intrinsic functions as symbols; null when there are none.
    package let properties: Value
    /// The whole entry, with `Condition`, `DependsOn`, `Metadata` and the policies of its life.
    package let definition: Value
    /// What made it; `nil` when the author wrote it. What is generated stands at what generated it.
    package let generator: Generator?

    /// Something the author wrote that a transform turns into other resources.
    package struct Generator: Sendable, Hashable {
        /// The logical id of the author's resource.
        package let logicalID: String
        /// The manifest's own word for what asks for the resource, such as `AWS::Serverless::Function` or, for what an
        /// event makes, the event's type: `HttpApi`, `SQS`.
        package let word: String

        /// Makes a generator.
        package init(logicalID: String, word: String) {
            self.logicalID = logicalID
            self.word = word
        }
    }

    /// Makes a resource; its author wrote it unless a generator is given.
    package init(
        logicalID: String, logicalIDPlace: SourcePlace, type: String, properties: Value, definition: Value,
        generator: Generator? = nil
    ) {
        self.logicalID = logicalID
        self.logicalIDPlace = logicalIDPlace
        self.type = type
        self.properties = properties
        self.definition = definition
        self.generator = generator
    }
}

/// A directed relation: the first makes something arrive at, or happen in, the second.
package struct Relation: Sendable, Hashable {
    /// What stands at an end of a relation.
    package enum Party: Sendable, Hashable {
        /// A function of the application, by name.
        case function(String)
        /// A resource of the application, by logical id.
        case resource(String)
        /// Something outside the manifest, such as an ARN or `internet`.
        case external(String)
    }

    /// What flows.
    package enum Kind: String, Sendable, Hashable {
        /// The first invokes the second (a state machine, a rule, an API).
        case invokes
        /// Messages, records or notifications of the first reach the second.
        case delivers
        /// Failures of the first are sent to the second.
        case failsTo
        /// The first is named in an environment variable of the second; the note is the variable.
        case configures
    }

    /// Where it starts.
    package let from: Party
    /// Where it ends.
    package let to: Party
    /// What flows.
    package let kind: Kind
    /// A word more, such as the environment variable or the event; empty when there is none.
    package let note: String
    /// Where the relation is written.
    package let place: SourcePlace

    /// Makes a relation.
    package init(from: Party, to: Party, kind: Kind, note: String = "", place: SourcePlace) {
        self.from = from
        self.to = to
        self.kind = kind
        self.note = note
        self.place = place
    }
}
