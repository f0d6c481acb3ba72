/// The address of a request in origin form (`/path?query`), free of everything two readers could understand differently.
struct RequestTarget: Hashable, Sendable {
    let text: String
    /// The host of an absolute-form target, which has to agree with the `Host` field.
    let authority: Authority?

    /// - Throws: `Refusal` 400 or 414.
    init(_ raw: String, maximumBytes: Int) throws(Refusal) {
        guard raw.utf8.count <= maximumBytes else { throw .targetTooLong }
        (text, authority) = try Self.originForm(raw)
        let bytes = Array(text.utf8)
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "#") }) else {
            throw .badTarget
        }
        let mark = bytes.firstIndex(of: UInt8(ascii: "?"))
        try Self.checkPath(Self.decoded(bytes[..<(mark ?? bytes.endIndex)]))
        if let mark { try Self.checkText(Self.decoded(bytes[(mark + 1)...])) }
    }

    /// The part before the query, as sent.
    var path: String { String(text.prefix { $0 != "?" }) }

    private static func originForm(_ raw: String) throws(Refusal) -> (String, Authority?) {
        if raw.utf8.first == UInt8(ascii: "/") { return (raw, nil) }
        let lowered = raw.prefix(8).lowercased()
        guard let scheme = ["http://", "https://"].first(where: { lowered.hasPrefix($0) }) else { throw .badTarget }
        let rest = raw.dropFirst(scheme.count)
        let name = rest.prefix { $0 != "/" && $0 != "?" }
        guard let authority = Authority(String(name)) else { throw .badTarget }
        let tail = rest[name.endIndex...]
        return (tail.hasPrefix("/") ? String(tail) : "/" + tail, authority)
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            guard bytes[index] == UInt8(ascii: "%") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            guard bytes.endIndex - index >= 3, let high = digit(bytes[index + 1]), let low = digit(bytes[index + 2])
            else {
                throw .badTarget
            }
            result.append(high << 4 | low)
            index += 3
        }
        return result
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func checkText(_ bytes: [UInt8]) throws(Refusal) {
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }), String(validating: bytes, as: UTF8.self) != nil else {
            throw .badTarget
        }
    }

    private static func checkPath(_ bytes: [UInt8]) throws(Refusal) {
        try checkText(bytes)
        guard !bytes.contains(UInt8(ascii: "\\")) else { throw .badTarget }
        let dot = UInt8(ascii: ".")
        // The first piece is empty because a path starts with a slash; the last is when it ends with one.
        let segments = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
        for (offset, segment) in segments.enumerated() {
            let isLast = offset == segments.count - 1
            guard !segment.isEmpty || isLast, segment != [dot], segment != [dot, dot] else { throw .badTarget }
        }
    }
}
