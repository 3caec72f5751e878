internal import CTreeSitter

/// Hands a text to the parser and stops it when it reads the text over and over: some grammars look for the end of a
/// token up to the end of the file, and begin anew behind each.
struct BoundedInput {
    /// How many bytes the parser gets at a time; it asks anew whenever it leaves them.
    private static let chunkSize = 4096
    /// How often every byte may be read on average, and how many chunks more.
    private static let readsPerByte = 24
    private static let chunksBesides = 512

    private let bytes: UnsafeBufferPointer<UInt8>
    private var chunksLeft: Int

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        chunksLeft = BoundedInput.chunksBesides + bytes.count / BoundedInput.chunkSize * BoundedInput.readsPerByte
    }

    /// Parses a text; `nil` when the parser reads more than it may. The caller deletes the tree.
    static func parse(_ bytes: [UInt8], with parser: OpaquePointer) -> OpaquePointer? {
        bytes.withUnsafeBufferPointer { buffer in
            var input = BoundedInput(buffer)
            return withUnsafeMutablePointer(to: &input) { pointer in
                let reading = TSInput(
                    payload: pointer,
                    read: { payload, index, _, count in BoundedInput.read(payload, at: index, count) },
                    encoding: TSInputEncodingUTF8, decode: nil)
                let options = TSParseOptions(
                    payload: pointer, progress_callback: { state in BoundedInput.isOver(state?.pointee.payload) })
                return ts_parser_parse_with_options(parser, nil, reading, options)
            }
        }
    }

    private static func read(
        _ payload: UnsafeMutableRawPointer?, at index: UInt32, _ count: UnsafeMutablePointer<UInt32>?
    ) -> UnsafePointer<CChar>? {
        guard let input = payload?.assumingMemoryBound(to: BoundedInput.self) else { return nil }
        let bytes = input.pointee.bytes
        let start = Int(index)
        input.pointee.chunksLeft -= 1
        // Past its share the parser is told that the text ends, so that no single token keeps it busy either.
        guard start < bytes.count, input.pointee.chunksLeft > 0, let base = bytes.baseAddress else {
            count?.pointee = 0
            return nil
        }
        count?.pointee = UInt32(min(chunkSize, bytes.count - start))
        return UnsafeRawPointer(base + start).assumingMemoryBound(to: CChar.self)
    }

    private static func isOver(_ payload: UnsafeMutableRawPointer?) -> Bool {
        guard let input = payload?.assumingMemoryBound(to: BoundedInput.self) else { return true }
        return input.pointee.chunksLeft <= 0
    }
}
