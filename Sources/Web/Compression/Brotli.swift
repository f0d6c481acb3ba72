import CBrotli

/// Makes bytes smaller as brotli does (RFC 7932): by a sixth smaller than gzip for the same time.
enum Brotli {
    /// How much time goes into it: quick for what is made once per request, thorough for what is made once per start.
    enum Effort: Int32, Sendable {
        case quick = 4
        case thorough = 10
    }

    /// - Returns: Nil when there is no memory for it, or nothing to win: then the bytes are sent as they are.
    static func compressed(_ bytes: [UInt8], _ effort: Effort) -> [UInt8]? {
        var output = [UInt8](repeating: 0, count: bytes.count)
        var length = output.count
        let ended = BrotliEncoderCompress(
            effort.rawValue, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.count, bytes, &length, &output)
        guard ended == BROTLI_TRUE, length < bytes.count else { return nil }
        output.removeLast(output.count - length)
        return output
    }
}
