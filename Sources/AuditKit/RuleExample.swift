package import ApplicationModel

/// An input with the rule's expected answer, shown in the rule's page and run as a test.
package struct RuleExample: Sendable {
    /// What the rule must say.
    package enum Expectation: Sendable, Hashable {
        /// A finding at each span between `«` and `»`, and no other.
        case flagged
        /// No finding and nothing undecided.
        case clean
        /// No finding, and at least one undecided answer.
        case undecided
    }

    /// The manifest's format; the file is named as the format's users name it.
    package let format: Application.Format
    /// The manifest, with `«…»` around every span that must be found.
    package let text: String
    /// Further files by path, which may hold markers too.
    package let files: [String: String]
    /// What the rule must say.
    package let expectation: Expectation
    /// The source file of the example, for failures that point at the rule.
    package let sourceFile: String
    /// The line of the example.
    package let sourceLine: Int

    /// An input that the rule flags at every `«…»`.
    package static func flagged(
        _ format: Application.Format, _ text: String, files: [String: String] = [:], file: String = #filePath,
        line: Int = #line
    ) -> RuleExample {
        RuleExample(format: format, text: text, files: files, expectation: .flagged, sourceFile: file, sourceLine: line)
    }

    /// An input that the rule passes.
    package static func clean(
        _ format: Application.Format, _ text: String, files: [String: String] = [:], file: String = #filePath,
        line: Int = #line
    ) -> RuleExample {
        RuleExample(format: format, text: text, files: files, expectation: .clean, sourceFile: file, sourceLine: line)
    }

    /// An input that the rule cannot decide.
    package static func undecided(
        _ format: Application.Format, _ text: String, files: [String: String] = [:], file: String = #filePath,
        line: Int = #line
    ) -> RuleExample {
        RuleExample(
            format: format, text: text, files: files, expectation: .undecided, sourceFile: file, sourceLine: line)
    }
}
