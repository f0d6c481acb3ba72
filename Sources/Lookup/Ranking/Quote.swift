/// About 30 words of a window around what matched, with the matches marked.
struct Quote {
    let parts: [QuotePart]
    /// The words of the lookup that are in it, as they were asked.
    let matched: [String]

    static let length = 30

    init(text: String, words: [LookupQuery.Word], wanted: WantedTerms, analyser: Analyser) {
        let tokens = Tokenizer.tokens(in: text)
        let hits = tokens.map { wanted.number(of: $0.word, analyser) }
        let found = Set(hits.compactMap { $0 })
        matched = found.sorted().map { words[$0].text }
        let span = Self.bestSpan(hits)
        parts = Self.parts(of: text, tokens: tokens, hits: hits, span: span)
    }

    /// The stretch with the most different matches; of equals the earliest, with a little of what was said before.
    private static func bestSpan(_ hits: [Int?]) -> Range<Int> {
        guard hits.count > length else { return 0..<hits.count }
        var counts: [Int: Int] = [:]
        var best = 0
        var bestCount = 0
        for end in hits.indices {
            if let hit = hits[end] { counts[hit, default: 0] += 1 }
            let start = end - length + 1
            if start > 0, let hit = hits[start - 1] {
                counts[hit, default: 0] -= 1
                if counts[hit] == 0 { counts[hit] = nil }
            }
            if counts.count > bestCount {
                bestCount = counts.count
                best = max(0, start)
            }
        }
        let first = (best..<hits.count).first { hits[$0] != nil } ?? 0
        let start = min(max(0, first - 5), hits.count - length)
        // Starting a little before the first match must not lose the last one.
        return max(best, start) <= best ? best..<best + length : start..<start + length
    }

    private static func parts(of text: String, tokens: [Token], hits: [Int?], span: Range<Int>) -> [QuotePart] {
        guard let first = span.first, let last = span.last else { return [] }
        let bytes = Array(text.utf8)
        func piece(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        var parts: [QuotePart] = []
        func add(_ text: String, marked: Bool) {
            guard !text.isEmpty else { return }
            if let end = parts.last, end.isMarked == marked {
                parts[parts.count - 1].text += text
            } else {
                parts.append(QuotePart(text: text, isMarked: marked))
            }
        }
        var position = first == 0 ? 0 : tokens[first].range.lowerBound
        if first > 0 { add("… ", marked: false) }
        for index in span {
            add(piece(position..<tokens[index].range.lowerBound), marked: false)
            add(piece(tokens[index].range), marked: hits[index] != nil)
            position = tokens[index].range.upperBound
        }
        if last == tokens.count - 1 {
            add(piece(position..<bytes.count), marked: false)
        } else {
            add(" …", marked: false)
        }
        return parts
    }
}
