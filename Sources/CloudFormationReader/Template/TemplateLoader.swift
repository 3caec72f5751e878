internal import ApplicationModel
internal import ManifestReading
internal import ManifestSyntax
internal import SourceText

/// Reads a template and the stacks nested in it: includes, loops, parameters, conditions, intrinsic functions, SAM.
struct TemplateLoader {
    /// How many stacks may nest in each other.
    private static let nestingLimit = 8
    /// How many resources the template and its nested stacks may have together; CloudFormation's limit is 500 each.
    private static let resourceLimit = 20_000

    private let options: ReadingOptions
    private var resourceCount = 0

    /// Prepares the reading of one manifest.
    init(options: ReadingOptions) { self.options = options }

    /// Reads a template's tree; `given` are the parameters that whoever scans, or the parent stack, sets.
    mutating func read(
        _ root: ManifestNode, at path: RelativePath, given: [String: Value], ancestors: [RelativePath] = [],
        loader: inout ManifestLoader
    ) -> TemplateContents {
        var inclusion = Inclusion(directory: path.directory)
        let written = inclusion.expand(Value(root), loader: &loader)
        let parameters = TemplateParameter.all(in: written)
        var loops = LoopExpansion(parameters: ParameterBindings(parameters, given: given).values)
        let unrolled = loops.expand(written)
        let (bound, issues) = TemplateScope.reading(unrolled, given: given, region: options.region)
        var scope = bound
        scope.keepsNoValue = Self.isSAM(unrolled)
        let document = Self.evaluated(unrolled, in: scope)
        var contents = TemplateContents(
            document: document, parameters: parameters, outputs: TemplateOutput.all(in: document), resources: [],
            isSAM: Self.isSAM(document), files: [path] + inclusion.files,
            issues: inclusion.issues + loops.issues + issues)
        readResources(into: &contents, scope: scope, path: path, ancestors: ancestors + [path], loader: &loader)
        return contents
    }

    // MARK: Evaluation

    /// The template with its functions evaluated; what they are evaluated from stays as written.
    private static func evaluated(_ template: Value, in scope: TemplateScope) -> Value {
        let functions = IntrinsicFunctions(scope: scope)
        let raw: Set<String> = ["Parameters", "Conditions", "Mappings", "Rules"]
        return template.replacing(
            .map(
                template.members.map { member in
                    raw.contains(member.key)
                        ? member
                        : Value.Member(
                            key: member.key, keyPlace: member.keyPlace, value: functions.resolve(member.value))
                }))
    }

    private static func isSAM(_ document: Value) -> Bool {
        (document["Transform"]?.oneOrMany ?? []).contains { transform in
            (transform.string ?? transform["Name"]?.string)?.hasPrefix("AWS::Serverless-") == true
        }
    }

    // MARK: Resources

    private mutating func readResources(
        into contents: inout TemplateContents, scope: TemplateScope, path: RelativePath, ancestors: [RelativePath],
        loader: inout ManifestLoader
    ) {
        let section = contents.document["Resources"] ?? Value(.null, place: contents.document.place)
        let reader = ResourceReader(section: section)
        contents.issues += reader.issues
        let live = reader.resources.filter { resource in
            resource.definition["Condition"]?.string.flatMap { scope.conditions[$0] } != false
        }
        var local = LocalDocuments(directory: path.directory, scope: scope)
        local.load(for: live, loader: &loader)
        contents.files += local.files
        contents.issues += local.issues
        resourceCount += live.count
        guard resourceCount <= Self.resourceLimit else {
            contents.issues.append(
                SourceIssue(
                    .limit, "the template and its nested stacks have more than \(Self.resourceLimit) resources",
                    at: section.place))
            return
        }
        contents.resources = live
        if contents.isSAM || live.contains(where: { $0.type.hasPrefix("AWS::Serverless::") }) {
            transform(&contents, documents: local)
        }
        contents.resources = contents.resources.map { local.applied(to: $0) }
        nest(into: &contents, path: path, ancestors: ancestors, loader: &loader)
    }

    private func transform(_ contents: inout TemplateContents, documents: LocalDocuments) {
        if !contents.isSAM {
            contents.issues.append(
                SourceIssue(
                    .unexpectedShape, "the template has resources of SAM but does not ask for its transform",
                    help: "add `Transform: AWS::Serverless-2016-10-31`", at: contents.document.place, isPartial: false))
        }
        let globals = contents.document["Globals"]
        let transform = SAMTransform(resources: contents.resources, globals: globals) { documents.document(at: $0) }
        contents.resources = transform.resources.map(\.withoutNoValue)
        contents.document = transform.resolvingReferences(in: contents.document).withoutNoValue
        contents.outputs = TemplateOutput.all(in: contents.document)
        contents.issues += transform.issues
    }

    // MARK: Nested stacks

    private mutating func nest(
        into contents: inout TemplateContents, path: RelativePath, ancestors: [RelativePath],
        loader: inout ManifestLoader
    ) {
        let stacks = contents.resources.compactMap { NestedStack($0, in: path.directory) }
        guard !stacks.isEmpty else { return }
        var outputs: [String: [String: Value]] = [:]
        var nested: [Resource] = []
        for stack in stacks {
            guard !ancestors.contains(stack.path), ancestors.count < Self.nestingLimit else {
                contents.issues.append(stack.loopIssue)
                continue
            }
            guard loader.kind(of: stack.path) == .file,
                let root = loader.load(stack.path, askedAt: stack.location.place)?.root
            else {
                contents.issues.append(stack.missingIssue)
                continue
            }
            let child = read(root, at: stack.path, given: stack.parameters, ancestors: ancestors, loader: &loader)
            let joined = stack.joined(child)
            nested += joined.resources
            outputs[stack.logicalID] = joined.outputs
            contents.files += child.files
            contents.issues += child.issues
        }
        contents.resources += nested
        follow(outputs, in: &contents)
    }

    /// Replaces every `Stack.Outputs.Name` by what the nested stack gives out there.
    private func follow(_ outputs: [String: [String: Value]], in contents: inout TemplateContents) {
        guard !outputs.isEmpty else { return }
        let prefix = "Outputs."
        let once = SymbolSubstitution { symbol in
            guard case .resource(let id, let attribute?) = symbol, attribute.hasPrefix(prefix) else { return nil }
            return outputs[id]?[String(attribute.dropFirst(prefix.count))]
        }
        // An output may be made of another stack's output.
        for _ in 0..<3 {
            contents.resources = contents.resources.map { once.apply(to: $0, logicalID: $0.logicalID) }
        }
        contents.document = once.apply(to: contents.document)
    }
}

extension Resource {
    /// The resource without what stands for nothing.
    fileprivate var withoutNoValue: Resource {
        Resource(
            logicalID: logicalID, logicalIDPlace: logicalIDPlace, type: type, properties: properties.withoutNoValue,
            definition: definition.withoutNoValue, generator: generator)
    }
}
