/// Names of libraries that are a request: frameworks that hand it over in a global rather than as an argument.
enum APISource {
    /// The part of a request that a path names.
    static func of(_ api: String) -> AccessPath? {
        switch api {
        case "flask.request", "bottle.request", "quart.request": return AccessPath(.request("flask"))
        default: break
        }
        if api.hasSuffix(".current_request"), api.hasPrefix("chalice.Chalice()") { return AccessPath(.request("chalice")) }
        if api.hasSuffix(".current_event"), api.hasPrefix("aws_lambda_powertools.event_handler") { return AccessPath(.event) }
        return nil
    }
}
