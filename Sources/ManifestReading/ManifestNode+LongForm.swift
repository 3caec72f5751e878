package import ManifestSyntax

extension ManifestNode {
    /// The value with a CloudFormation short form at its top written out: `!Ref x` is the map `{Ref: x}` and
    /// `!Name x` the map `{Fn::Name: x}`, its key standing where the tag stands.
    ///
    /// Any other tag is left out. Values inside are as they were.
    /// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
    package var longForm: ManifestNode {
        var plain = self
        plain.tag = nil
        plain.tagPlace = nil
        guard let tag, let tagPlace, let key = Self.intrinsicKey(forTag: tag) else { return plain }
        let member = ManifestMember(key: key, keyPlace: tagPlace, value: plain)
        return ManifestNode(.mapping([member]), place: place, style: .flow)
    }

    private static func intrinsicKey(forTag tag: String) -> String? {
        let name = tag.dropFirst()
        guard tag.hasPrefix("!"), intrinsics.contains(String(name)) else { return nil }
        return name == "Ref" || name == "Condition" ? String(name) : "Fn::" + name
    }

    private static let intrinsics: Set<String> = [
        "And", "Base64", "Cidr", "Condition", "Equals", "FindInMap", "ForEach", "GetAtt", "GetAZs", "GetStackOutput",
        "If", "ImportValue", "Join", "Length", "Not", "Or", "Ref", "Select", "Split", "Sub", "ToJsonString",
        "Transform",
    ]

    /// How many values the tree holds, itself included; the parser bounds its depth.
    var nodeCount: Int {
        switch content {
        case .sequence(let elements): elements.reduce(1) { $0 + $1.nodeCount }
        case .mapping(let members): members.reduce(1) { $0 + $1.value.nodeCount }
        case .missing, .null, .bool, .number, .string: 1
        }
    }
}
