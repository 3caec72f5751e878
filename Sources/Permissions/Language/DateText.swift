/// A date as conditions write it: ISO 8601, or seconds since 1970.
/// Source: https://www.w3.org/TR/NOTE-datetime
enum DateText {
    /// Seconds since 1970 in UTC; `nil` for other texts.
    static func instant(_ text: String) -> Double? {
        let bytes = Array(text.utf8)
        guard (1...40).contains(bytes.count) else { return nil }
        if bytes.allSatisfy(isDigit) { return Double(text) }
        var reader = Reader(bytes: bytes)
        return reader.instant()
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private struct Reader {
        let bytes: [UInt8]
        var at = 0

        mutating func instant() -> Double? {
            guard let year = number(digits: 4) else { return nil }
            var (month, day, seconds) = (1, 1, 0.0)
            if take("-") {
                guard let written = number(digits: 2), (1...12).contains(written) else { return nil }
                month = written
                if take("-") {
                    guard let written = number(digits: 2), (1...31).contains(written) else { return nil }
                    day = written
                    if take("T") || take("t") || take(" ") {
                        guard let time = timeOfDay() else { return nil }
                        seconds = time
                    }
                }
            }
            guard at == bytes.count else { return nil }
            return Double(Self.days(year, month, day)) * 86_400 + seconds
        }

        /// Seconds since midnight in UTC, of a time with its zone.
        private mutating func timeOfDay() -> Double? {
            guard let hour = number(digits: 2), hour < 25, take(":"), let minute = number(digits: 2), minute < 60 else {
                return nil
            }
            var seconds = Double(hour * 3600 + minute * 60)
            if take(":") {
                guard let second = number(digits: 2), second < 61 else { return nil }
                seconds += Double(second) + fraction()
            }
            guard let offset = zone() else { return nil }
            return seconds - Double(offset)
        }

        private mutating func fraction() -> Double {
            guard take(".") else { return 0 }
            var (value, scale) = (0.0, 0.1)
            while at < bytes.count, isDigit(bytes[at]) {
                value += Double(bytes[at] - 0x30) * scale
                scale /= 10
                at += 1
            }
            return value
        }

        private mutating func zone() -> Int? {
            if at == bytes.count || take("Z") || take("z") { return 0 }
            let isWest = take("-")
            guard isWest || take("+"), let hours = number(digits: 2) else { return nil }
            _ = take(":")
            guard let minutes = number(digits: 2) else { return nil }
            return (isWest ? -1 : 1) * (hours * 3600 + minutes * 60)
        }

        private mutating func number(digits: Int) -> Int? {
            guard at + digits <= bytes.count, bytes[at..<(at + digits)].allSatisfy(isDigit) else { return nil }
            let value = bytes[at..<(at + digits)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
            at += digits
            return value
        }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard at < bytes.count, UInt32(bytes[at]) == character.value else { return false }
            at += 1
            return true
        }

        /// Days from 1970-01-01 in the Gregorian calendar; years start in March, so that the leap day comes last.
        private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
            let shifted = month > 2 ? year : year - 1
            let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
            let leapDays = shifted / 4 - shifted / 100 + shifted / 400
            return shifted * 365 + leapDays + dayOfYear - 719_468
        }
    }
}
