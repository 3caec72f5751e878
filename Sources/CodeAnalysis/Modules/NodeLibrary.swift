/// What Node brings along, and how names of packages are made.
enum NodeLibrary {
    /// Whether a specifier without `node:` is a module of Node's own, or a path in one.
    static func contains(_ specifier: String) -> Bool {
        modules.contains(String(specifier.prefix { $0 != "/" }))
    }

    /// The package of a specifier: of `a/b/c` it is `a`, of `@s/a/b` `@s/a`.
    static func packageName(of specifier: String) -> String {
        let parts = specifier.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.prefix(specifier.hasPrefix("@") ? 2 : 1).joined(separator: "/")
    }

    /// Source: https://nodejs.org/api/modules.html#built-in-modules, `require('module').builtinModules`
    private static let modules: Set<String> = [
        "assert", "async_hooks", "buffer", "child_process", "cluster", "console", "constants", "crypto", "dgram",
        "diagnostics_channel", "dns", "domain", "events", "fs", "http", "http2", "https", "inspector", "module", "net",
        "os", "path", "perf_hooks", "process", "punycode", "querystring", "readline", "repl", "stream", "string_decoder",
        "sys", "timers", "tls", "trace_events", "tty", "url", "util", "v8", "vm", "wasi", "worker_threads", "zlib",
    ]
}
