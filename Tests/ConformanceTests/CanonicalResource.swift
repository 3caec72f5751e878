import ApplicationModel
import Foundation
import SourceText

/// A resource as text that is the same for two that deploy the same: lists sorted, hashes of content cut from ids.
struct CanonicalResource: Hashable {
    /// Type and logical id.
    let key: String
    /// The properties one by one, and the condition.
    let parts: [String: String]

    init(_ resource: Resource) {
        key = resource.type + " " + Self.cut(resource.logicalID)
        var parts: [String: String] = [:]
        for member in resource.properties.members where !Self.ignored.contains("\(resource.type).\(member.key)") {
            let text = Self.text(member.value, sorting: member.key != "Layers")
            if text != "null" { parts[member.key] = text }
        }
        parts["(condition)"] = resource.definition["Condition"]?.string.map(Self.cut)
        self.parts = parts
    }

    /// What is not compared: texts that hold a hash or that we keep in another form on purpose.
    private static let ignored: Set<String> = [
        "AWS::ApiGateway::Deployment.Description",
        "AWS::StepFunctions::StateMachine.Definition", "AWS::StepFunctions::StateMachine.DefinitionString",
        "AWS::StepFunctions::StateMachine.DefinitionSubstitutions", "AWS::AppSync::Resolver.Code",
    ]

    /// A logical id without the hash that SAM ends it with, or the number that we tell equal ones apart with.
    static func cut(_ id: String) -> String {
        for name in ["ApiGatewayDomainNameV2", "ApiGatewayDomainName", "RecordSetGroup", "DomainNameAccessAssociation"]
        where id.hasPrefix(name) && id.dropFirst(name.count).allSatisfy(\.isHexDigit) { return name }
        var id = id
        while let shorter = withoutHash(id) { id = shorter }
        return id
    }

    private static func withoutHash(_ id: String) -> String? {
        let tail = id.suffix(10)
        let isHash =
            tail.count == 10 && tail.allSatisfy { $0.isHexDigit && !$0.isUppercase } && tail.contains(where: \.isNumber)
        return isHash ? String(id.dropLast(10)) : nil
    }

    private static func text(_ value: Value, sorting: Bool = true) -> String {
        switch value.content {
        case .null, .symbolic(.pseudoParameter("AWS::NoValue")): return "null"
        case .bool(let value): return value ? "true" : "false"
        case .number(let value, _): return "\(value)"
        case .string(let text): return "\"\(text)\""
        case .list(let elements):
            let texts = elements.map { text($0) }.filter { $0 != "null" && !$0.contains("sam:ConditionalDependsOn") }
            // Only what makes a bucket wait for a permission.
            if texts.isEmpty && !elements.isEmpty { return "null" }
            return "[" + (sorting ? texts.sorted() : texts).joined(separator: ", ") + "]"
        case .map(let members): return map(members)
        case .symbolic(let symbol): return Self.symbol(symbol) ?? "\"\(part(symbol))\""
        case .composed(let parts): return "\"" + parts.map(Self.text).joined() + "\""
        case .unknown(let reason): return "unknown(\(reason))"
        }
    }

    private static func map(_ members: [Value.Member]) -> String {
        let texts = members.map { ($0.key, text($0.value)) }.filter { $0.1 != "null" }.map { key, text in
            // One statement and a list of one say the same.
            key == "Statement" && !text.hasPrefix("[") ? "\(key): [\(text)]" : "\(key): \(text)"
        }
        return "{" + texts.sorted().joined(separator: ", ") + "}"
    }

    private static func text(_ part: Value.Part) -> String {
        switch part {
        case .literal(let text): text
        case .symbol(let symbol): Self.part(symbol)
        case .unknown(let reason): "unknown(\(reason))"
        }
    }

    private static func symbol(_ symbol: Symbol) -> String? {
        guard case .intrinsic(let name, let argument) = symbol else { return nil }
        guard name == "Fn::If" else { return "\(name)(\(text(argument, sorting: false)))" }
        let parts = argument.elements.enumerated().map { index, element in
            index == 0 ? element.string.map(cut) ?? text(element) : text(element)
        }
        return "if(" + parts.joined(separator: ", ") + ")"
    }

    private static func part(_ symbol: Symbol) -> String {
        switch symbol {
        case .resource(let id, let attribute):
            return "${" + ([cut(id)] + [attribute].compactMap(\.self)).joined(separator: ".") + "}"
        case .pseudoParameter("AWS::Region"): return "ap-southeast-1"
        case .pseudoParameter("AWS::Partition"): return "aws"
        case .pseudoParameter(let name), .parameter(let name): return "${\(name)}"
        case .secret(let secret): return "{{secret \(secret.name)}}"
        case .imported(let name): return "${import \(name)}"
        case .intrinsic(let name, let argument): return Self.symbol(symbol) ?? "\(name)\(argument)"
        case .environment(let name), .variable(let name, _): return "${? \(name)}"
        }
    }
}

/// How our resources differ from those of the translator.
struct ResourceDifference {
    let lines: [String]

    init(ours: [Resource], theirs: [Resource]) {
        let left = Self.grouped(ours)
        let right = Self.grouped(theirs)
        var lines: [String] = []
        for key in Set(left.keys).union(right.keys).sorted() {
            let (mine, wanted) = (left[key] ?? [], right[key] ?? [])
            guard mine != wanted else { continue }
            if mine.count < wanted.count { lines.append("missing \(key)") }
            if mine.count > wanted.count { lines.append("surplus \(key)") }
            for (mine, wanted) in zip(mine, wanted) { lines += Self.compared(key, mine.parts, wanted.parts) }
        }
        self.lines = lines
    }

    private static func grouped(_ resources: [Resource]) -> [String: [CanonicalResource]] {
        // Nested stacks are not the transform's business.
        let relevant = resources.filter {
            !["AWS::CloudFormation::Stack", "AWS::Serverless::Application"].contains($0.type)
        }
        return Dictionary(grouping: relevant.map(CanonicalResource.init), by: \.key).mapValues { group in
            group.sorted { "\($0.parts.sorted { $0.key < $1.key })" < "\($1.parts.sorted { $0.key < $1.key })" }
        }
    }

    private static func compared(_ key: String, _ mine: [String: String], _ wanted: [String: String]) -> [String] {
        Set(mine.keys).union(wanted.keys).sorted().compactMap { name in
            let (left, right) = (mine[name] ?? "nothing", wanted[name] ?? "nothing")
            guard left != right else { return nil }
            let common = left.commonPrefix(with: right).count
            let start = max(0, common - 40)
            return
                "\(key) \(name)\n      ours   …\(left.dropFirst(start).prefix(160))\n      theirs …\(right.dropFirst(start).prefix(160))"
        }
    }
}
