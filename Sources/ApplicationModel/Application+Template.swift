extension Application {
    /// Whether the manifest is a template of CloudFormation's, with SAM or without.
    package var isTemplate: Bool { format == .cloudFormation || format == .sam }

    /// Whether a name between `${` and `}` of a `Fn::Sub` stands for something: a pseudo parameter, a parameter, a resource or
    /// an attribute of one.
    package func isNamed(_ name: String) -> Bool { name.hasPrefix("AWS::") || parameter(name) != nil || namedResource(name) != nil }

    /// The resource that a name stands for, or whose attribute it does: `Orders.Arn`.
    package func namedResource(_ name: String) -> Resource? { resource(String(name.prefix { $0 != "." })) }
}
