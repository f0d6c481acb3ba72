/// Where in a clip the buyer's line is heard: those seconds can be the cue instead of its text.
package enum BuyerVoice {
    /// In milliseconds. Nobody listens longer to one line.
    package static let longest = 20_000
    package static let shortest = 300
    /// How much of a line has to be heard to be taken for it.
    private static let share = 2.0 / 3
    /// A little before the first word and after the last, so that neither is cut.
    private static let margin = 150

    /// The place that says most of one of `lines`, the first of equal ones; nil when none says enough.
    package static func find(_ lines: [String], in transcript: [TranscriptLine]) -> Range<Int>? {
        let wanted = lines.map { Set(words(of: $0)) }.filter { $0.count >= 3 }
        var best: (share: Double, range: Range<Int>)?
        for line in transcript {
            let heard = Set(words(of: line.text))
            for words in wanted {
                let found = Double(words.intersection(heard).count) / Double(words.count)
                guard found >= share, found > best?.share ?? 0, let range = range(of: words, in: line) else { continue }
                best = (found, range)
            }
        }
        return best?.range
    }

    /// What is said in these milliseconds, as far as the transcript tells.
    package static func text(of range: Range<Int>, in transcript: [TranscriptLine]) -> String {
        let parts = transcript.flatMap { line -> [String] in
            guard !line.words.isEmpty else {
                let middle = (line.startMilliseconds + line.endMilliseconds) / 2
                return range.contains(middle) ? [line.text] : []
            }
            return line.words.filter { range.contains(($0.startMilliseconds + $0.endMilliseconds) / 2) }.map(\.text)
        }
        return parts.joined(separator: " ").singleLine
    }

    /// - Throws: `Problem.invalid` for what is no place of a clip this long, or no few seconds.
    package static func checked(start: Int, end: Int, length: Int) throws -> Range<Int> {
        guard start >= 0, end > start, end <= length else {
            throw Problem.invalid("start_ms", "This is not a place in the clip.")
        }
        guard (shortest...longest).contains(end - start) else {
            throw Problem.invalid("end_ms", "What the buyer says takes at most 20 seconds.")
        }
        return start..<end
    }

    /// From the first of the words to the last of them, where the transcript knows; else the line.
    private static func range(of words: Set<String>, in line: TranscriptLine) -> Range<Int>? {
        let heard = line.words.filter { !words.isDisjoint(with: Self.words(of: $0.text)) }
        let start = max(0, (heard.first?.startMilliseconds ?? line.startMilliseconds) - margin)
        let end = (heard.last?.endMilliseconds ?? line.endMilliseconds) + margin
        guard end > start, (shortest...longest).contains(end - start) else { return nil }
        return start..<end
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().replacing("\u{2019}", with: "'").split { !$0.isLetter && !$0.isNumber && $0 != "'" }
            .map(String.init)
    }
}
