internal import CPermissionTables

/// An operation of a client: one call of AWS's API.
package struct SDKOperation: Sendable, Hashable {
    /// What a call needs: an action, and from which parameters the resource's ARN is made.
    package struct Need: Sendable, Hashable {
        /// The action, such as `s3:GetObject`.
        package let action: String
        /// The ARN's variables by the parameters that fill them.
        package let parameters: [SDKParameter]
        /// When it is needed; `nil` when always.
        package let condition: SDKCondition?
    }

    /// The client's name in boto3.
    package let client: String
    /// The name in AWS's model, such as `PutItem`.
    package let name: String
    /// What it needs; empty when AWS asks for no permission; `nil` when that is not known.
    package let needs: [Need]?

    /// The operation as tables name it: `dynamodb.PutItem`.
    package var id: String { "\(client).\(name)" }

    init(client: String, prefix: String, name: String, needs text: ArraySlice<UInt8>) {
        self.client = client
        self.name = name
        needs = Self.needs(String(decoding: text, as: UTF8.self), prefix: prefix, name: name)
    }

    private static func needs(_ text: String, prefix: String, name: String) -> [Need]? {
        switch text {
        case "?": return nil
        case "-": return []
        default: break
        }
        if let template = Int(text) {
            return [Need(action: "\(prefix):\(name)", parameters: SDKParameter.template(template), condition: nil)]
        }
        return text.split(separator: ";").map { entry in
            let parts = entry.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            let action = parts[0].hasPrefix(":") ? prefix + parts[0] : parts[0]
            let template = parts.count > 1 ? Int(parts[1]) : nil
            return Need(
                action: action, parameters: template.map(SDKParameter.template) ?? [],
                condition: parts.count > 2 && !parts[2].isEmpty ? SDKCondition(parts[2]) : nil)
        }
    }

    /// The actions it needs on the customer's own key that encrypts what it works on, such as `kms:Decrypt`, sorted.
    package var customerKeyActions: [String] {
        let known = Self.keys.value(of: Array(id.utf8)).map { line in
            line.split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
        }
        return Set((known ?? []) + (CustomerKeys.missing[id] ?? [])).sorted()
    }

    /// The actions on such a key that it may be asked for as well, sorted.
    package var possibleKeyActions: [String] {
        let ofService = client == "dynamodb" && !customerKeyActions.isEmpty ? CustomerKeys.ofTables : client == "stepfunctions" ? CustomerKeys.ofStates : []
        let ofObjects = client == "s3" ? [] : (needs ?? []).flatMap { CustomerKeys.ofObjects[$0.action] ?? [] }
        return Set(ofService + ofObjects + (CustomerKeys.possible[id] ?? [])).subtracting(customerKeyActions).sorted()
    }

    private static let keys = SortedLines(
        Array(UnsafeBufferPointer(start: ringfence_sdk_customer_keys(), count: ringfence_sdk_customer_keys_length())))
}

/// A variable of an ARN and where a call's parameters hold it.
package struct SDKParameter: Sendable, Hashable {
    /// What the parameter fills.
    package enum Target: Sendable, Hashable {
        /// A variable of the ARN, such as `TableName`.
        case variable(String)
        /// The whole ARN of a type of resource, such as `table`; of any when it is empty.
        case arn(type: String)
    }

    /// What it fills.
    package let target: Target
    /// The paths that may hold it; of several the first that is given.
    package let paths: [SDKParameterPath]
    /// Whether the variable is only derived from the parameter, such as a queue's name from its URL.
    package let isDerived: Bool

    init(variable: String, source: String) {
        target = variable.hasPrefix("@") ? .arn(type: String(variable.dropFirst())) : .variable(variable)
        isDerived = source.hasPrefix("~")
        paths = (isDerived ? source.dropFirst() : source[...]).split(separator: "|").map { SDKParameterPath(String($0)) }
    }

    /// The parameters of a numbered template.
    static func template(_ number: Int) -> [SDKParameter] {
        guard number >= 0, number < templates.count else { return [] }
        return NamedFields.pairs(in: bytes[templates[number]]).map { SDKParameter(variable: $0.name, source: $0.value) }
    }

    private static let bytes = Array(
        UnsafeBufferPointer(start: ringfence_sdk_parameters(), count: ringfence_sdk_parameters_length()))

    /// Where each line stands.
    private static let templates: [Range<Int>] = {
        var lines: [Range<Int>] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            lines.append(start..<end)
            start = end + 1
        }
        return lines
    }()
}

/// A path into the parameters of a call: members, elements of lists, keys of maps.
package struct SDKParameterPath: Sendable, Hashable {
    /// A step of the path.
    package enum Step: Sendable, Hashable {
        case member(String)
        /// Every element of a list.
        case elements
        /// The keys of a map, which are the values.
        case keys
        /// Every member of a map.
        case members
    }

    /// The steps, from the parameters on.
    package let steps: [Step]

    /// Makes a path of steps.
    package init(steps: [Step]) { self.steps = steps }

    init(_ text: String) {
        var steps: [Step] = []
        for part in text.split(separator: ".") {
            var name = part
            var suffixes: [Step] = []
            while let (rest, step) = Self.suffix(of: name) {
                name = rest
                suffixes.insert(step, at: 0)
            }
            if name == "*" { steps.append(.members) } else if !name.isEmpty { steps.append(.member(String(name))) }
            steps += suffixes
        }
        self.steps = steps
    }

    private static func suffix(of part: Substring) -> (Substring, Step)? {
        if part.hasSuffix("[]") { return (part.dropLast(2), .elements) }
        if part.hasSuffix("[0]") { return (part.dropLast(3), .elements) }
        if part.hasSuffix("{}") { return (part.dropLast(2), .keys) }
        return nil
    }
}

/// What a call's parameters must be so that an action is needed.
package struct SDKCondition: Sendable, Hashable {
    /// How a parameter is looked at.
    package enum Test: Sendable, Hashable {
        /// Whether it is given.
        case given
        /// Whether it is not.
        case missing
        /// Whether its text contains another, whatever the letters' case.
        case contains(String)
        /// Whether it is a text.
        case equals(String)
        /// Whether it is anything else.
        case differs(String)
    }

    /// The parameters of which one must pass.
    package let paths: [SDKParameterPath]
    /// What they must pass.
    package let test: Test

    init(_ text: String) {
        if text.hasPrefix("!") {
            (paths, test) = ([SDKParameterPath(String(text.dropFirst()))], .missing)
        } else if let mark = text.firstIndex(of: "~") {
            (paths, test) = ([SDKParameterPath(String(text[..<mark]))], .contains(String(text[text.index(after: mark)...])))
        } else if let range = text.firstRange(of: "!=") {
            (paths, test) = ([SDKParameterPath(String(text[..<range.lowerBound]))], .differs(String(text[range.upperBound...])))
        } else if let mark = text.firstIndex(of: "=") {
            (paths, test) = ([SDKParameterPath(String(text[..<mark]))], .equals(String(text[text.index(after: mark)...])))
        } else {
            (paths, test) = (text.split(separator: "|").map { SDKParameterPath(String($0)) }, .given)
        }
    }
}
