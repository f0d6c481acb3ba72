import CZlib

/// Makes bytes smaller as gzip does (RFC 1952).
enum Gzip {
    /// How much time goes into it: quick for what is made once per request, thorough for what is made once per start.
    enum Effort: Int32, Sendable {
        case quick = 4
        case thorough = 9
    }

    /// - Returns: Nil when zlib has no memory for it: then the bytes are sent as they are.
    static func compressed(_ bytes: [UInt8], _ effort: Effort) -> [UInt8]? {
        var stream = z_stream()
        let windowBitsForGzip = MAX_WBITS + 16
        let began = deflateInit2_(
            &stream, effort.rawValue, Z_DEFLATED, windowBitsForGzip, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        guard began == Z_OK, let length = UInt32(exactly: bytes.count) else { return nil }
        defer { deflateEnd(&stream) }
        var input = bytes
        var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let room = UInt32(clamping: output.count)
        let ended = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = length
                stream.next_out = output.baseAddress
                stream.avail_out = room
                return deflate(&stream, Z_FINISH)
            }
        }
        guard ended == Z_STREAM_END else { return nil }
        output.removeLast(output.count - Int(stream.total_out))
        return output
    }
}
