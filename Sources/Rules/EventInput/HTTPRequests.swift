import AuditKit
import CodeAnalysis

/// Requests that a program makes to other services, and what of their address comes from outside.
enum HTTPRequests {
    /// Calls that take the address first, or in their options.
    private static let node: [APIPattern] =
        [
            "axios", "axios.default", "axios.create()", "got", "got.default", "got.extend()", "needle", "superagent", "request",
            "request-promise", "request-promise-native", "undici", "ky", "ky.create()", "wretch", "wreck", "@hapi/wreck", "ofetch", "bent", "axios-retry",
            "popsicle", "gaxios",
        ]
        .flatMap { client in
            ["", ".get", ".post", ".put", ".patch", ".delete", ".head", ".request", ".fetch", ".stream", ".options"].map { APIPattern(client + $0) }
        } + [
            "fetch", "node-fetch", "cross-fetch", "cross-fetch.fetch", "isomorphic-fetch", "undici.fetch", "make-fetch-happen", "http.request",
            "http.get", "https.request", "https.get", "phin", "bent()", "puppeteer*.goto", "playwright*.goto", "puppeteer-core*.goto", "ofetch.$fetch", "gaxios.request", "nodejs-fetch",
            // What loads an address by itself: pictures, feeds, previews, repositories, sockets.
            "jimp.read", "jimp.Jimp.read", "canvas.loadImage", "@napi-rs/canvas.loadImage", "rss-parser#parseURL", "feedparser-promised.parse",
            "link-preview-js.getLinkPreview", "open-graph-scraper", "unfurl.js.unfurl", "metascraper", "capture-website.*", "pageres#source",
            "simple-git().clone", "ws", "ws.WebSocket", "socket.io-client.io", "soap.createClient*", "jsdom.JSDOM.fromURL", "download",
        ]

    /// Clients that take a subscription, whose endpoint says where messages go.
    private static let push: [APIPattern] = ["web-push.sendNotification", "web-push.generateRequestDetails"]

    /// Clients of one service: they take a path, and fix the host themselves.
    private static let services: [APIPattern] =
        ["get", "post", "put", "patch", "del", "delete", "request", "getAsync", "postAsync", "head"].flatMap { verb in
            ["*().\(verb)", "*#\(verb)"].map { APIPattern($0 as String) }
        }
    /// Things with methods of the same names that ask no service.
    private static let others = APISet(["*edis*", "*ache*", "*Map#*", "*aws*", "boto3*", "express*", "koa*", "fastify*", "*Headers*", "*Storage*", "*URLSearchParams*"])

    private static let pythonFirst: [APIPattern] =
        ["requests", "requests.Session()", "requests.session()", "httpx", "httpx.Client()", "httpx.AsyncClient()", "aiohttp.ClientSession()"]
        .flatMap { client in ["get", "post", "put", "patch", "delete", "head", "options"].map { APIPattern("\(client).\($0)") } }
        + [
            "urllib.request.urlopen", "urllib.request.Request", "urllib.request.urlretrieve", "urllib2.urlopen", "urllib.urlopen",
            "feedparser.parse", "newspaper.Article", "git.Repo.clone_from", "websocket.create_connection", "websockets.connect", "wget.download",
            "pdfkit.from_url", "imageio.imread", "requests_html.HTMLSession().get",
        ]

    private static let pythonSecond: [APIPattern] = [
        "requests.request", "requests.Session().request", "requests.session().request", "httpx.request", "httpx.Client().request",
        "httpx.AsyncClient().request", "aiohttp.ClientSession().request", "urllib3.PoolManager().request", "urllib3.request",
    ]

    private static let java: [APIPattern] = [
        "java.net.http.HttpRequest.newBuilder", "java.net.http.HttpRequest.Builder#uri", "okhttp3.Request.Builder#url", "org.jsoup.Jsoup.connect",
        "org.springframework.web.client.RestTemplate#*", "org.apache.http.client.methods.Http*", "org.apache.hc.*.methods.*Http*",
        "kong.unirest.Unirest.*", "com.mashape.unirest.http.Unirest.*", "org.apache.http.client.fluent.Request.*",
    ]

    private static let goFirst: [APIPattern] =
        ["net/http", "net/http.Client#", "net/http.DefaultClient"].flatMap { client in
            ["Get", "Head", "Post", "PostForm"].map { APIPattern(client.hasSuffix("#") ? client + $0 : "\(client).\($0)") }
        }
        + ["Get", "Post", "Put", "Patch", "Delete", "Head"].flatMap { method in
            ["github.com/go-resty/resty*.\(method)", "github.com/hashicorp/go-retryablehttp*.\(method)"].map { APIPattern($0) }
        }

    /// The address of every kind of request.
    static func sinks(_ words: String) -> [Sink] {
        [
            Sink(node, .argument(0), .field("url"), .field("uri"), .field("baseURL"), .field("host"), .field("hostname"), words: words),
            Sink(node, .field("path"), .field("pathname"), words: words),
            Sink(push, .argument(0), .field("endpoint"), words: words),
            Sink(["pywebpush.webpush", "pywebpush.WebPusher"], .argument(0, named: "subscription_info"), words: words),
            Sink(pythonFirst, .argument(0, named: "url"), words: words),
            Sink(pythonSecond, .argument(1, named: "url"), words: words),
            Sink(java, .argument(0), words: words),
            Sink(goFirst, .argument(0), words: words),
            Sink(["net/http.NewRequest", "net.Dial", "net.DialTimeout", "crypto/tls.Dial"], .argument(1), words: words),
            Sink(["net/http.NewRequestWithContext"], .argument(2), words: words),
            Sink(["java.net.URL#open*"], .receiver, words: words),
            Sink(["java.net.Socket"], .argument(0), words: words),
            Sink(["http.client.HTTPConnection", "http.client.HTTPSConnection"], .argument(0, named: "host"), words: words),
        ]
    }

    /// The paths that clients of one service are given.
    static func paths(_ words: String) -> [Sink] { [Sink(services, .argument(0), words: words)] }

    /// Whether a call of a client that fixes the host is given a path with the part of a flow in it.
    static func isPath(_ flow: Flow) -> Bool {
        guard let prefix = flow.prefix, prefix.hasPrefix("/"), !prefix.hasPrefix("//"), flow.value.origins.contains(where: { $0.path == flow.origin.path })
        else { return false }
        return !flow.call.apis.contains(where: others.contains)
    }

    /// What a sender decides of an address.
    enum Choice {
        /// The host, or all of it.
        case host
        /// What stands behind the host.
        case path
        /// It could not be told, or nothing.
        case nothing
    }

    /// What of the address the part of a flow decides.
    static func choice(_ flow: Flow, in code: FunctionCode) -> Choice {
        if let made = madeAddress(flow, code) ?? javaAddress(flow, code) { return made }
        let direct = flow.value.origins.contains { $0.path == flow.origin.path }
        guard direct else { return .nothing }
        if isPathOption(flow, code) { return .path }
        guard let prefix = flow.prefix else {
            // Not put together: the whole address, unless it went through something that may have checked it.
            return flow.value.text.isEmpty && (flow.filler != nil || code.analysis.apis(of: flow.value).isEmpty) ? .host : .nothing
        }
        return fixesHost(prefix) ? .path : .host
    }

    /// Whether certain text before a part leaves it no say in the host: an address up to the path, or a path alone.
    static func fixesHost(_ prefix: String) -> Bool {
        guard let scheme = prefix.firstRange(of: "://") else { return prefix.hasPrefix("/") || prefix.hasPrefix("…") }
        let rest = prefix[scheme.upperBound...]
        return rest.contains { "/?#".contains($0) } || rest.hasSuffix("…")
    }

    /// `new URL(path, base)`: the base fixes the host only when the path cannot be an address itself.
    private static func madeAddress(_ flow: Flow, _ code: FunctionCode) -> Choice? {
        guard code.analysis.apis(of: flow.value).contains(where: { $0.hasPrefix("URL#") || $0.hasPrefix("url.URL#") }) else { return nil }
        let arguments = code.analysis.arguments(madeWith: flow.value)
        guard let first = arguments.first, first.origins.contains(where: { $0.path == flow.origin.path }) else { return .nothing }
        guard let prefix = first.prefix(before: flow.origin) else { return .host }
        return fixesHost(prefix) ? .path : .host
    }

    private static let javaAddresses: Set<String> = ["java.net.URL#", "java.net.URI#"]

    /// `new URL(text)`, `URI.create(text).toURL()`: the text decides.
    private static func javaAddress(_ flow: Flow, _ code: FunctionCode) -> Choice? {
        guard code.analysis.apis(of: flow.value).contains(where: javaAddresses.contains) else { return nil }
        var texts: [AbstractValue] = []
        var values = [flow.value]
        for _ in 0..<3 {
            let objects = values.flatMap { code.analysis.objects(of: $0) }
            let inner = objects.flatMap { Array($0.arguments.prefix(1)) + [$0.receiver] }
            texts += inner.filter { code.analysis.objects(of: $0).isEmpty }
            values = inner
        }
        guard let text = texts.first(where: { text in text.origins.contains { $0.path == flow.origin.path } }) else { return .nothing }
        guard let prefix = text.prefix(before: flow.origin) else { return text.text.isEmpty ? .host : .nothing }
        return fixesHost(prefix) ? .path : .host
    }

    /// `path` of `http.request`'s options.
    private static func isPathOption(_ flow: Flow, _ code: FunctionCode) -> Bool {
        let options = flow.call.arguments.map(\.value)
        return options.contains { option in
            ["path", "pathname"].contains { name in
                code.analysis.field(name, of: option)?.origins.contains { $0.path == flow.origin.path } == true
            }
        }
    }
}
