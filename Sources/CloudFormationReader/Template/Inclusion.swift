internal import ApplicationModel
internal import ManifestReading
internal import SourceText

/// Puts in what `Fn::Transform` includes from files of the tree.
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
struct Inclusion {
    private static let depthLimit = 200
    /// How many files may include each other.
    private static let nestingLimit = 8

    private let directory: RelativePath
    /// What was included, each file once.
    private(set) var files: [RelativePath] = []
    /// What could not be included.
    private(set) var issues: [SourceIssue] = []

    /// Prepares the inclusion into a template of a directory.
    init(directory: RelativePath) { self.directory = directory }

    /// The value with everything included.
    mutating func expand(_ value: Value, loader: inout ManifestLoader) -> Value {
        guard Self.occurs(in: value, depth: 0) else { return value }
        return expand(value, loader: &loader, depth: 0, nesting: 0)
    }

    private static func occurs(in value: Value, depth: Int) -> Bool {
        guard depth < depthLimit else { return false }
        switch value.content {
        case .list(let elements): return elements.contains { occurs(in: $0, depth: depth + 1) }
        case .map(let members):
            return members.contains { $0.key == "Fn::Transform" || occurs(in: $0.value, depth: depth + 1) }
        default: return false
        }
    }

    private mutating func expand(
        _ value: Value, loader: inout ManifestLoader, depth: Int, nesting: Int
    ) -> Value {
        guard depth < Self.depthLimit else { return value }
        switch value.content {
        case .list(let elements):
            var expanded: [Value] = []
            for element in elements {
                expanded.append(expand(element, loader: &loader, depth: depth + 1, nesting: nesting))
            }
            return value.replacing(.list(expanded))
        case .map(let members):
            return expand(members, of: value, loader: &loader, depth: depth, nesting: nesting)
        default: return value
        }
    }

    private mutating func expand(
        _ members: [Value.Member], of value: Value, loader: inout ManifestLoader, depth: Int, nesting: Int
    ) -> Value {
        var expanded: [Value.Member] = []
        for member in members {
            guard member.key == "Fn::Transform" else {
                let inner = expand(member.value, loader: &loader, depth: depth + 1, nesting: nesting)
                expanded.append(Value.Member(key: member.key, keyPlace: member.keyPlace, value: inner))
                continue
            }
            for transform in member.value.oneOrMany {
                let included = include(transform, loader: &loader, depth: depth, nesting: nesting)
                guard case .map(let more)? = included?.content else {
                    if members.count == 1, let included { return included }
                    continue
                }
                expanded += more
            }
        }
        return value.replacing(.map(expanded))
    }

    private mutating func include(
        _ transform: Value, loader: inout ManifestLoader, depth: Int, nesting: Int
    ) -> Value? {
        guard transform["Name"]?.string == "AWS::Include" else {
            let name = transform["Name"]?.string ?? transform.string ?? "?"
            return transform.replacing(.unknown(reason: "the macro `\(name)` makes it"))
        }
        let location = transform[path: "Parameters", "Location"] ?? transform
        guard let text = location.string, !text.contains("://") else {
            issues.append(
                SourceIssue(
                    .notEvaluated, "what is included from a bucket is not known", help: "include a file of the tree",
                    at: location.place, isPartial: false))
            return transform.replacing(.unknown(reason: "it is included from a bucket"))
        }
        guard nesting < Self.nestingLimit, let path = directory.appending(text) else {
            issues.append(SourceIssue(.outsideRoot, "`\(text)` cannot be included", at: location.place))
            return nil
        }
        guard let root = loader.load(path, askedAt: location.place)?.root else { return nil }
        if !files.contains(path) { files.append(path) }
        return expand(Value(root), loader: &loader, depth: depth, nesting: nesting + 1)
    }
}
