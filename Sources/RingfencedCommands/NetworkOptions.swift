import ArgumentParser
import CommandDoors
import HTTPDownload

/// Which way connections take, and whom they trust.
struct NetworkOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp(
            "Trust the certificates of this file (PEM) in the place of the system's.", valueName: "file"),
        completion: .file())
    var caFile: String?

    @Option(
        name: .long, help: ArgumentHelp(
            "Go through this HTTP proxy, http://host:port or http://name:password@host:port; `none` for no proxy. (default: $HTTPS_PROXY, but for hosts in $NO_PROXY)",
            valueName: "url"))
    var proxy: String?

    @Flag(name: .long, help: "Allow addresses that are not encrypted, which let anybody on the way change what comes.")
    var dangerouslyAllowHttp = false

    /// Which addresses without encryption may be asked.
    var cleartext: WebAddress.Cleartext { dangerouslyAllowHttp ? .anywhere : .loopback }

    /// Reads the address of a server.
    /// - Throws: `CommandFailure` when it may not be asked.
    func address(_ text: String) throws -> WebAddress {
        do {
            let address = try WebAddress(text, cleartext: cleartext)
            guard address.isFolder else { throw WebAddressError.malformed }
            return address
        } catch let error as WebAddressError {
            throw CommandFailure(.usage, "`\(text)` \(error.reason)", help: Self.help(for: error))
        }
    }

    /// The settings for connections to a server.
    /// - Throws: `CommandFailure` when the proxy is none.
    func settings(for address: WebAddress, in surroundings: Surroundings) throws -> HTTPConnection.Settings {
        let file = caFile.map { $0.hasPrefix("/") ? $0 : surroundings.workingDirectory + "/" + $0 }
        return HTTPConnection.Settings(authorities: file, proxy: try proxy(for: address, surroundings.environment))
    }

    private func proxy(for address: WebAddress, _ environment: [String: String]) throws -> ProxyAddress? {
        let named = environment["HTTPS_PROXY"] ?? environment["https_proxy"] ?? ""
        let text = proxy ?? (Self.isExempt(address.host, environment) ? "" : named)
        guard text != "none", !text.isEmpty else { return nil }
        do {
            return try ProxyAddress(text)
        } catch {
            throw CommandFailure(
                .usage, "`\(ProxyAddress.shown(text))` is no address of an HTTP proxy",
                help: "write it as `http://proxy.example:3128`, what is special in a name or a password as `%` and two digits")
        }
    }

    /// Whether `NO_PROXY` lists a host, or a domain that it is in.
    private static func isExempt(_ host: String, _ environment: [String: String]) -> Bool {
        let list = environment["NO_PROXY"] ?? environment["no_proxy"] ?? ""
        return list.lowercased().split { $0 == "," || $0 == " " }.contains { entry in
            let domain = entry.drop { $0 == "." }
            return entry == "*" || host == domain || host.hasSuffix("." + domain)
        }
    }

    private static func help(for error: WebAddressError) -> String {
        switch error {
        case .cleartext: "use https, or `--dangerously-allow-http` when nobody on the way could gain by changing advisories"
        case .credentials: "leave the name and the password out"
        case .malformed, .otherScheme, .downgrade: "write it as `https://host/folder`, without a question mark"
        }
    }
}
