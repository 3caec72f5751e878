/// `1 function`, `2 functions`.
func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
}

extension String {
    /// The text with its first letter as it is and a full stop behind it unless it already ends a sentence.
    var asSentence: String {
        guard let last else { return self }
        return ".!?".contains(last) ? self : self + "."
    }
}
