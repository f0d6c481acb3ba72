import Domain

/// The words of a transcript, in the order of time. A start of the server cuts tens of millions: none becomes a string of its own.
struct SpokenWords {
    /// By word.
    private(set) var times: [WordTime] = []
    /// The UTF-8 of all words, each with a blank behind it.
    private var bytes: [UInt8] = []
    /// By word: where it ends, which is where its blank stands.
    private var ends: [Int] = []

    init(_ lines: [TimedLine]) {
        let size = lines.reduce(0) { $0 + $1.text.utf8.count + 1 }
        bytes.reserveCapacity(size)
        ends.reserveCapacity(size / 4)
        times.reserveCapacity(size / 4)
        for line in lines { append(line) }
    }

    /// The words with blanks between them.
    func text(of words: ClosedRange<Int>) -> String {
        String(decoding: bytes[start(of: words.lowerBound)..<ends[words.upperBound]], as: UTF8.self)
    }

    /// Whether the word ends in a full stop, a question mark, an exclamation mark or an ellipsis.
    func endsSentence(_ word: Int) -> Bool {
        let text = bytes[start(of: word)..<ends[word]]
        return switch text.last {
        case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "!"): true
        case Self.ellipsis.last: text.suffix(Self.ellipsis.count).elementsEqual(Self.ellipsis)
        default: false
        }
    }

    private func start(of word: Int) -> Int {
        word > 0 ? ends[word - 1] + 1 : 0
    }

    private mutating func append(_ line: TimedLine) {
        let count = appendWords(of: line.text)
        if count == line.times.count {
            times.append(contentsOf: line.times)
        } else {
            appendShares(of: line, count)
        }
    }

    /// - Returns: how many there are.
    private mutating func appendWords(of text: String) -> Int {
        let before = ends.count
        var text = text
        text.withUTF8 { text in
            var start = 0
            for position in 0...text.count where position == text.count || Self.isBlank(text[position]) {
                if start < position {
                    bytes.append(contentsOf: text[start..<position])
                    ends.append(bytes.count)
                    bytes.append(UInt8(ascii: " "))
                }
                start = position + 1
            }
        }
        return ends.count - before
    }

    /// Where a line was edited since it was timed, its time is shared out evenly.
    private mutating func appendShares(of line: TimedLine, _ count: Int) {
        let start = Double(line.startMilliseconds)
        let step = (Double(line.endMilliseconds) - start) / Double(count)
        for index in 0..<count {
            times.append(
                WordTime(
                    startMilliseconds: Self.milliseconds(start + step * Double(index)),
                    endMilliseconds: Self.milliseconds(start + step * Double(index + 1))))
        }
    }

    private static let ellipsis = Array("…".utf8)

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 32 || (9...13).contains(byte)
    }

    private static func milliseconds(_ value: Double) -> Int {
        Int(exactly: value.rounded()) ?? 0
    }
}
