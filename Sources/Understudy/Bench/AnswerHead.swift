/// The head of an HTTP/1.1 answer, as far as a load client has to understand it.
struct AnswerHead: Sendable, Hashable {
    let status: Int
    /// Nil for a body in chunks.
    let contentLength: Int?
    let isChunked: Bool
    let closes: Bool
    /// The first cookie that is set, as it is sent back.
    let cookie: String?
    let isCompressed: Bool

    /// Nil when these bytes are no head. `bytes` end before the empty line.
    init?(_ bytes: some Collection<UInt8>) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        guard let words = lines.first?.split(separator: " "), words.count > 1, let status = Int(words[1]) else {
            return nil
        }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            let name = line[..<colon].lowercased()
            if fields[name] == nil { fields[name] = String(value) }
        }
        self.status = status
        let hasBody = status != 204 && status != 304
        isChunked = hasBody && fields["transfer-encoding"]?.lowercased() == "chunked"
        contentLength = isChunked ? nil : hasBody ? Int(fields["content-length"] ?? "0") : 0
        closes = fields["connection"]?.lowercased() == "close"
        cookie = fields["set-cookie"]?.split(separator: ";").first.map(String.init)
        isCompressed = fields["content-encoding"] != nil
    }
}
