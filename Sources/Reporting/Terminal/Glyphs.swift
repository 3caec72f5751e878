import Findings

/// The few signs of the terminal report, in Unicode or ASCII.
struct Glyphs {
    let hasUnicode: Bool

    var ellipsis: String { hasUnicode ? "…" : "..." }
    var none: String { hasUnicode ? "·" : "." }
    var undecided: String { "?" }
    var separator: String { hasUnicode ? " · " : " - " }
    var rule: String { hasUnicode ? "─" : "-" }
    var gutter: String { hasUnicode ? "│" : "|" }
    var done: String { hasUnicode ? "✓" : "ok:" }
    var alarm: String { "!" }

    /// The sign of a severity: its shape tells it without colour.
    func sign(_ severity: Severity) -> String {
        switch severity {
        case .critical: hasUnicode ? "◆" : "C"
        case .high: hasUnicode ? "▲" : "H"
        case .medium: hasUnicode ? "●" : "M"
        case .low: hasUnicode ? "○" : "L"
        }
    }

    /// A horizontal line of a width.
    func rule(width: Int) -> String { String(repeating: rule, count: max(0, width)) }
}
