/// The form in which two spellings of a Python package's name are the same.
///
/// Source: <https://packaging.python.org/en/latest/specifications/name-normalization/>
package enum PythonName {
    /// Lower case, with each run of `-`, `_` and `.` as one `-`.
    package static func normalized(_ name: String) -> String {
        var result: [UInt8] = []
        var isRun = false
        for byte in name.utf8 {
            if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") {
                isRun = true
                continue
            }
            if isRun, !result.isEmpty { result.append(UInt8(ascii: "-")) }
            isRun = false
            result.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        }
        return String(decoding: result, as: UTF8.self)
    }
}
