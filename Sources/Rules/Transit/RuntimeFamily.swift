import ApplicationModel

/// The language a function runs in, as far as it decides which environment variables are read.
enum RuntimeFamily {
    case node
    /// Python up to 2.7.
    case python2
    /// Python 3 up to 3.6.
    case earlyPython3
    case other
    /// A container image, a runtime of the author's own, or a setting that is not known.
    case unknown

    /// Reads a function's runtime; where AWS functions name none, the framework takes Node.js.
    init(of function: Function, isAWS: Bool) {
        guard let runtime = function.runtime else {
            self = isAWS && function.image == nil ? .node : .unknown
            return
        }
        guard let name = runtime.string?.lowercased() else {
            self = .unknown
            return
        }
        switch name {
        case _ where name.hasPrefix("node"): self = .node
        case _ where name.hasPrefix("python2"): self = .python2
        case "python3.6": self = .earlyPython3
        case _ where name.hasPrefix("provided"): self = .unknown
        default: self = .other
        }
    }

    /// The families whose programs read a variable; `nil` when any may.
    static func reading(_ name: String) -> [RuntimeFamily]? {
        switch name {
        case "NODE_TLS_REJECT_UNAUTHORIZED", "NODE_OPTIONS": [.node]
        // Python 3 never had the switch. Source: https://peps.python.org/pep-0493/
        case "PYTHONHTTPSVERIFY": [.python2]
        case "CURL_CA_BUNDLE": [.python2, .earlyPython3]
        default: nil
        }
    }

    /// Whether the function may be of one of some families. What runs on a runtime of the author's own is most likely
    /// what the variable is set for, unless its language is as good as gone.
    func mayBe(_ families: [RuntimeFamily]) -> Bool {
        families.contains(self) || self == .unknown && families.contains(.node)
    }
}
