/// Reads one format of lists.
protocol ListReader {
    /// Reads a list; what cannot be read is an issue with its place, and what could be read stays.
    static func read(_ input: ListInput) -> PackageList
}
