package import SourceText

/// A manifest value after its framework's variables were resolved as far as the tree alone allows.
///
/// What cannot be known stays in the value, as a symbol or as an unknown with its reason; it is never dropped.
package struct Value: Sendable, Hashable {
    /// What the value is.
    package indirect enum Content: Sendable, Hashable {
        case null
        case bool(Bool)
        /// A number with the text the author wrote.
        case number(Double, text: String)
        case string(String)
        case list([Value])
        case map([Member])
        /// The whole value is a reference to something known by name only.
        case symbolic(Symbol)
        /// A string of which some parts are references.
        case composed([Part])
        /// Nothing can be said about the value, and why.
        case unknown(reason: String)
    }

    /// A key and its value, in the author's order.
    package struct Member: Sendable, Hashable {
        /// The key.
        package let key: String
        /// Where the key is written.
        package let keyPlace: SourcePlace
        /// The value.
        package let value: Value

        /// Makes a member.
        package init(key: String, keyPlace: SourcePlace, value: Value) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }
    }

    /// A piece of a composed string.
    package enum Part: Sendable, Hashable {
        case literal(String)
        case symbol(Symbol)
        /// A piece that is not known, and why.
        case unknown(reason: String)
    }

    /// What the value is.
    package let content: Content
    /// Where the value's own text is written: for a value taken through a variable, the place it was taken from.
    package let place: SourcePlace
    /// Where the value is used: the place of the outermost variable that led to it; equal to `place` when written
    /// directly.
    package let usePlace: SourcePlace
    /// How the value was resolved, outermost variable first; empty when written directly.
    package let trace: [TraceStep]
    /// What the manifest itself names as stand-in for an undetermined value, first choice first: the fallback of
    /// `${env:NAME, 'text'}`. The value is one of these or something unknown; empty for a value that is known.
    package let alternatives: [Value]

    /// Makes a value; `usePlace` is `place` unless said otherwise.
    package init(
        _ content: Content, place: SourcePlace, usePlace: SourcePlace? = nil, trace: [TraceStep] = [],
        alternatives: [Value] = []
    ) {
        self.content = content
        self.place = place
        self.usePlace = usePlace ?? place
        self.trace = trace
        self.alternatives = alternatives
    }
}

/// One step of a value's resolution.
package struct TraceStep: Sendable, Hashable {
    /// The expression as the author wrote it, such as `${self:custom.stage}`.
    package let expression: String
    /// Where the expression is written.
    package let place: SourcePlace
    /// What came of it, in words: lower case, no full stop; never a secret's text.
    package let outcome: String

    /// Makes a step.
    package init(expression: String, place: SourcePlace, outcome: String) {
        self.expression = expression
        self.place = place
        self.outcome = outcome
    }
}

/// Something a value names that is only known when the application is deployed or runs.
package indirect enum Symbol: Sendable, Hashable {
    /// `Ref` or `Fn::GetAtt` of a resource, by logical id; the attribute is `nil` for `Ref`.
    case resource(logicalID: String, attribute: String?)
    /// A template parameter.
    case parameter(String)
    /// A pseudo parameter such as `AWS::AccountId`, written with its prefix.
    case pseudoParameter(String)
    /// A value kept in a secrets or parameter store.
    case secret(SecretReference)
    /// A variable of the environment of whoever deploys.
    case environment(String)
    /// An output of another stack, service or export: `${cf:…}`, `Fn::ImportValue`, `${terraform:…}`.
    case imported(String)
    /// Another CloudFormation intrinsic function, such as `Fn::Select`, with its arguments.
    case intrinsic(name: String, argument: Value)
    /// Any other framework variable that the tree cannot resolve, as written, and why.
    case variable(String, reason: String)
}

/// A reference to a value in a store, never the value itself.
package struct SecretReference: Sendable, Hashable {
    /// The store.
    package enum Store: String, Sendable, Hashable { case parameterStore, secretsManager, vault, s3, other }

    /// When the store is asked.
    package enum ResolutionTime: String, Sendable, Hashable {
        /// The plaintext ends in the template and everything made from it: framework variables such as `${ssm:…}`.
        case framework
        /// CloudFormation reads it during the deployment and keeps it out of the template: `{{resolve:…}}`.
        case deployment
    }

    /// The store.
    package let store: Store
    /// The name, path or ARN in the store; may hold unresolved variables as written.
    package let name: String
    /// When the store is asked.
    package let resolvedAt: ResolutionTime
    /// Whether the reference asks for the decrypted value; `nil` when the framework decides by the parameter's type.
    package let isDecrypted: Bool?

    /// Makes a reference.
    package init(store: Store, name: String, resolvedAt: ResolutionTime, isDecrypted: Bool?) {
        self.store = store
        self.name = name
        self.resolvedAt = resolvedAt
        self.isDecrypted = isDecrypted
    }
}
