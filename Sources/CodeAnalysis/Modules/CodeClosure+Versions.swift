extension CodeClosure {
    /// What a list of packages says of one that the code loads.
    package struct Pin: Sendable, Hashable {
        /// The one version that is installed, as written; `nil` where the list asks for a range and nothing says what that comes to.
        package let version: String?
        /// The versions that are asked for, as written; `nil` where one is pinned or nothing is said.
        package let range: String?

        /// Makes a pin.
        package init(version: String?, range: String? = nil) {
            self.version = version
            self.range = range
        }
    }

    /// What holds for a package that is loaded, by its name on its registry or in the code; `nil` where nothing is known.
    package func pin(of package: String) -> Pin? {
        externals.lazy.filter { $0.package == package || $0.distribution == package }.compactMap(\.pin).first
    }

    /// The first numbers of the version of a package, all that it surely is: of `^4.17.1` the `4` alone; `nil` where nothing is known.
    package func certainVersion(of package: String) -> [Int]? {
        guard let pin = pin(of: package) else { return nil }
        if let version = pin.version { return VersionNumbers.numbers(of: version) }
        return pin.range.flatMap(VersionNumbers.certain)
    }
}

/// The numbers at the start of versions, in any ecosystem's spelling.
enum VersionNumbers {
    static func numbers(of version: String) -> [Int]? {
        let plain = version.drop { $0 == "v" || $0 == "V" || $0 == "=" || $0 == " " }
        let numbers = plain.prefix { $0.isNumber || $0 == "." }.split(separator: ".").prefix(4).compactMap { Int($0) }
        return numbers.isEmpty ? nil : numbers
    }

    /// What all versions of a range begin with: `^1.2` and `1.x` begin with 1, `~1.2.3` with 1.2; others with nothing certain.
    static func certain(_ range: String) -> [Int]? {
        let text = range.filter { $0 != " " }
        guard let sign = text.first, !text.contains("|"), !text.contains(",") else { return nil }
        let numbers = numbers(of: String(text.drop { !$0.isNumber }))
        switch sign {
        case "^": return numbers.flatMap { $0.first.map { [$0] } }
        case "~": return numbers.map { Array($0.prefix(text.hasPrefix("~=") ? max(1, $0.count - 1) : 2)) }
        case "=": return numbers
        case _ where sign.isNumber: return numbers
        default: return nil
        }
    }
}

extension ApplicationCode {
    /// The same code with what the lists of packages say of those that it loads.
    package func pinned(by pin: (FunctionCode, CodeClosure.External) -> (distribution: String, pin: CodeClosure.Pin)?) -> ApplicationCode {
        var code = self
        code.functions = functions.map { function in
            var function = function
            function.closure.externals = function.closure.externals.map { external in
                guard let found = pin(function, external) else { return external }
                var external = external
                external.distribution = found.distribution
                external.pin = found.pin
                return external
            }
            return function
        }
        return code
    }
}
