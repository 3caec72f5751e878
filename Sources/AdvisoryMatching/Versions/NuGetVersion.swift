/// A version as NuGet's client orders it: up to four numbers, labels without regard to case, metadata ignored.
///
/// Source: <https://learn.microsoft.com/nuget/concepts/package-versioning>
struct NuGetVersion: Sendable {
    private enum Label: Sendable {
        case number(Natural)
        case text([UInt8])
    }

    private let numbers: [Natural]
    private let labels: [Label]

    init?(_ text: String) {
        var input = VersionText(text)
        _ = input.skip(anyOf: "vV")
        numbers = input.dottedNumbers()
        guard (1...4).contains(numbers.count) else { return nil }
        var labels: [Label] = []
        if input.skip(anyOf: "-") {
            let text = input.run { $0 != UInt8(ascii: "+") }
            labels = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Self.label)
        }
        self.labels = labels
        guard input.isAtEnd || input.next == UInt8(ascii: "+") else { return nil }
    }

    var isPrerelease: Bool { !labels.isEmpty }

    func order(against other: NuGetVersion) -> Int {
        let order = numbers.order(againstPadded: other.numbers)
        if order != 0 { return order }
        if labels.isEmpty != other.labels.isEmpty { return labels.isEmpty ? 1 : -1 }
        for (mine, theirs) in zip(labels, other.labels) {
            let order = Self.order(mine, theirs)
            if order != 0 { return order }
        }
        return labels.count < other.labels.count ? -1 : (labels.count == other.labels.count ? 0 : 1)
    }

    /// The client takes a label for a number only while it fits 32 bits; a longer one is text.
    private static func label(_ text: ArraySlice<UInt8>) -> Label {
        if !text.isEmpty, text.allSatisfy(\.isASCIIDigit), case let number = Natural(text), number.fitsInt32 {
            return .number(number)
        }
        return .text(text.map(\.asciiUppercased))
    }

    private static func order(_ left: Label, _ right: Label) -> Int {
        switch (left, right) {
        case (.number(let left), .number(let right)): left.order(against: right)
        case (.text(let left), .text(let right)): left.order(against: right)
        case (.number, .text): -1
        case (.text, .number): 1
        }
    }
}
