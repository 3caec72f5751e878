import CodeAnalysis
import SourceText

/// Whether code is written for objects that are not there: it knows the error's name.
struct MissingObjects {
    private let code: FunctionCode

    init(_ code: FunctionCode) { self.code = code }

    private static let name = Array("NoSuchKey".utf8)

    /// Whether a file of the function's own names the error.
    var areExpected: Bool {
        code.closure.files.contains { path in
            guard let bytes = code.program[path]?.module.file.bytes else { return false }
            return Self.contains(bytes)
        }
    }

    private static func contains(_ bytes: [UInt8]) -> Bool {
        guard let first = name.first else { return false }
        var start = bytes.startIndex
        while let found = bytes[start...].firstIndex(of: first) {
            if bytes[found...].starts(with: name) { return true }
            start = found + 1
        }
        return false
    }
}
