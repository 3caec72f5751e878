/// How much of a program is read before the analysis of a handler is cut.
package struct AnalysisBudget: Sendable {
    /// Expressions and statements.
    package var steps = 600_000
    /// Calls within calls.
    var callDepth = 24
    /// Expressions within expressions, over all calls.
    var expressionDepth = 700
    /// How often the program is read.
    var passes = 4

    /// The standard budget.
    package init() {}
}
