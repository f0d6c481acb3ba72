import Domain

/// The timed words of a line as JSON text, `[{"c":93,"e":980,"s":600,"w":"Good"}]` (`c` only where it is known). A start of the server reads millions of them for
/// lookup, so what we wrote ourselves is read and written by hand; anything else goes the general way.
enum TimedWordsText {
    static func write(_ words: [TimedWord]) throws -> String {
        guard words.allSatisfy({ $0.text.utf8.allSatisfy(isPlain) }) else { return try JSONText.write(words) }
        let entries = words.map { word in
            let confidence = word.confidence.map { #""c":\#($0),"# } ?? ""
            return #"{\#(confidence)"e":\#(word.endMilliseconds),"s":\#(word.startMilliseconds),"w":"\#(word.text)"}"#
        }
        return "[\(entries.joined(separator: ","))]"
    }

    static func read(_ text: String) throws -> [TimedWord] {
        let words = entries(of: text) { text, time, confidence in
            TimedWord(
                text: String(decoding: text, as: UTF8.self), startMilliseconds: time.startMilliseconds,
                endMilliseconds: time.endMilliseconds, confidence: confidence)
        }
        return try words ?? JSONText.read(text)
    }

    /// When the words are heard, without the words.
    static func readTimes(_ text: String) throws -> [WordTime] {
        if let times = entries(of: text, { _, time, _ in time }) { return times }
        return try (JSONText.read(text) as [TimedWord]).map {
            WordTime(startMilliseconds: $0.startMilliseconds, endMilliseconds: $0.endMilliseconds)
        }
    }

    /// Nil for whatever is not exactly of our own form.
    private static func entries<Entry>(
        of text: String, _ entry: (_ text: UnsafeBufferPointer<UInt8>, WordTime, _ confidence: Int?) -> Entry
    ) -> [Entry]? {
        var text = text
        return text.withUTF8 { bytes in
            var scanner = Scanner(bytes: bytes)
            return scanner.entries(entry)
        }
    }

    /// Needs no escape inside a JSON string.
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
    }

    private struct Scanner {
        let bytes: UnsafeBufferPointer<UInt8>
        private var position = 0

        /// About how many bytes an entry has.
        private static let usualLength = 40

        init(bytes: UnsafeBufferPointer<UInt8>) {
            self.bytes = bytes
        }

        mutating func entries<Entry>(_ entry: (UnsafeBufferPointer<UInt8>, WordTime, Int?) -> Entry) -> [Entry]? {
            guard take("[") else { return nil }
            if take("]") { return position == bytes.count ? [] : nil }
            var entries: [Entry] = []
            entries.reserveCapacity(bytes.count / Self.usualLength)
            repeat {
                guard take("{") else { return nil }
                var confidence: Int?
                if take(#""c":"#) {
                    confidence = number()
                    guard confidence != nil, take(",") else { return nil }
                }
                guard take(#""e":"#), let end = number(), take(#","s":"#), let start = number(), take(#","w":""#),
                    let text = string(), take("}")
                else { return nil }
                entries.append(
                    entry(text, WordTime(startMilliseconds: start, endMilliseconds: end), confidence))
            } while take(",")
            return take("]") && position == bytes.count ? entries : nil
        }

        private mutating func take(_ literal: StaticString) -> Bool {
            let count = literal.utf8CodeUnitCount
            guard position + count <= bytes.count else { return false }
            for index in 0..<count where bytes[position + index] != literal.utf8Start[index] { return false }
            position += count
            return true
        }

        /// At most 15 digits.
        private mutating func number() -> Int? {
            let first = position
            var value = 0
            while position < bytes.count, position - first < 15,
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position])
            {
                value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
                position += 1
            }
            return position > first ? value : nil
        }

        /// Up to the closing quote, which is taken.
        private mutating func string() -> UnsafeBufferPointer<UInt8>? {
            let first = position
            while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
                guard bytes[position] != UInt8(ascii: "\\"), bytes[position] >= 0x20 else { return nil }
                position += 1
            }
            guard position < bytes.count else { return nil }
            defer { position += 1 }
            return UnsafeBufferPointer(rebasing: bytes[first..<position])
        }
    }
}
