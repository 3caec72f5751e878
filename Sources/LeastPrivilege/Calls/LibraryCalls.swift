import CodeAnalysis
import Permissions

/// Reads calls of libraries that call AWS for their users.
struct LibraryCalls {
    private let call: CallFact
    private let analysis: HandlerAnalysis

    init(_ call: CallFact, _ analysis: HandlerAnalysis) {
        self.call = call
        self.analysis = analysis
    }

    func reading(of api: String) -> SDKReading? {
        guard let (owner, name) = parts(of: api) else { return nil }
        let helper =
            SDKHelpers.bundled.helper("js", owner, name) ?? SDKHelpers.bundled.helper("py", owner, name)
            ?? (name == owner ? SDKHelpers.bundled.helper("js", owner, "default") : nil)
        guard let helper, !helper.calls.isEmpty else { return nil }
        var reading = SDKReading()
        let isPossible = helper.calls.count > 1
        for text in helper.calls { reading.add(text, .unknown, isPossible: isPossible, at: call) }
        return reading
    }

    /// The module and the name in it; a module that is called itself is both.
    private func parts(of api: String) -> (owner: String, name: String)? {
        guard !api.contains("("), !api.hasPrefix("?") else { return nil }
        let start = api.lastIndex(of: "/") ?? api.startIndex
        guard let dot = api[start...].lastIndex(of: ".") else { return (api, api) }
        return (String(api[..<dot]), String(api[api.index(after: dot)...]))
    }
}
