/// A project with packages that have known flaws.
enum DependencyProject {
    /// `order` loads minimist 1.2.5, `other` ships it and loads nothing, lodash 4.17.20 only builds.
    static let files = [
        "serverless.yml": """
            service: shop
            provider:
              name: aws
              runtime: nodejs22.x
            functions:
              order:
                handler: order.handler
                events: [{ httpApi: POST /orders }]
              other:
                handler: other.handler

            """,
        "order.js": "const parse = require('minimist');\nexports.handler = async (event) => parse(event.args);\n",
        "other.js": "exports.handler = async () => 1;\n",
        "package.json": #"{"name": "shop", "dependencies": {"minimist": "^1.2.0"}, "devDependencies": {"lodash": "^4.17.0"}}"# + "\n",
        "package-lock.json": """
            {
              "name": "shop", "lockfileVersion": 3,
              "packages": {
                "": {"name": "shop", "dependencies": {"minimist": "^1.2.0"}, "devDependencies": {"lodash": "^4.17.0"}},
                "node_modules/minimist": {
                  "version": "1.2.5", "resolved": "https://registry.npmjs.org/minimist/-/minimist-1.2.5.tgz", "license": "MIT",
                  "integrity": "sha512-FM9nNUYrRBAELZQT3xeZQ7fmMOBg6nWNmJKTcgsJeaLstP/UODVpGsr5OhXhhXg6f+qtJ8uiZ+PUxkDWcgIXLw=="
                },
                "node_modules/lodash": {"version": "4.17.20", "dev": true, "license": "MIT"}
              }
            }

            """,
    ]

    static func files(with others: [String: String]) -> [String: String] { files.merging(others) { $1 } }

    /// A configuration with entries of `ignore`.
    static func ignoring(_ entries: String) -> [String: String] { files(with: ["ringfence.yml": "ignore:\n\(entries)\n"]) }
}
