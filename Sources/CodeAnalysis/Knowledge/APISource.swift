/// Names of libraries that are a request: frameworks that hand it over in a global rather than as an argument.
enum APISource {
    /// The part of a request that a path names.
    static func of(_ api: String) -> AccessPath? {
        switch api {
        case "flask.request", "bottle.request", "quart.request": return AccessPath(.request("flask"))
        case "net/http.Request#Body", "net/http.Request#Form", "net/http.Request#PostForm", "net/http.Request#MultipartForm":
            return AccessPath(.request("call"), [.field("body")])
        case "net/http.Request#Header": return AccessPath(.request("call"), [.field("headers")])
        case "net/http.Request#URL.Path", "net/http.Request#RequestURI", "net/http.Request#URL.RawPath": return AccessPath(.request("call"), [.field("url")])
        case "net/http.Request#URL.RawQuery": return AccessPath(.request("call"), [.field("query")])
        case "net/http.Request#Host": return AccessPath(.request("call"), [.field("hostname")])
        default: break
        }
        if api.hasSuffix(".current_request"), api.hasPrefix("chalice.Chalice()") { return AccessPath(.request("chalice")) }
        if api.hasSuffix(".current_event"), api.hasPrefix("aws_lambda_powertools.event_handler") { return AccessPath(.event) }
        return nil
    }
}
