extension Array {
    /// The first index whose element fulfils what all elements after it fulfil too; the count when none does.
    package func partitioningIndex(where isReached: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isReached(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
