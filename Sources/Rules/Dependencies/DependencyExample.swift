/// Manifests and code for examples of what a service installs.
enum DependencyExample {
    /// A service with one function behind a public route, whose code is `order.js`.
    static let manifest = """
        service: shop
        provider:
          name: aws
          runtime: nodejs24.x
        functions:
          order:
            handler: order.handler
            events: [{ httpApi: POST /orders }]
        """

    /// A handler that loads nothing.
    static let code = "exports.handler = async () => ({ statusCode: 204 });"
}
