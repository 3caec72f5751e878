internal import ApplicationModel
internal import SourceText

/// The local files that the definition of an API or state machine names, read in before anything else is done.
struct SAMDocuments {
    private static let depthLimit = 64
    let document: (Value) -> Value?

    /// A resource with every `AWS::Include` of its definition replaced by the file, and a local `DefinitionUri` too.
    func included(_ resource: Resource) -> Resource {
        let types = ["AWS::Serverless::Api", "AWS::Serverless::HttpApi", "AWS::Serverless::StateMachine"]
        guard types.contains(resource.type) else { return resource }
        var properties = MemberMap(resource.properties)
        if let body = properties.member("DefinitionBody") {
            properties.set(replacing(body, with: including(body.value, depth: 0)))
        }
        if let location = properties.member("DefinitionUri"), let content = content(of: location.value) {
            properties.set(replacing(location, with: content))
        }
        return Resource(
            logicalID: resource.logicalID, logicalIDPlace: resource.logicalIDPlace, type: resource.type,
            properties: resource.properties.replacing(.map(properties.members)), definition: resource.definition,
            generator: resource.generator)
    }

    private func replacing(_ member: Value.Member, with value: Value) -> Value.Member {
        Value.Member(key: member.key, keyPlace: member.keyPlace, value: value)
    }

    private func content(of location: Value) -> Value? {
        if let text = location.string, text.hasPrefix("s3://") { return nil }
        return location.isMap ? nil : document(location)
    }

    private func including(_ value: Value, depth: Int) -> Value {
        guard depth < Self.depthLimit else { return value }
        switch value.content {
        case .symbolic(.intrinsic("Fn::Transform", let argument)):
            return location(argument).flatMap(content) ?? value
        case .list(let elements):
            return value.replacing(.list(elements.map { including($0, depth: depth + 1) }))
        case .map(let members):
            return value.replacing(.map(members.flatMap { including($0, depth: depth + 1) }))
        default:
            return value
        }
    }

    /// A member, or in place of `Fn::Transform` beside other keys the members of the file it names.
    private func including(_ member: Value.Member, depth: Int) -> [Value.Member] {
        guard member.key == "Fn::Transform" else {
            return [replacing(member, with: including(member.value, depth: depth))]
        }
        return location(member.value).flatMap(content)?.members ?? [member]
    }

    private func location(_ transform: Value) -> Value? {
        guard transform["Name"]?.string == "AWS::Include" else { return nil }
        return transform[path: "Parameters", "Location"]
    }
}
