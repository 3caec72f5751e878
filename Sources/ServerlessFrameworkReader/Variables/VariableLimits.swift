/// How much a manifest may make the resolver do; a manifest that asks for more is partly unknown and says so.
package struct VariableLimits: Hashable, Sendable {
    /// Values that may stand in each other or lead into each other.
    package var depth = 200
    /// Variables that may lead into each other; with `depth` it bounds the stack.
    package var chain = 32
    /// Variables within variables in one text.
    package var nesting = 16
    /// Values read from all files together.
    package var sourceValues = 250_000
    /// Values in the resolved document, every use of a shared one counted.
    package var resolvedValues = 250_000
    /// Bytes of one text that holds variables, once they are filled in.
    package var textBytes = 1024 * 1024
    /// Bytes of all such texts together.
    package var allTextBytes = 32 * 1024 * 1024
    /// Pieces of one text of which some are not known.
    package var textParts = 1_000
    /// Files that variables may name.
    package var files = 1_000
    /// Steps kept in the trace of one value.
    package var traceSteps = 32
    /// Issues reported for one manifest.
    package var issues = 1_000

    /// The limits of a scan.
    package static let standard = VariableLimits()
}
