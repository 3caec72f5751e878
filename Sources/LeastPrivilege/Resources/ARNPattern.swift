/// The ARN of a resource or of many, part by part; `*` stands for any text, and a name between U+E000 and U+E001 for what
/// only the deployment knows, such as the generated name of a resource.
/// Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
package struct ARNPattern: Sendable, Hashable {
    /// The service, such as `dynamodb`.
    package let service: String
    /// The region; empty for resources of services without.
    package let region: String
    /// The account.
    package let account: String
    /// All behind the account, such as `table/orders`.
    package let resource: String

    /// Every resource.
    package static let everything = ARNPattern(service: "*", region: "*", account: "*", resource: "*")

    init(service: String, region: String, account: String, resource: String) {
        self.service = service
        self.region = region
        self.account = account
        self.resource = resource
    }

    /// Reads an ARN; `nil` for texts that are none. `*` alone is every resource.
    package init?(_ text: String) {
        if text == "*" {
            self = .everything
            return
        }
        let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 3, parts[0] == "arn" else { return nil }
        // A wildcard may stand for the parts behind it as well.
        guard parts.count == 6 else {
            guard parts.last?.hasSuffix("*") == true else { return nil }
            self.init(service: parts[2], region: parts.count > 3 ? parts[3] : "*", account: parts.count > 4 ? parts[4] : "*", resource: "*")
            return
        }
        self.init(service: parts[2], region: parts[3], account: parts[4], resource: parts[5])
    }

    /// Whether everything another pattern stands for is meant by this one. What only the deployment knows of the region and
    /// account is taken to be the function's own.
    package func covers(_ other: ARNPattern) -> Bool {
        Glob.covers(service, other.service) && Self.fits(region, other.region) && Self.fits(account, other.account)
            && Glob.covers(resource, other.resource)
    }

    /// Whether something may be meant by both.
    package func overlaps(_ other: ARNPattern) -> Bool {
        Glob.overlap(service, other.service) && Self.fits(region, other.region) && Self.fits(account, other.account)
            && Glob.overlap(resource, other.resource)
    }

    private static func fits(_ left: String, _ right: String) -> Bool {
        left.isEmpty || right.isEmpty || !isLiteral(left) || !isLiteral(right) || left == right
    }

    private static func isLiteral(_ text: String) -> Bool { !text.contains { $0 == "*" || $0 == "?" || $0 == DeployedName.start } }

    /// The ARN as `Fn::Sub` takes it: the function's own partition, region and account where nothing else is said.
    package var template: String {
        if self == .everything { return "*" }
        let own = { (text: String, name: String) in text == "*" ? "${\(name)}" : text }
        return DeployedName.shown(
            in: "arn:${AWS::Partition}:\(service):\(own(region, "AWS::Region")):\(own(account, "AWS::AccountId")):\(resource)")
    }

    /// The ARN as people read it: what only the deployment knows as `${name}`.
    package var description: String {
        if self == .everything { return "*" }
        return DeployedName.shown(in: "arn:aws:\(service):\(region):\(account):\(resource)")
    }
}

/// Names that only the deployment knows, within texts.
package enum DeployedName {
    static let start: Character = "\u{E000}"
    static let end: Character = "\u{E001}"

    /// Stands for a colon, which would end a part of an ARN.
    private static let colon: Character = "\u{E002}"

    /// The text that stands for a name.
    static func text(_ name: String) -> String { "\(start)\(name.replacing(":", with: String(colon)))\(end)" }

    /// Whether a text is one parameter whose name says that it holds an ARN.
    static func mayBeARN(_ text: String) -> Bool {
        text.first == start && text.last == end && text.lowercased().contains("arn")
    }

    /// A text as people read it.
    package static func shown(in text: String) -> String {
        text.replacing(String(start), with: "${").replacing(String(end), with: "}").replacing(String(colon), with: ":")
    }
}

/// Texts with `*` for any run of characters and `?` for one.
enum Glob {
    /// Whether all that another stands for is meant by a pattern: only a `*` takes a `*`, only it and `?` take a `?`.
    static func covers(_ pattern: String, _ other: String) -> Bool {
        let (pattern, text) = (Array(pattern.utf8), Array(other.utf8))
        var position = (pattern: 0, text: 0)
        var retry: (pattern: Int, text: Int)?
        while position.text < text.count {
            if position.pattern < pattern.count, pattern[position.pattern] == star {
                retry = (position.pattern + 1, position.text)
                position.pattern += 1
            } else if position.pattern < pattern.count, takes(pattern[position.pattern], text[position.text]) {
                position = (position.pattern + 1, position.text + 1)
            } else if let last = retry {
                retry = (last.pattern, last.text + 1)
                position = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[position.pattern...].allSatisfy { $0 == star }
    }

    /// Whether a text exists that both stand for; takes as many steps as the product of their lengths.
    static func overlap(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count <= limit, right.count <= limit else { return true }
        var row = [Bool](repeating: false, count: right.count + 1)
        for position in 0...left.count {
            var next = [Bool](repeating: false, count: right.count + 1)
            for other in 0...right.count {
                if position == 0, other == 0 { next[0] = true; continue }
                let isLeftStar = position > 0 && left[position - 1] == star
                let isRightStar = other > 0 && right[other - 1] == star
                if isLeftStar, row[other] || (other > 0 && next[other - 1]) { next[other] = true }
                if isRightStar, next[other - 1] || (position > 0 && row[other]) { next[other] = true }
                if position > 0, other > 0, row[other - 1], isSame(left[position - 1], right[other - 1]) { next[other] = true }
            }
            row = next
        }
        return row[right.count]
    }

    private static let limit = 2_048
    private static let star = UInt8(ascii: "*")
    private static let one = UInt8(ascii: "?")

    private static func takes(_ pattern: UInt8, _ text: UInt8) -> Bool { pattern == text || pattern == one && text != star }

    private static func isSame(_ left: UInt8, _ right: UInt8) -> Bool { left == right || left == one || right == one }
}
