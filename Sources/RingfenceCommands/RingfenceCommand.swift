package import ArgumentParser
package import CommandDoors

/// The root of the command line; parses and dispatches, and knows the exit codes.
package struct RingfenceCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "ringfence",
        abstract: "Puts a fence around every serverless function.",
        discussion: """
            Reads the manifests of serverless applications, joins what they say into one model, and reports which \
            function breaks which of ten security practices, where, why, and what to do. Nothing is installed, built \
            or run, and no connection is opened.

            EXAMPLES
              ringfence scan                          scan the working directory
              ringfence scan services/orders          scan one service
              ringfence scan --fail-on high           fail only on high and critical findings
              ringfence scan --format sarif --output ringfence.sarif
              ringfence fix --dry-run                 show what can be repaired as a diff
              ringfence scan --output report.html     write a page to look at
              ringfence graph --output graph.svg      draw what reaches what
              ringfence explain createOrder           show what reaches a function and what it holds
              ringfence schema createOrder            write the JSON Schema of the body it reads
              ringfence explain gateway-policy/cors-any-origin
              ringfence sbom --output shop.cdx.json   write the bill of materials
              ringfence advisories status             show how old the known vulnerabilities are

            EXIT CODES
              0  clean                                3  nothing to scan
              1  findings at or above --fail-on       4  partial scan or internal error
              2  usage or configuration error
            """,
        version: ToolVersion.current,
        subcommands: [
            ScanCommand.self, FixCommand.self, ExplainCommand.self, PermissionsCommand.self, GraphCommand.self, SchemaCommand.self,
            SBOMCommand.self, RulesCommand.self, AdvisoriesCommand.self,
        ],
        defaultSubcommand: nil)

    /// Makes the command; the parser fills it.
    package init() {}

    /// Runs a command line and returns the process's exit code.
    package static func run(_ arguments: [String], in surroundings: Surroundings) async -> Int32 {
        await CommandRun.run(Self.self, arguments, in: surroundings)
    }
}
