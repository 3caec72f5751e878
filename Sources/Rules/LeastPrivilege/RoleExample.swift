/// Manifests for examples of what a role may do.
enum RoleExample {
    /// A service with one function behind a public route, under a role with some statements.
    static func manifest(_ statements: String) -> String {
        let lines = statements.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n")
        return """
            service: shop
            provider:
              name: aws
              runtime: nodejs24.x
              iam:
                role:
                  statements:
            \(lines)
            functions:
              orders:
                handler: orders.handler
                events: [{ httpApi: POST /orders }]
            """
    }
}
