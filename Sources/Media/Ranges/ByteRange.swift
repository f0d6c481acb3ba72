/// What a `Range` header asks of a file (RFC 9110, narrowed by RG-2 to RG-4).
package enum ByteRange: Hashable, Sendable {
    /// No usable header: the whole file with status 200.
    case whole
    /// One part with status 206.
    case part(Range<Int64>)
    /// Nothing of the file lies there: status 416.
    case unsatisfiable

    /// - Parameter size: bytes of the file, 0 or more.
    package static func resolve(header: String?, size: Int64) -> ByteRange {
        guard let header, header.utf8.count <= 200, let text = header.droppingUnit else { return .whole }
        // Several ranges may be answered with the whole (RFC 9110, 14.2): nobody needs them, and they were abused.
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2, !text.contains(","), ends.allSatisfy({ $0.utf8.allSatisfy(isDigit) }) else {
            return .whole
        }
        let (first, last) = (String(ends[0]), String(ends[1]))
        if first.isEmpty {
            guard !last.isEmpty else { return .whole }
            let count = min(number(last), size)
            return count == 0 ? .unsatisfiable : .part(size - count..<size)
        }
        let start = number(first)
        let end = last.isEmpty ? Int64.max - 1 : number(last)
        guard start <= end else { return .whole }
        guard start < size else { return .unsatisfiable }
        return .part(start..<min(end, size - 1) + 1)
    }

    /// Numbers of more than 15 digits lie behind the end of every file.
    private static func number(_ digits: String) -> Int64 {
        let significant = digits.drop { $0 == "0" }
        guard significant.utf8.count <= 15 else { return Int64.max - 1 }
        return Int64(significant) ?? 0
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension String {
    /// What follows `bytes=`; nil for any other unit.
    fileprivate var droppingUnit: Substring? {
        guard lowercased().hasPrefix("bytes=") else { return nil }
        return dropFirst(6).drop { $0 == " " || $0 == "\t" }.trimmedAtEnd
    }
}

extension Substring {
    fileprivate var trimmedAtEnd: Substring {
        var view = self
        while let last = view.last, last == " " || last == "\t" { view.removeLast() }
        return view
    }
}
