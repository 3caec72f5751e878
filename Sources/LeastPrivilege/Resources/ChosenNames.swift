/// Two parts of ARNs with names that a deployment is given, by a parameter or from elsewhere, rather than CloudFormation makes:
/// two of those may turn out the same, and the same as a name that is written out.
struct ChosenNames {
    private let left: String
    private let right: String
    private let service: String

    /// Stands for a name that may be any.
    private static let any: Character = "\u{E004}"
    /// Stands for a slash within a name, which divides no ARN.
    private static let slash = "\u{E005}"

    init(_ left: String, _ right: String, of service: String) {
        let shared = Self.names(in: left).intersection(Self.names(in: right))
        self.left = Self.opened(left, except: shared)
        self.right = Self.opened(right, except: shared)
        self.service = service
    }

    /// Whether both may turn out the same; `false` as well where no name is chosen.
    var mayMeet: Bool {
        guard left.contains(Self.any) || right.contains(Self.any), ARNPattern.overlap(Self.pattern(left), Self.pattern(right)) else { return false }
        return Self.paths.contains(service) || partsMeet
    }

    /// Services whose names may be paths, so that a name does not end where the ARN is divided.
    private static let paths: Set<String> = ["*", "execute-api", "iam", "logs", "secretsmanager", "ssm"]

    /// Whether they meet part by part, as a name holds no divider: a table is no index of another. The key of an object holds any.
    private var partsMeet: Bool {
        let (left, right) = (parts(left), parts(right))
        for (one, other) in zip(left, right) {
            // What a wildcard covers is not divided.
            if ARNPattern.hasWildcard(one) || ARNPattern.hasWildcard(other) { return true }
            guard ARNPattern.overlap(Self.pattern(one), Self.pattern(other)) else { return false }
        }
        return left.count == right.count
    }

    private func parts(_ text: String) -> [String] {
        let parts = service == "s3" ? text.split(separator: "/", maxSplits: 1) : text.split { $0 == "/" || $0 == ":" }
        return parts.map(String.init)
    }

    private static func pattern(_ text: String) -> String { text.replacing(String(any), with: "*") }

    private static func opened(_ text: String, except shared: Set<Substring>) -> String {
        var opened = ""
        each(in: text) { before, name in
            opened += before
            guard let name else { return }
            let isOpen = isChosen(name) && !shared.contains(name)
            opened += isOpen ? String(any) : String(name).replacing("/", with: slash)
        }
        return opened
    }

    private static func names(in text: String) -> Set<Substring> {
        var names: Set<Substring> = []
        each(in: text) { _, name in
            if let name { names.insert(name) }
        }
        return names
    }

    private static func isChosen(_ name: Substring) -> Bool { name.dropFirst().first != DeployedName.made }

    /// Walks the names with their marks, each with the text before it; last the rest.
    private static func each(in text: String, _ visit: (Substring, Substring?) -> Void) {
        var rest = text[...]
        while let open = rest.firstIndex(of: DeployedName.start), let close = rest[open...].firstIndex(of: DeployedName.end) {
            visit(rest[..<open], rest[open...close])
            rest = rest[rest.index(after: close)...]
        }
        visit(rest, nil)
    }
}
